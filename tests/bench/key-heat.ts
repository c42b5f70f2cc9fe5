// Which partition key gets the most writes and reads: a minute of a small desk through the real handlers, scaled to 10,000 agents and 100,000 chats.

import * as v from 'valibot';
import type { Account } from '../../functions/domain/account.ts';
import { asScene } from '../support/as-scene.ts';
import type { Call } from '../support/capacity.ts';
import type { Engine } from '../support/engine.ts';
import { printTable } from './format.ts';
import { previewsOf, textOf } from './human-pace.ts';
import { createRig, type Rig, type Socket } from './rig.ts';
import { cidOf } from './scenes.ts';

/** DynamoDB: the units one partition takes in a second. */
const PARTITION = { table: 1_000, index: 1_000, reads: 3_000 } as const;

/** The world that is asked about. A chat lasts ten minutes, so a tenth of them start and end in a minute. */
const WORLD = { agents: 10_000, chats: 100_000 } as const;
const CHAT_MINUTES = 10;
/** Agents at a desk: what limits it is in docs/decisions/013-what-limits-a-desk.md. */
const DESK_AGENTS = 100;

/** What is replayed. */
const SAMPLE = { agents: 10, chats: 100, messages: 20, pageViews: 100 } as const;

export interface Heat {
  readonly key: string;
  /** Writes of the table or of the index, or reads of either. */
  readonly where: keyof typeof PARTITION;
  /** `desk`: one such key for each desk; `all`: shared by all desks; `own`: of one chat, person or ticket. */
  readonly scope: 'desk' | 'all' | 'own';
  /** Units a second on one such key. */
  readonly perSecond: number;
}

const Text = v.object({ S: v.string() });
const Given = v.looseObject({
  Item: v.optional(v.looseObject({ pk: Text, sk: Text, gpk: v.optional(Text) })),
  Key: v.optional(v.object({ pk: Text, sk: Text })),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(v.record(v.string(), v.unknown()), {}),
});
const Batch = v.object({
  RequestItems: v.record(v.string(), v.object({ Keys: v.array(v.object({ pk: Text })) })),
});
const Transaction = v.object({ TransactItems: v.array(v.record(v.string(), Given)) });

const createTally = () => {
  const units = {
    table: new Map<string, number>(),
    index: new Map<string, number>(),
    reads: new Map<string, number>(),
  };
  /** The index key of every item that has one, to know it when it goes. */
  const listedBy = new Map<string, string>();
  const add = (where: keyof typeof units, key: string, more: number) =>
    units[where].set(key, (units[where].get(key) ?? 0) + more);

  /** The keys one write is on: its partition, and the index partitions it changes. */
  const keysOf = ({
    Item: item,
    Key: key,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }: v.InferOutput<typeof Given>) => {
    const { pk, sk } = item ?? key ?? { pk: { S: '' }, sk: { S: '' } };
    const id = `${pk.S}/${sk.S}`;
    const before = listedBy.get(id);
    const placeholder = Object.keys(names).find((key) => names[key] === 'gpk');
    const given = placeholder && values[placeholder.replace('#', ':')];
    const set = given === undefined ? undefined : v.parse(Text, given).S;
    const after = item ? item.gpk?.S : placeholder ? set : before;
    if (after === undefined) listedBy.delete(id);
    else listedBy.set(id, after);
    const lists = before === after && !item ? [] : [before, after].filter((list) => list !== undefined);
    return { pk: pk.S, lists: [...new Set(lists)] };
  };

  return {
    units,
    hear({ name, kind, input, table, index, refused }: Call) {
      if (kind === 'read') {
        const keys = readKeysOf(name, input);
        for (const key of keys) add('reads', key, (table + index) / keys.length);
        return;
      }
      const writes =
        name === 'TransactWriteItems'
          ? v.parse(Transaction, input).TransactItems.flatMap((item) => Object.values(item).map(keysOf))
          : [keysOf(v.parse(Given, input))];
      for (const { pk } of writes) add('table', pk, (table + refused) / writes.length);
      const lists = writes.flatMap((write) => write.lists);
      for (const list of lists) add('index', list, index / lists.length);
    },
  };
};

const readKeysOf = (name: string, input: unknown): string[] => {
  if (name === 'BatchGetItem') {
    const { RequestItems: tables } = v.parse(Batch, input);
    return Object.values(tables).flatMap(({ Keys: keys }) => keys.map(({ pk }) => pk.S));
  }
  const { Key: key, ExpressionAttributeValues: values } = v.parse(Given, input);
  return [key?.pk.S ?? v.parse(Text, values[':pk']).S];
};

