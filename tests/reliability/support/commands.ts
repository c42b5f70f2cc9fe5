// Everything people do and everything that happens to them, as commands of a random history. The model says only whether a command makes sense.

import fc from 'fast-check';
import type { ChatId } from '../../../shared/model.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { newCid } from '../../../web/connection/ids.ts';
import { checkNow, NOTED, noteChats, type System } from './system.ts';

/** What people believe: that a chat was begun at all. Whether a command then succeeds is the system's business. */
export interface Belief {
  chats: number;
}

type Run = (system: System, who: number, which: number) => unknown;

const at = <T>(list: readonly T[], number: number): T => {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};
const chatAt = ({ chats }: System, which: number): ChatId => at([...chats.keys()].reverse(), which);

/** The customers for whom something is so; everyone when it is so for nobody. */
const thoseWho = <T>(all: readonly T[], isSo: (one: T) => boolean): readonly T[] => {
  const found = all.filter(isSo);
  return found.length > 0 ? found : all;
};
const isRunning = (page: System['customers'][number]) => {
  const state = page.shown.value?.chat.value?.state;
  return state !== undefined && state !== 'ended' && state !== 'closed';
};
/** A chat as this agent's list has it, in one of these states. */
const listed = ({ state }: System['consoles'][number], which: number, states: readonly string[]) => {
  const found = [...state.value.chats.values()].filter((chat) => states.includes(chat.state));
  return found[which % Math.max(1, found.length)]?.id;
};

let texts = 0;
const sayAs = (system: System, id: System['people']['boss']['id']) => {
  const text = `bericht ${++texts}`;
  system.said.set(text, id);
  return text;
};

/** Before there is a chat. */
const alone = {
  start: ({ customers }, who) =>
    at(
      thoseWho(customers, ({ shown }) => !shown.value),
      who,
    ).start(),
  dutyStart: ({ consoles }, who) => at(consoles, who).duty('start'),
  dutyStop: ({ consoles }, who) => at(consoles, who).duty('stop'),
} satisfies Record<string, Run>;

