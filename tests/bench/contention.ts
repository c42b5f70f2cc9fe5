// Many at once: writers in one chat, and customers for the last places. What is counted varies with who is quicker; what must not happen does not.
import type { ActionInput } from '../../shared/actions.ts';
import type { Engine } from '../support/engine.ts';
import { printTable } from './format.ts';
import type { Socket } from './rig.ts';
import { cidOf, desk, join, start } from './scenes.ts';

export interface Writers {
  readonly writers: number;
  readonly messages: number;
  /** Write units for each message, refused places included. */
  readonly write: number;
  /** Places of the log without an entry, and messages that stand in it twice. */
  readonly gaps: number;
  readonly duplicates: number;
}

const MESSAGES_EACH = 25;

/** Tabs of one customer that all send as fast as they can, with the cursor each has. */
const race = async (engine: Engine, writers: number): Promise<Writers> => {
  const scene = await desk(engine, { random: Math.random });
  const { rig, anna, jan } = scene;
  const { chat } = await start(scene);
  await join(anna, { ...scene, chatId: chat.id });
  const tabs = await Promise.all(Array.from({ length: writers }, () => rig.open(jan.account)));
  const spent = rig.meter.mark();
  await Promise.all(
    tabs.map(async (tab, number) => {
      let after = 2;
      for (let message = 0; message < MESSAGES_EACH; message++) {
        const text = `${number} ${message}`;
        after = await sayUntilStored(tab, { chatId: chat.id, cid: cidOf(rig), after, text });
      }
    }),
  );
  const { write } = spent();
  const { items } = await engine.db.query({ pk: `CHAT#${chat.id}`, from: 'E#', to: 'E$', consistent: true });
  rig.stop();
  const messages = writers * MESSAGES_EACH;
  const texts = items.flatMap(({ text }) => text ?? []);
  return {
    writers,
    messages,
    write: write / messages,
    gaps: items.filter(({ seq }, index) => seq !== index + 1).length,
    duplicates: texts.length - new Set(texts).size,
  };
};

/** As the outbox does: the same again while others are quicker, from where the log is by then where they were much quicker. */
const sayUntilStored = async (tab: Socket, said: ActionInput<'chat.say'>): Promise<number> => {
  for (let { after } = said; ; ) {
    const answer = await tab.tryTo('chat.say', { ...said, after });
    if ('ok' in answer) return answer.ok.entries.at(-1)?.seq ?? after;
    if (answer.error.code === 'busy') continue;
    if (answer.error.code !== 'behind') throw new Error(answer.error.code);
    const { entries } = await tab.ask('chat.sync', { chatId: said.chatId, sid: tab.sid, after });
    const own = entries.find((entry) => 'cid' in entry && entry.cid === said.cid);
    if (own) return own.seq;
    after = entries.at(-1)?.seq ?? after;
  }
};

export interface Claims {
  readonly places: number;
  readonly customers: number;
  readonly started: number;
  /** Chats beyond the places there were. */
  readonly oversubscribed: number;
  readonly write: number;
}

/** Customers who press "Start chat" together, on a desk of one agent with as many places. */
const claim = async (engine: Engine, places: number, customers: number): Promise<Claims> => {
  const scene = await desk(engine, { random: Math.random });
  const { rig, anna } = scene;
  await anna.ask('settings.change', { ...settings, max: places });
  const accounts = await Promise.all(Array.from({ length: customers }, () => rig.customer()));
  const tabs = await Promise.all(accounts.map((account) => rig.open(account)));
  const spent = rig.meter.mark();
  const answers = await Promise.all(
    tabs.map((tab) => tab.tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' })),
  );
  const { write } = spent();
  rig.stop();
  const started = answers.filter((answer) => 'ok' in answer).length;
  return {
    places,
    customers,
    started,
    oversubscribed: Math.max(0, started - places),
    write: write / customers,
  };
};

const settings = {
  welcome: '',
  timeoutMinutes: 15,
  publish: true,
  sendStandardTexts: false,
  realtimeOnline: true,
  preview: true,
  rev: 0,
} as const;

export const measureContention = async (engine: Engine) => {
  const writers: Writers[] = [];
  for (const count of [1, 2, 4, 8]) writers.push(await race(engine, count));
  const claims: Claims[] = [];
  for (const customers of [1, 3, 10, 20]) claims.push(await claim(engine, 3, customers));
  return { writers, claims };
};

export const printContention = ({ writers, claims }: Awaited<ReturnType<typeof measureContention>>): string =>
  [
    printTable(
      ['writers in one chat, no pause', 'messages', 'WRU each', 'gaps', 'twice'],
      writers.map((race) => [
        String(race.writers),
        race.messages,
        race.write.toFixed(2),
        race.gaps,
        race.duplicates,
      ]),
    ),
    printTable(
      ['customers for 3 places', 'started', 'too many', 'WRU each'],
      claims.map((claim) => [
        String(claim.customers),
        claim.started,
        claim.oversubscribed,
        claim.write.toFixed(2),
      ]),
    ),
  ].join('\n\n');