/** Ids out of a key, so that all of one kind are one line. */
const kindOf = (key: string): string =>
  key
    .replace(/#\d{10}/, '#n')
    .replace(/#[\w-]{22,}$/, '#id')
    .replace(/#n#\d$/, '#n#s')
    .replace(/^GROUPS#\d+$/, 'GROUPS#c');

const scopeOf = (key: string): Heat['scope'] => {
  if (/^(DESK|OPEN|DUTY)#/.test(key)) return 'desk';
  return /^(DUE|GROUPS)#/.test(key) ? 'all' : 'own';
};

export const measureKeyHeat = async (engine: Engine): Promise<Heat[]> => {
  const rig = await createRig(engine);
  const agents: Socket[] = [];
  for (let count = 0; count < SAMPLE.agents; count++) {
    const agent = await rig.open(await rig.agent());
    await agent.ask('desk.enter', { sid: agent.sid });
    await agent.ask('duty.start', {});
    agents.push(agent);
  }
  await engine.db.update(
    { pk: 'DESK#helpdesk', sk: 'COUNTS' },
    { condition: asScene, update: 'SET room = :plenty', values: { ':plenty': 1e6 } },
  );
  const customers: Account[] = [];
  for (let count = 0; count < SAMPLE.pageViews; count++) customers.push(await rig.customer());
  // Chats that run: some of their timers are due in the minute that is replayed.
  const running = await Promise.all(
    Array.from({ length: Math.round(SAMPLE.chats / 14) }, (_, number) => startChat(rig, customers[number])),
  );
  for (let minute = 0; minute < 14; minute++) {
    await Promise.all(agents.map((agent) => agent.ask('duty.beat', {})));
    await rig.sweep();
    rig.pass(60_000);
  }
  for (const { jan, chatId } of running) {
    await jan.ask('chat.say', { chatId, cid: cidOf(rig), after: 1, text: textOf(1) });
  }

  const tally = createTally();
  const stop = engine.capacity.onCall(tally.hear);
  await replayMinute(rig, { agents, customers });
  stop();
  rig.stop();
  return heatOf(tally.units);
};

const startChat = async (rig: Rig, customer: Account | undefined) => {
  if (!customer) throw new Error('there are fewer customers than chats');
  const jan = await rig.open(customer);
  const { chat } = await jan.ask('chat.start', { sid: jan.sid, nickname: 'Jan', email: '' });
  return { jan, chatId: chat.id };
};

/** A tenth of the chats from start to ticket, which is what all of them together do in a minute; beats, pages and the sweep. */
const replayMinute = async (
  rig: Rig,
  { agents, customers }: { agents: readonly Socket[]; customers: readonly Account[] },
): Promise<void> => {
  await rig.sweep();
  for (const agent of agents) await agent.ask('duty.beat', {});
  for (const agent of agents.slice(0, agents.length / 2)) await agent.ask('duty.beat', {});
  for (const customer of customers) {
    await rig.connect(customer, await rig.cookieOf(customer));
    const page = await rig.open(customer);
    await page.ask('lobby.enter', {});
    await page.disconnect();
  }
  for (let number = 0; number < SAMPLE.chats / CHAT_MINUTES; number++) {
    const agent = agents[number % agents.length];
    if (!agent) continue;
    const { jan, chatId } = await startChat(rig, customers.at(-1 - number));
    await jan.ask('chat.say', { chatId, cid: cidOf(rig), after: 1, text: textOf(1) });
    await agent.ask('chat.join', { chatId, sid: agent.sid, cid: cidOf(rig), second: false });
    for (let message = 1; message < SAMPLE.messages; message++) {
      const socket = message % 2 === 1 ? agent : jan;
      await socket.ask('chat.say', { chatId, cid: cidOf(rig), after: message + 2, text: textOf(message) });
    }
    for (const preview of previewsOf(chatId, textOf(1), rig.now())) await jan.ask('chat.preview', preview);
    await agent.ask('chat.fill', { chatId, fields: { remarks: 'Klant belt terug' } });
    await jan.ask('chat.end', { chatId, cid: cidOf(rig), after: SAMPLE.messages + 2 });
    await agent.ask('chat.save', { chatId });
    await jan.ask('chat.dismiss', { chatId });
  }
};

const heatOf = (units: ReturnType<typeof createTally>['units']): Heat[] => {
  const hottest = new Map<string, Heat>();
  for (const where of ['table', 'index', 'reads'] as const) {
    for (const [key, written] of units[where]) {
      const scope = scopeOf(key);
      const heat = { key: kindOf(key), where, scope, perSecond: (written / 60) * SCALE[scope] };
      const known = hottest.get(`${where} ${heat.key}`);
      if (!known || known.perSecond < heat.perSecond) hottest.set(`${where} ${heat.key}`, heat);
    }
  }
  return [...hottest.values()].sort((a, b) => shareOf(b) - shareOf(a));
};

const SCALE = {
  desk: DESK_AGENTS / SAMPLE.agents,
  all: WORLD.agents / SAMPLE.agents,
  own: 1,
} as const satisfies Record<Heat['scope'], number>;

/** Share of what one partition takes. */
export const shareOf = ({ where, perSecond }: Heat): number => perSecond / PARTITION[where];

export const printKeyHeat = (heats: readonly Heat[]): string =>
  [
    `${WORLD.agents} agents, ${WORLD.chats} chats, ${WORLD.agents / DESK_AGENTS} desks of ${DESK_AGENTS} agents`,
    printTable(
      ['hottest partition keys', 'of', 'one for', 'units/s', 'of a partition', 'with one desk'],
      heats
        .filter((heat) => shareOf(heat) >= 0.0005)
        .map((heat) => [
          heat.key,
          heat.where,
          heat.scope,
          heat.perSecond.toFixed(2),
          `${(100 * shareOf(heat)).toFixed(2)} %`,
          heat.scope === 'desk' ? `${(100 * shareOf(heat) * (WORLD.agents / DESK_AGENTS)).toFixed(1)} %` : '',
        ]),
    ),
  ].join('\n');
