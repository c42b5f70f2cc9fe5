// Two people who do different things to one chat at the same moment: the outcome is one that could have come in order. And one who does the same twice.
import { beforeEach, describe, expect, it } from 'vitest';
import { shutOff } from '../../functions/domain/duty.ts';
import { readAgent } from '../../functions/store/agents.ts';
import { readChat, readEntries } from '../../functions/store/log.ts';
import { listTicketsOf } from '../../functions/store/ticket-lists.ts';
import { changeDuty } from '../../functions/workflows/change-duty.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { ChatId } from '../../shared/model.ts';
import { SILENT_GONE_MS } from '../../shared/rules.ts';
import { createDesk, type Desk, join, newCid, say, start, type Tab } from '../support/desk.ts';
import type { Engine } from '../support/engine.ts';
import { listOpen } from '../support/open-chats.ts';
import { PATIENCE_MS, scaled } from '../support/scale.ts';
import { useDesk } from '../support/use-desk.ts';
import { tell } from './support/model.ts';

const ROUNDS = scaled(4, 500);

let engine: Engine;
let desk: Desk;
let anna: Tab;
let bram: Tab;
useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  await desk.settings({ max: 20 });
  anna = await desk.agent('Anna');
  bram = await desk.agent('Bram');
});

interface Scene {
  readonly chatId: ChatId;
  readonly customer: Tab;
}
type Doing = (scene: Scene) => Promise<{ ok: unknown } | { error: { code: string } }>;

/** What can be done to a chat whose customer is gone, so that saving and deleting may end it. */
const doings = {
  join: ({ chatId }) => bram.tryTo('chat.join', { chatId, sid: bram.sid, cid: newCid(), second: true }),
  end: ({ chatId, customer }) => customer.tryTo('chat.end', { chatId, cid: newCid(), after: 1 }),
  delete: ({ chatId }) => anna.tryTo('chat.delete', { chatId }),
  save: ({ chatId }) => anna.tryTo('chat.save', { chatId }),
  leave: ({ chatId }) => anna.tryTo('chat.leave', { chatId, cid: newCid() }),
  say: ({ chatId, customer }) =>
    customer.tryTo('chat.say', { chatId, cid: newCid(), after: 1, text: 'Nog iets' }),
  /** Anna is blocked, or her lease ran out: the chat waits again (S153). */
  goAway: () => changeDuty(desk.context, anna.me.id, (agent) => agent && shutOff(agent, desk.now())),
} satisfies Record<string, Doing>;
type Name = keyof typeof doings;

const names = Object.keys(doings) as Name[];
const pairs = names.flatMap((first, at) => names.slice(at).map((second): [Name, Name] => [first, second]));

const check = async ({ chatId, customer }: Scene, [first, second]: readonly [Name, Name]) => {
  const chat = await readChat(engine.db, chatId, { consistent: true });
  const model = tell(customer.me.id, await readEntries(engine.db, chatId));
  expect(chat?.agents.map(({ id }) => id)).toEqual(model.agents);
  expect(chat?.ended !== undefined).toBe(model.state === 'ended');
  const { tickets } = await listTicketsOf(engine.db, customer.me.id, { matches: () => true });
  const isSaved = chat?.closed?.ticket !== undefined;
  expect(tickets, `${first}, ${second}: one ticket when saved, else none`).toHaveLength(isSaved ? 1 : 0);
  const isAway = model.state === 'waiting' && model.agents.length > 0;
  expect(chat?.awaySince !== undefined, `${first}, ${second}: away in META and in the log`).toBe(isAway);
  if (chat?.closed) expect(chat.ended, 'only what ended is closed').toBeDefined();
};