const inChats = {
  say: (system, who) => {
    const page = at(thoseWho(system.customers, isRunning), who);
    if (page.shown.value) page.say(sayAs(system, page.person.id));
  },
  reply: (system, who, which) => {
    const page = at(
      thoseWho(system.consoles, ({ conversations }) => conversations.size > 0),
      who,
    );
    const chatId = [...page.conversations.keys()][which % Math.max(1, page.conversations.size)];
    if (chatId) page.say(chatId, sayAs(system, page.person.id));
  },
  type: ({ customers }, who, which) => at(customers, who).shown.value?.typing(`half ${which}`),
  join: (system, who, which) => {
    const page = at(system.consoles, who);
    return page.join(listed(page, which, ['online', 'waiting']) ?? chatAt(system, which), false);
  },
  joinToo: (system, who, which) => {
    const page = at(system.consoles, who);
    return page.join(listed(page, which, ['active']) ?? chatAt(system, which));
  },
  invite: (system, who, which) =>
    at(system.consoles, who).call('chat.invite', {
      chatId: chatAt(system, which),
      agent: at(system.consoles, who + which + 1).person.id,
      note: '',
      transfer: which % 2 === 0,
    }),
  decline: (system, who, which) =>
    at(system.consoles, who).call('chat.decline', { chatId: chatAt(system, which) }),
  leave: (system, who, which) => at(system.consoles, who).leave(chatAt(system, which)),
  endByCustomer: ({ customers }, who) => at(customers, who).shown.value?.end(),
  endByAgent: ({ consoles }, who, which) => [...at(consoles, who).conversations.values()][which % 2]?.end(),
  putAway: ({ customers }, who) => at(customers, who).putAway(),
  save: (system, who, which) => at(system.consoles, who).closeChat(chatAt(system, which), 'save'),
  delete: (system, who, which) => at(system.consoles, who).closeChat(chatAt(system, which), 'delete'),
  undelete: (system, who, which) =>
    at(system.consoles, who).call('chat.undelete', { chatId: chatAt(system, which) }),
  stay: (system, who, which) =>
    at(system.customers, who).connection.call('chat.stay', { chatId: chatAt(system, which) }),
  note: (system, who, which) =>
    at(system.consoles, who).call('chat.note', {
      chatId: chatAt(system, which),
      cid: newCid(),
      after: 0,
      text: NOTED,
      mentions: [at(system.consoles, who + 1).person.id],
    }),
  whisper: (system, _who, which) =>
    system.boss.call('chat.note', { chatId: chatAt(system, which), cid: newCid(), after: 0, text: NOTED }),
  takeBack: (system, who, which) => {
    const page = at(thoseWho(system.customers, isRunning), who);
    const chatId = page.shown.value?.chatId;
    return chatId && page.connection.call('chat.redact', { chatId, seq: 2 + which, cid: newCid() });
  },
  redact: (system, who, which) =>
    system.boss.call('chat.redact', { chatId: chatAt(system, who), seq: 2 + which, cid: newCid() }),
  watch: (system, _who, which) =>
    system.boss.call('chat.watch', {
      chatId: chatAt(system, which),
      sid: system.boss.sid,
      after: 0,
      speaks: SPEAKS,
    }),
  unwatch: (system, _who, which) =>
    system.boss.call('chat.unwatch', { chatId: chatAt(system, which), sid: system.boss.sid }),
  dropCustomer: ({ customers, world }, who) => {
    for (const line of world.linesOf(at(customers, who).person)) line.drop();
  },
  dropConsole: ({ consoles, world }, who) => {
    for (const line of world.linesOf(at(consoles, who).person)) line.drop();
  },
  deadCustomer: ({ customers, world }, who) => {
    for (const line of world.linesOf(at(customers, who).person)) line.isDead = true;
  },
  deadConsole: ({ consoles, world }, who) => {
    for (const line of world.linesOf(at(consoles, who).person)) line.isDead = true;
  },
  reloadCustomer: (system, who) => system.reloadCustomer(who % system.customers.length),
  reloadConsole: (system, who) => system.reloadConsole(who % system.consoles.length),
} satisfies Record<string, Run>;

const waits = { soon: 300, later: 4_000, long: 70_000 } as const;

const command = (name: string, run: Run, needsChat: boolean) =>
  fc.tuple(fc.nat(5), fc.nat(5), fc.nat(1_500)).map(
    ([who, which, wait]): fc.AsyncCommand<Belief, System> => ({
      check: (belief) => !needsChat || belief.chats > 0,
      async run(belief, system) {
        void run(system, who, which);
        await system.world.clock.advance(wait);
        noteChats(system);
        belief.chats = system.chats.size;
        await checkNow(system);
      },
      toString: () => `${name}(${who}, ${which}) ${wait}ms`,
    }),
  );

const wait = (name: keyof typeof waits) =>
  fc.constant<fc.AsyncCommand<Belief, System>>({
    check: () => true,
    async run(belief, system) {
      await system.world.clock.advance(waits[name]);
      noteChats(system);
      belief.chats = system.chats.size;
    },
    toString: () => name,
  });

/** Most of what a desk does all day, and some of everything else. */
const weights: Readonly<Record<string, number>> = {
  start: 6,
  say: 14,
  reply: 12,
  join: 9,
  joinToo: 4,
  soon: 4,
};
const weighted = (name: string, arbitrary: fc.Arbitrary<fc.AsyncCommand<Belief, System>>) => ({
  weight: weights[name] ?? 1,
  arbitrary,
});

/** As many commands as `steps`, or two thirds of that. */
export const histories = (steps: number) =>
  fc.array(
    fc.oneof(
      ...Object.entries(alone).map(([name, run]) => weighted(name, command(name, run, false))),
      ...Object.entries(inChats).map(([name, run]) => weighted(name, command(name, run, true))),
      ...(['soon', 'later', 'long'] as const).map((name) => weighted(name, wait(name))),
    ),
    { minLength: Math.floor((steps * 2) / 3), maxLength: steps, size: 'max' },
  );
