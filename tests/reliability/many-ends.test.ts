// Many chats whose time is up in one minute, on a table that refuses transactions which meet on an item, as DynamoDB does: each ends once, for what it costs on a quiet desk.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Chat } from '../../functions/domain/chat.ts';
import { newTally } from '../../functions/domain/usage.ts';
import { readAgent } from '../../functions/store/agents.ts';
import { readCounts } from '../../functions/store/desk.ts';
import { fromChat, fromEntry, fromFirst } from '../../functions/store/items.ts';
import { countsKey, dutyKey, ON_DUTY } from '../../functions/store/keys.ts';
import { listEnded } from '../../functions/store/open-chats.ts';
import { armed } from '../../functions/store/timers.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { ChatId, Cid, Entry, UserId } from '../../shared/model.ts';
import { SPEAKS } from '../../shared/terms.ts';
import { asScene } from '../support/as-scene.ts';
import { type Conflicts, refuseOverlaps } from '../support/conflicts.ts';
import { createDesk, type Desk } from '../support/desk.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { PATIENCE_MS, scaled } from '../support/scale.ts';

const MINUTE = 60_000;
const TIMEOUT = 15;

let engine: Engine;
let conflicts: Conflicts;
beforeAll(async () => {
  engine = await startEngine();
  conflicts = refuseOverlaps(engine);
});
afterAll(() => engine.stop());

const idOf = (kind: string, number: number): string => `${kind}-${number}`.padEnd(22, '-');

/** A chat with an agent, silent for so long that it ends now, as was announced a minute ago. */
const dueChat = (desk: Desk, number: number, agent: UserId) => {
  const at = desk.now() - TIMEOUT * MINUTE;
  const person = { id: agent, name: 'Agent' };
  const chat: Chat = {
    id: idOf('due', number) as ChatId,
    rev: 3,
    customer: { id: idOf('customer', number) as UserId, login: `klant${number}`, name: 'Klant' },
    nickname: 'Klant',
    startedAt: at,
    preview: true,
    agents: [person],
    invitations: [],
    watchers: {},
    sessions: {},
    tally: newTally,
    warned: { since: at, endsAt: desk.now() },
  };
  const first: Entry = { seq: 1, at, kind: 'started', nickname: 'Klant', welcome: '' };
  const joined: Entry = { seq: 2, at, kind: 'joined', cid: idOf('cid', number) as Cid, agent: person };
  return {
    id: chat.id,
    items: [fromChat(chat), fromFirst(chat, first), fromEntry(chat.id, joined)],
  };
};

/** So many chats, spread over so many agents, all due now. */
const prepare = async (count: number, agents: number): Promise<Desk> => {
  await engine.clear();
  const desk = createDesk(engine.db);
  await desk.settings({ timeoutMinutes: TIMEOUT });
  await sweep(desk.context);
  const chats: { readonly id: ChatId; readonly agent: number }[] = [];
  const writes = Array.from({ length: count }, (_, index) => {
    const agent = index % agents;
    const { id, items } = dueChat(desk, index, idOf('agent', agent) as UserId);
    chats.push({ id, agent });
    return [
      ...items.map((put) => ({ put, when: asScene })),
      armed({ kind: 'chat', id }, desk.now() + MINUTE),
    ];
  }).flat();
  for (let from = 0; from < writes.length; from += 100)
    await engine.db.transact(writes.slice(from, from + 100));
  for (let agent = 0; agent < agents; agent++) {
    const id = idOf('agent', agent) as UserId;
    const own = chats.filter((chat) => chat.agent === agent).map((chat) => chat.id);
    await engine.db.put(
      {
        ...dutyKey(id),
        ...{ gpk: ON_DUTY, gsk: id, id, name: 'Agent', onDuty: true, counted: true },
        ...{
          load: own.length,
          max: own.length,
          chats: new Set(own),
          leaseUntil: desk.now() + 60 * MINUTE,
          rev: 1,
        },
      },
      asScene,
    );
  }
  await engine.db.put({ ...countsKey, room: 0 }, asScene);
  desk.pass(MINUTE);
  return desk;
};

/** Write units of one sweep, with those AWS bills for what it refused. */
const unitsOf = async (work: () => Promise<void>): Promise<number> => {
  let units = 0;
  const stop = engine.capacity.onCall(({ kind, table, index, refused }) => {
    if (kind === 'write') units += table + index + refused;
  });
  const before = conflicts.units();
  await work();
  stop();
  return units + conflicts.units() - before;
};

it.each([
  { chats: scaled(60, 200), agents: 1 },
  { chats: scaled(120, 500), agents: scaled(30, 100) },
])(
  '$chats chats of $agents agents end in a minute for at most twice what they would on a quiet desk',
  async ({ chats, agents }) => {
    const quiet = await prepare(1, 1);
    const quietUnits = await unitsOf(() => sweep(quiet.context));
    const desk = await prepare(chats, agents);
    const told: number[] = [];
    const { deliver } = desk.context;
    const boss = await desk.agent('Ohadmin', { onDuty: false });
    await boss.ask('desk.enter', { sid: boss.sid, speaks: SPEAKS });
    Object.assign(desk.context, {
      deliver: ((pushes, signal) => {
        told.push(pushes.filter(({ connection }) => connection === boss.me.connection).length);
        return deliver(pushes, signal);
      }) satisfies typeof deliver,
    });
    const met = conflicts.count();
    const units = await unitsOf(() => sweep(desk.context));
    expect((await listEnded(engine.db, { newest: 1, countUpTo: 1000 })).count).toBe(chats);
    for (let agent = 0; agent < agents; agent++)
      expect(await readAgent(engine.db, idOf('agent', agent) as UserId)).toMatchObject({ load: 0 });
    expect((await readCounts(engine.db)).room).toBe(chats);
    expect(units / chats).toBeLessThanOrEqual(2 * quietUnits);
    expect(conflicts.count() - met).toBeLessThan(chats / 10);
    // A console hears of all of them in a few messages.
    expect(boss.received('chat.changed').filter(({ chat }) => chat.state === 'ended')).toHaveLength(chats);
    expect(told.reduce((sum, pushes) => sum + pushes, 0)).toBeLessThanOrEqual(chats / 10);
  },
  PATIENCE_MS,
);
