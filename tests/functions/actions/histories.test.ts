// Random histories of everything people can do, on the real engine: what must hold, holds after every step.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roomOf } from '../../../functions/domain/capacity.ts';
import { isThere } from '../../../functions/domain/changes.ts';
import { listOnDuty, readAgent, readAgents } from '../../../functions/store/agents.ts';
import { accountKey } from '../../../functions/store/keys.ts';
import { readEntries } from '../../../functions/store/log.ts';
import { applyRights } from '../../../functions/workflows/revoke-access.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ChatId, Permission } from '../../../shared/model.ts';
import { asScene } from '../../support/as-scene.ts';
import { createDesk, type Desk, newCid, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { listOpen } from '../../support/open-chats.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';

const RUNS = Number(process.env.RUNS ?? scaled(4, 300));
const STEPS = 60;

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const CUSTOMERS = 3;
const AGENTS = 3;

/** What a person may try, by number: most tries are refused, and a refusal changes nothing. */
const steps = [
  'start',
  'say',
  'reply',
  'join',
  'joinToo',
  'invite',
  'handOver',
  'decline',
  'withdraw',
  'leave',
  'endByCustomer',
  'endByAgent',
  'save',
  'delete',
  'undelete',
  'dutyStart',
  'dutyStop',
  'beat',
  'raiseMax',
  'lowerMax',
  'customerGoes',
  'customerComes',
  'watch',
  'stay',
  'consoleGoes',
  'consoleComes',
  'block',
  'unblock',
  'takeRight',
  'giveRight',
  'pass',
  'passLong',
] as const;
type Step = (typeof steps)[number];

/** What a desk mostly does; without it most histories would never get to a chat that is joined. */
const often: readonly Step[] = [
  'start',
  'start',
  'start',
  'join',
  'join',
  'join',
  'joinToo',
  'handOver',
  'leave',
  'endByCustomer',
];

interface World {
  readonly desk: Desk;
  readonly customers: Tab[];
  readonly agents: Tab[];
  readonly boss: Tab;
  readonly chats: ChatId[];
}

const createWorld = async (): Promise<World> => {
  await engine.clear();
  const desk = createDesk(engine.db);
  await desk.settings({ max: 2, timeoutMinutes: 5, preview: true, publish: true });
  const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
  return {
    desk,
    boss,
    customers: await Promise.all(Array.from({ length: CUSTOMERS }, () => desk.customer())),
    agents: await Promise.all(Array.from({ length: AGENTS }, () => desk.agent())),
    chats: [],
  };
};

const pick = <T>(list: readonly T[], number: number): T | undefined =>
  list[number % Math.max(1, list.length)];

const take = async (world: World, step: Step, who: number, which: number): Promise<void> => {
  const { desk, customers, agents, boss, chats } = world;
  const customer = pick(customers, who);
  const agent = pick(agents, who);
  const other = pick(agents, which);
  const chatId = pick([...chats].reverse(), which);
  if (!customer || !agent || !other) return;
  if (step === 'start') {
    const started = await customer.tryTo('chat.start', { sid: customer.sid, nickname: '', email: '' });
    if ('ok' in started && !chats.includes(started.ok.chat.id)) chats.push(started.ok.chat.id);
    return;
  }
  const cid = newCid();
  switch (step) {
    case 'dutyStart':
      await agent.tryTo('duty.start', {});
      return;
    case 'dutyStop':
      await agent.tryTo('duty.stop', {});
      return;
    case 'beat':
      await agent.tryTo('duty.beat', {});
      return;
    case 'raiseMax':
    case 'lowerMax': {
      const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
      await boss.tryTo('settings.change', { ...settings, max: step === 'raiseMax' ? 3 : 1 });
      return;
    }
    case 'consoleGoes':
      await agent.drop();
      agents[who % AGENTS] = desk.open(agent.me);
      return;
    case 'consoleComes':
      await agent.tryTo('desk.enter', { sid: agent.sid });
      return;
    case 'block':
    case 'unblock':
      return setRights(world, agent, { blocked: step === 'block' });
    case 'takeRight':
    case 'giveRight':
      return setRights(world, agent, { permissions: step === 'giveRight' ? ['helpdesk'] : ['manage'] });
    case 'pass':
      desk.pass(60_000);
      await sweep(desk.context);
      return;
    case 'passLong':
      desk.pass(6 * 60_000);
      await sweep(desk.context);
      return;
    default:
  }
  if (!chatId) return;
  switch (step) {
    case 'say':
      await customer.tryTo('chat.say', { chatId, cid, after: 1, text: 'Vraag' });
      return;
    case 'reply':
      await agent.tryTo('chat.say', { chatId, cid, after: 1, text: 'Antwoord' });
      return;
    case 'join':
    case 'joinToo': {
      const before = await readAgent(engine.db, agent.me.id);
      await agent.tryTo('chat.join', { chatId, sid: agent.sid, cid, second: step === 'joinToo' });
      const after = await readAgent(engine.db, agent.me.id);
      // Whoever is above a lowered maximum stays there; nobody comes there by joining.
      if (after && after.load !== before?.load) {
        expect(after.load, 'nobody joins above the maximum').toBeLessThanOrEqual(after.max);
      }
      return;
    }
    case 'invite':
    case 'handOver':
      await agent.tryTo('chat.invite', {
        chatId,
        agent: other.me.id,
        note: '',
        transfer: step === 'handOver',
      });
      return;
    case 'decline':
      await agent.tryTo('chat.decline', { chatId });
      return;
    case 'withdraw':
      await agent.tryTo('chat.withdraw', { chatId, agent: other.me.id });
      return;
    case 'leave':
      await agent.tryTo('chat.leave', { chatId, cid });
      return;
    case 'endByCustomer':
      await customer.tryTo('chat.end', { chatId, cid, after: 1 });
      return;
    case 'endByAgent':
      await agent.tryTo('chat.end', { chatId, cid, after: 1 });
      return;
    case 'save':
      await agent.tryTo('chat.save', { chatId });
      return;
    case 'delete':
      await agent.tryTo('chat.delete', { chatId });
      return;
    case 'undelete':
      await agent.tryTo('chat.undelete', { chatId });
      return;
    case 'customerGoes':
      await customer.drop();
      customers[who % CUSTOMERS] = desk.open(customer.me);
      return;
    case 'customerComes':
      await customer.tryTo('chat.sync', { chatId, sid: customer.sid, after: 0 });
      return;
    case 'watch':
      await boss.tryTo('chat.watch', { chatId, sid: boss.sid, after: 0 });
      return;
    case 'stay':
      await customer.tryTo('chat.stay', { chatId });
      return;
    default:
      step satisfies never;
  }
};

/** As an administrator does; the console of whoever may come back does so with the rights it then has. */
const setRights = async (
  { desk, agents }: World,
  agent: Tab,
  rights: { readonly blocked: boolean } | { readonly permissions: readonly Permission[] },
): Promise<void> => {
  const [[field, value] = []] = Object.entries(rights);
  await engine.db.update(accountKey(agent.me.id), {
    condition: asScene,
    update: 'SET #field = :value',
    names: { '#field': String(field) },
    values: { ':value': value },
  });
  await applyRights(desk.context, { user: agent.me.id });
  const permissions = 'permissions' in rights ? new Set(rights.permissions) : agent.me.permissions;
  if (!desk.isOpen(agent)) agents[agents.indexOf(agent)] = desk.open({ ...agent.me, permissions });
};

const check = async ({ desk, chats, agents, boss }: World): Promise<void> => {
  const counts = await desk.counts();
  const onDuty = await listOnDuty(engine.db);
  expect(counts.free, 'free is the room of the agents on duty').toBe(
    onDuty.reduce((sum, agent) => sum + roomOf(agent), 0),
  );
  const open = await listOpen(engine.db);
  const running = open.map(({ chat }) => chat).filter(({ ended }) => !ended);
  const known = await readAgents(
    engine.db,
    agents.map(({ me }) => me.id),
  );
  const there = new Set(known.filter(isThere).map(({ id }) => id));
  for (const chat of running) {
    const isLeft = chat.agents.length > 0 && !chat.agents.some(({ id }) => there.has(id));
    expect(chat.awaySince !== undefined, 'away is a chat of whose agents nobody is there').toBe(isLeft);
  }
  const unattended = running.filter(({ agents: own }) => !own.some(({ id }) => there.has(id)));
  expect(counts.waiting, 'waiting is the chats that no agent is there for').toBe(unattended.length);
  for (const { id, load, chats: kept = new Set() } of known) {
    const own = running.filter((chat) => chat.agents.some((agent) => agent.id === id)).map((chat) => chat.id);
    expect(load, 'a load is the chats an agent takes part in').toBe(own.length);
    expect([...kept].sort(), 'and which they are is kept').toEqual(own.sort());
  }
  for (const { id, onDuty: isOn, counted, leaseUntil } of known)
    if (isOn && !counted) expect([there.has(id), leaseUntil <= desk.now()]).toEqual([false, true]);
  for (const chatId of chats) {
    const entries = await readEntries(engine.db, chatId);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    const end = entries.findIndex(({ kind }) => kind === 'ended');
    expect(end, 'nothing comes after the end').toBe(end === -1 ? -1 : entries.length - 1);
    let present = 0;
    let joined = false;
    let isAway = false;
    for (const { kind } of entries) {
      expect([kind, isAway], 'nobody goes twice').not.toEqual(['away', true]);
      expect([kind, isAway], 'nobody is back who was there').not.toEqual(['back', false]);
      isAway = kind === 'away' || (isAway && kind !== 'back' && kind !== 'joined');
      if (kind === 'joined') present++;
      if (kind === 'left') present--;
      joined ||= kind === 'joined';
      expect(!joined || present > 0, 'a chat that an agent joined keeps one').toBe(true);
    }
  }
  const told = JSON.stringify(agents.map(({ inbox }) => inbox));
  expect(told.includes('Ohadmin'), 'a watcher is in nothing that others are told').toBe(false);
  expect(boss.received('agent.typing')).toEqual([]);
};

it(
  `[F1] [S8] [S14] [S86] [S90] [S107] [S108] [S109] [S110] [S113] [S153] holds through ${RUNS} random histories of ${STEPS} steps`,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.oneof(fc.constantFrom(...often), fc.constantFrom(...steps)), fc.nat(5), fc.nat(3)),
          {
            minLength: STEPS / 2,
            maxLength: STEPS,
            size: 'max',
          },
        ),
        async (history) => {
          const world = await createWorld();
          for (const [step, who, which] of history) {
            await take(world, step, who, which);
            await check(world);
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: false },
    );
  },
  PATIENCE_MS,
);