describe('[F13] of any two things done to a chat at once', () => {
  it.each(pairs)(
    `%s and %s, ${ROUNDS} times`,
    async (first, second) => {
      for (let round = 0; round < ROUNDS; round++) {
        const customer = await desk.customer();
        const { chat } = await start(customer);
        await say(customer, chat.id, 'Dag');
        await join(anna, chat.id);
        await customer.drop();
        desk.pass(SILENT_GONE_MS);
        const scene = { chatId: chat.id, customer: desk.open(customer.me) };
        await Promise.all([doings[first](scene), doings[second](scene)]);
        await check(scene, [first, second]);
        await scene.customer.tryTo('chat.end', { chatId: chat.id, cid: newCid(), after: 1 });
        if (second === 'goAway') await anna.ask('duty.start', {});
        await anna.tryTo('chat.delete', { chatId: chat.id });
      }
      expect(await desk.counts()).toEqual({ free: 40, waiting: 0 });
      expect(await listOpen(engine.db)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

it(
  '[F11] an agent who joins five chats at once, from two consoles, gets as many as there is room for',
  async () => {
    const rounds = scaled(3, 200);
    await engine.clear();
    desk = createDesk(engine.db);
    await desk.settings({ max: 2 });
    anna = await desk.agent('Anna');
    // Room for five.
    for (let colleague = 0; colleague < 2; colleague++) await desk.agent();
    const console2 = desk.open(anna.me);
    for (let round = 0; round < rounds; round++) {
      const chats = [];
      for (let count = 0; count < 5; count++) {
        const customer = await desk.customer();
        chats.push({ customer, chatId: (await start(customer)).chat.id });
      }
      const results = await Promise.all(
        chats.map(({ chatId }, at) => {
          const tab = at % 2 === 0 ? anna : console2;
          return tab.tryTo('chat.join', { chatId, sid: tab.sid, cid: newCid(), second: false });
        }),
      );
      expect(results.filter((result) => 'ok' in result)).toHaveLength(2);
      expect((await readAgent(engine.db, anna.me.id))?.load).toBe(2);
      for (const { customer, chatId } of chats)
        await customer.ask('chat.end', { chatId, cid: newCid(), after: 1 });
      expect((await readAgent(engine.db, anna.me.id))?.load).toBe(0);
    }
    expect(await desk.counts()).toEqual({ free: 6, waiting: 0 });
  },
  PATIENCE_MS,
);

it(
  '[F14] a message sent twice at once, from one tab or two, stands once',
  async () => {
    const rounds = scaled(20, 1_000);
    const customer = await desk.customer();
    const { chat } = await start(customer);
    const other = desk.open(customer.me);
    let after = 1;
    for (let round = 0; round < rounds; round++) {
      const cid = newCid();
      const message = { chatId: chat.id, cid, after, text: `Dubbel ${round}` };
      const answers = await Promise.all(
        [customer, other, customer].map((tab) => tab.ask('chat.say', message)),
      );
      expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
      after = answers[0]?.seq ?? after;
    }
    const log = await readEntries(engine.db, chat.id);
    expect(log).toHaveLength(1 + rounds);
  },
  PATIENCE_MS,
);

it(
  '[F14] a double click on joining, ending, saving, deleting and leaving does it once',
  async () => {
    const rounds = scaled(4, 200);
    for (let round = 0; round < rounds; round++) {
      const customer = await desk.customer();
      const tab = desk.open(customer.me);
      const [one, two] = await Promise.all([start(customer), start(tab)]);
      expect(one.chat.id).toBe(two.chat.id);
      const chatId = one.chat.id;
      await say(customer, chatId, 'Dag');
      const [cid, leaving, ending] = [newCid(), newCid(), newCid()];
      await Promise.all(
        [1, 2].map(() => anna.ask('chat.join', { chatId, sid: anna.sid, cid, second: false })),
      );
      await join(bram, chatId, { second: true });
      await Promise.all([1, 2].map(() => anna.tryTo('chat.leave', { chatId, cid: leaving })));
      await Promise.all([1, 2].map(() => customer.ask('chat.end', { chatId, cid: ending, after: 1 })));
      const saved = await Promise.all([1, 2].map(() => bram.ask('chat.save', { chatId })));
      expect(saved[0]).toEqual(saved[1]);
      const kinds = (await readEntries(engine.db, chatId)).map(({ kind }) => kind);
      expect(kinds).toEqual(['started', 'message', 'joined', 'joined', 'left', 'ended']);
    }
    expect(await desk.counts()).toEqual({ free: 40, waiting: 0 });
  },
  PATIENCE_MS,
);

it(
  '[F15] a timer that comes twice, a minute late, after activity or after the end closes once, and only what is idle',
  async () => {
    const rounds = scaled(4, 500);
    await desk.settings({ max: 20, timeoutMinutes: 5 });
    for (let round = 0; round < rounds; round++) {
      const customer = await desk.customer();
      const { chat } = await start(customer);
      await join(anna, chat.id);
      desk.pass(4 * 60_000);
      await anna.ask('duty.beat', {});
      await sweep(desk.context);
      const way = round % 4;
      if (way === 1) await customer.ask('chat.say', { chatId: chat.id, cid: newCid(), after: 2, text: 'Ja' });
      if (way === 2) await customer.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 2 });
      desk.pass(way === 3 ? 2 * 60_000 : 60_000);
      await anna.ask('duty.beat', {});
      await Promise.all([sweep(desk.context), sweep(desk.context)]);
      await sweep(desk.context);
      const ends = (await readEntries(engine.db, chat.id)).filter(({ kind }) => kind === 'ended');
      expect(ends, `way ${way}`).toHaveLength(way === 1 ? 0 : 1);
      if (way === 1) await customer.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 2 });
      await anna.ask('chat.delete', { chatId: chat.id });
      await anna.ask('duty.beat', {});
    }
    expect(await desk.counts()).toMatchObject({ waiting: 0 });
  },
  PATIENCE_MS,
);
