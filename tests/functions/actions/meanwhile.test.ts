// Between what an action read and each thing it writes, what it decided from changes. For every action that writes to a chat: nobody
// outside the chat hears of it, nothing is left in what is closed or removed, and what was answered ok is there.
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../../../functions/domain/chat.ts';
import { entriesAdded, entriesPushes, previewPushes } from '../../../functions/domain/recipients.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readForm, readLive } from '../../../functions/store/chats.ts';
import { readChat, readEntries } from '../../../functions/store/log.ts';
import { readNotes } from '../../../functions/store/notes.ts';
import { readRating } from '../../../functions/store/ratings.ts';
import { reconcile } from '../../../functions/store/reconcile.ts';
import { markRemoving, removeChat } from '../../../functions/store/remove.ts';
import { readTicket } from '../../../functions/store/tickets.ts';
import type { ActionName } from '../../../shared/actions.ts';
import type { Result } from '../../../shared/errors.ts';
import type { ChatId, Entry, Permission } from '../../../shared/model.ts';
import { asScene } from '../../support/as-scene.ts';
import { askBetween, isWrite } from '../../support/between.ts';
import { createDesk, type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';

let engine: Engine;
let desk: Desk;
let agents: Pick<Scene, 'anna' | 'bram' | 'kim' | 'boss'>;
beforeAll(async () => {
  engine = await startEngine();
  engine.around(({ name, input }, next) => {
    // A removal takes what lies beside META in portions, under the mark that it set before.
    if (/^(Put|Update|TransactWrite)Items?$/.test(name)) lookAt(input);
    return next();
  });
  desk = createDesk(engine.db);
  await desk.settings({ max: 200 });
  const permissions: Permission[] = ['helpdesk', 'manage'];
  const [anna, bram, kim] = [await desk.agent(), await desk.agent(), await desk.agent()];
  agents = { anna, bram, kim, boss: await desk.agent(undefined, { permissions }) };
});
afterAll(() => engine.stop());

/** What DynamoDB is asked to write, as far as it is looked at here. */
const One = v.object({
  Key: v.optional(v.object({ pk: v.object({ S: v.string() }), sk: v.object({ S: v.string() }) })),
  Item: v.optional(v.object({ pk: v.object({ S: v.string() }), sk: v.object({ S: v.string() }) })),
  ConditionExpression: v.optional(v.string()),
});
const Many = v.object({ TransactItems: v.array(v.record(v.string(), One)) });

const writesIn = (input: unknown): v.InferOutput<typeof One>[] =>
  v.is(Many, input) ? input.TransactItems.flatMap((item) => Object.values(item)) : [v.parse(One, input)];
const isOf = (write: v.InferOutput<typeof One>, sk: RegExp): boolean => {
  const key = write.Key ?? write.Item;
  return key ? key.pk.S.startsWith('CHAT#') && sk.test(key.sk.S) : false;
};

/** Writes to a chat's META for no more reason than that it is there; and beside it without a look at META. */
const groundless: string[] = [];
const lookAt = (input: unknown): void => {
  const all = writesIn(input);
  const metas = all.filter((write) => isOf(write, /^META$/));
  for (const { Item, ConditionExpression: when = '' } of metas) {
    const isNew = Item !== undefined && when === 'attribute_not_exists(pk)';
    if (!isNew && /^(attribute_exists\(pk\))?$/.test(when)) groundless.push(JSON.stringify(input));
  }
  const isBeside = all.some((write) => isOf(write, /^SIDE#/) && !write.ConditionExpression);
  if (isBeside && metas.length === 0) groundless.push(JSON.stringify(input));
};

interface Scene {
  readonly chatId: ChatId;
  readonly jan: Tab;
  /** Takes part; so does Bram. */
  readonly anna: Tab;
  readonly bram: Tab;
  /** Asked by Anna to take part, and not in the chat. */
  readonly kim: Tab;
  /** May watch, and does so on one tab. */
  readonly boss: Tab;
}

type Standing = 'running' | 'noted' | 'ended' | 'deleted';

const setUp = async (standing: Standing): Promise<Scene> => {
  const { anna, bram, kim, boss } = agents;
  // So that what the log says of this chat comes after what it says of those before.
  desk.pass(10);
  const jan = await desk.customer();
  const chatId = (await start(jan)).chat.id;
  await say(jan, chatId, 'Dag');
  await join(anna, chatId);
  await join(bram, chatId, { second: true });
  await anna.ask('chat.invite', { chatId, agent: kim.me.id, note: '', transfer: false });
  await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
  if (standing === 'noted') await anna.ask('chat.note', { chatId, cid: newCid(), after: 0, text: 'Let op' });
  if (standing === 'ended' || standing === 'deleted') await end(jan, chatId);
  if (standing === 'deleted') await bram.ask('chat.delete', { chatId });
  return { chatId, jan, ...agents };
};

const read = async ({ chatId }: Pick<Scene, 'chatId'>): Promise<Chat | undefined> =>
  readChat(engine.db, chatId, { consistent: true });
const remove = async (scene: Scene, left: number): Promise<void> => {
  const chat = await read(scene);
  const marked = chat && (await markRemoving(engine.db, chat));
  if (marked) await removeChat(engine.db, marked, { random: () => 0, now: desk.now(), allowance: { left } });
};

/** What may happen to a chat, and to whoever asks, in the middle of what somebody does; each does as much of it as can be done. */
const changes: Readonly<Record<string, (scene: Scene, who: Tab) => Promise<unknown>>> = {
  'who asks leaves': ({ chatId }, who) => who.tryTo('chat.leave', { chatId, cid: newCid() }),
  'a colleague joins': ({ chatId, kim }) =>
    kim.tryTo('chat.join', { chatId, sid: kim.sid, cid: newCid(), second: true }),
  'it ends': ({ chatId, jan }) => jan.tryTo('chat.end', { chatId, cid: newCid(), after: 1 }),
  'it is saved': async ({ chatId, jan, bram }) => {
    await jan.tryTo('chat.end', { chatId, cid: newCid(), after: 1 });
    await bram.tryTo('chat.save', { chatId });
  },
  'it is deleted': async ({ chatId, jan, bram }) => {
    await jan.tryTo('chat.end', { chatId, cid: newCid(), after: 1 });
    await bram.tryTo('chat.delete', { chatId });
  },
  'it is being removed': async (scene) => {
    await scene.jan.tryTo('chat.end', { chatId: scene.chatId, cid: newCid(), after: 1 });
    await remove(scene, 0);
  },
  'it is removed': async (scene) => {
    await scene.jan.tryTo('chat.end', { chatId: scene.chatId, cid: newCid(), after: 1 });
    await remove(scene, 2_000);
  },
  'who watches stops': ({ chatId, boss }) => boss.tryTo('chat.unwatch', { chatId, sid: boss.sid }),
  'who watches comes back on another connection': ({ chatId, boss }) =>
    desk.open(boss.me).tryTo('chat.watch', { chatId, sid: boss.sid, after: 0 }),
  'the customer goes': ({ jan }) => jan.drop(),
  'the customer comes on another connection': ({ chatId, jan }) =>
    desk.open(jan.me).tryTo('chat.sync', { chatId, sid: jan.sid, after: 0 }),
};

interface Row {
  readonly chat?: Standing;
  readonly by: (scene: Scene) => Tab;
  readonly input: (scene: Scene) => object;
  /** What cannot come in between, for the reason that stands there. */
  readonly never?: string;
  /** Whether what was answered ok is there, of a chat that is. */
  readonly isDone?: (scene: Scene, input: object, log: readonly Entry[]) => boolean | Promise<boolean>;
}

const isLogged: Row['isDone'] = (_scene, input, log) =>
  log.some((entry) => 'cid' in entry && 'cid' in input && entry.cid === input.cid);
const always: Row['isDone'] = () => true;
const ofChat = ({ chatId }: Scene) => ({ chatId });
const withCid = ({ chatId }: Scene) => ({ chatId, cid: newCid(), after: 1 });
const note = ({ chatId }: Scene) => ({ chatId, cid: newCid(), after: 0, text: 'Belt vaker' });
const isNoted: Row['isDone'] = async ({ chatId }, input) =>
  (await readNotes(engine.db, chatId, { consistent: true })).some(
    ({ cid }) => 'cid' in input && cid === input.cid,
  );
const firstMessage = ({ chatId }: Scene) => ({ chatId, seq: 2, cid: newCid() });
const isRedacted: Row['isDone'] = (_scene, _input, log) => log[1]?.kind === 'message' && log[1].text === '';
const tabOf = (tab: (scene: Scene) => Tab) => (scene: Scene) => desk.open(tab(scene).me);

/** Every action that writes to a chat; the others say why they do not. A new one does not compile without its line. */
const rows: Readonly<Record<ActionName, readonly Row[] | 'no chat' | 'writes nothing'>> = {
  ping: 'writes nothing',
  'lobby.enter': 'no chat',
  'chat.start': [
    // The account's chat runs: this tab comes to it.
    {
      by: tabOf(({ jan }) => jan),
      input: () => ({ sid: '11111111', nickname: '', email: '' }),
      isDone: always,
    },
  ],
  'chat.sync': [
    { by: tabOf(({ jan }) => jan), input: (scene) => ({ chatId: scene.chatId, sid: '22222222', after: 0 }) },
    { by: ({ anna }) => anna, input: ({ chatId }) => ({ chatId, sid: '33333333', after: 0 }) },
  ],
  'chat.say': [
    // Removed it is 30 s after its end at the earliest (UNDER_WAY_MS), and no function takes that long.
    {
      never: 'it is removed',
      by: ({ jan }) => jan,
      input: (scene) => ({ ...withCid(scene), text: 'Nog iets' }),
      isDone: isLogged,
    },
    {
      never: 'it is removed',
      by: ({ anna }) => anna,
      input: (scene) => ({ ...withCid(scene), text: 'Zeker' }),
      isDone: isLogged,
    },
  ],
  'chat.preview': 'writes nothing',
  'chat.typing': 'writes nothing',
  'chat.end': [
    { by: ({ jan }) => jan, input: withCid, isDone: (_scene, _input, log) => log.at(-1)?.kind === 'ended' },
    { by: ({ anna }) => anna, input: withCid, isDone: (_scene, _input, log) => log.at(-1)?.kind === 'ended' },
  ],
  'chat.dismiss': [
    {
      chat: 'ended',
      by: ({ jan }) => jan,
      input: ofChat,
      isDone: async ({ chatId, jan }) =>
        (await readLive(engine.db, jan.me.id, { consistent: true })) !== chatId,
    },
  ],
  'chat.rate': [
    {
      chat: 'ended',
      by: ({ jan }) => jan,
      input: ({ chatId }) => ({ chatId, stars: 4, comment: 'Fijn' }),
      isDone: async ({ chatId }) => (await readRating(engine.db, chatId)) !== undefined,
    },
  ],
  'chat.stay': [{ by: ({ jan }) => jan, input: ofChat }],
  'desk.enter': 'no chat',
  'duty.start': 'no chat',
  'duty.stop': 'no chat',
  'duty.beat': 'no chat',
  'chat.join': [
    {
      by: ({ kim }) => kim,
      input: ({ chatId, kim }) => ({ chatId, sid: kim.sid, cid: newCid(), second: true }),
      // Where the colleague who joins meanwhile is the same one, that one's joining stands for it.
      isDone: ({ kim }, _input, log) =>
        log.some((entry) => entry.kind === 'joined' && entry.agent.id === kim.me.id),
    },
    // Again, after a reload: only the tab is new.
    {
      by: ({ anna }) => anna,
      input: ({ chatId }) => ({ chatId, sid: '44444444', cid: newCid(), second: true }),
    },
  ],
  'chat.invite': [
    {
      by: ({ anna }) => anna,
      input: ({ chatId, boss }) => ({ chatId, agent: boss.me.id, note: '', transfer: false }),
    },
  ],
  'chat.withdraw': [{ by: ({ anna }) => anna, input: ({ chatId, kim }) => ({ chatId, agent: kim.me.id }) }],
  'chat.decline': [{ by: ({ kim }) => kim, input: ofChat }],
  'chat.allow': [{ by: ({ anna }) => anna, input: ({ chatId }) => ({ chatId, allowed: true }) }],
  'chat.leave': [
    {
      by: ({ anna }) => anna,
      input: ({ chatId }) => ({ chatId, cid: newCid() }),
      isDone: ({ anna }, _input, log) =>
        log.some((entry) => entry.kind === 'left' && entry.agent.id === anna.me.id),
    },
  ],
  'chat.watch': [
    {
      by: tabOf(({ boss }) => boss),
      input: ({ chatId, boss }) => ({ chatId, sid: boss.sid, after: 0 }),
      isDone: always,
    },
    {
      by: tabOf(({ boss }) => boss),
      input: ({ chatId }) => ({ chatId, sid: '55555555', after: 0 }),
      isDone: always,
    },
  ],
  'chat.unwatch': [
    { by: ({ boss }) => boss, input: ({ chatId, boss }) => ({ chatId, sid: boss.sid }), isDone: always },
  ],
  // The first of a chat, which marks it, and the next.
  'chat.note': [
    { by: ({ anna }) => anna, input: note, isDone: isNoted },
    { chat: 'noted', by: ({ anna }) => anna, input: note, isDone: isNoted },
    { chat: 'noted', by: ({ boss }) => boss, input: note, isDone: isNoted },
  ],
  'chat.notes': 'writes nothing',
  'chat.redact': [
    { by: ({ jan }) => jan, input: firstMessage, isDone: isRedacted },
    { chat: 'ended', by: ({ boss }) => boss, input: firstMessage, isDone: isRedacted },
  ],
  'note.redact': [
    {
      chat: 'noted',
      by: ({ anna }) => anna,
      input: ({ chatId }) => ({ chatId, seq: 1 }),
      isDone: async ({ chatId }) => (await readNotes(engine.db, chatId))[0]?.text === '',
    },
  ],
  'unclosed.list': 'writes nothing',
  'settings.change': 'no chat',
  'text.list': 'no chat',
  'text.save': 'no chat',
  'text.delete': 'no chat',
  'usage.read': 'no chat',
  'audit.list': 'no chat',
  'chat.form': 'writes nothing',
  'chat.fill': (['running', 'ended'] as const).map((chat) => ({
    chat,
    by: ({ anna }: Scene) => anna,
    input: ({ chatId }: Scene) => ({ chatId, fields: { remarks: 'Belt terug' } }),
    isDone: async (scene: Scene) => {
      const chat = await read(scene);
      const ticket = chat?.closed?.ticket;
      const kept =
        ticket !== undefined
          ? await readTicket(engine.db, ticket)
          : chat && (await readForm(engine.db, chat));
      return kept?.remarks === 'Belt terug';
    },
  })),
  'chat.save': [
    {
      chat: 'ended',
      by: ({ anna }) => anna,
      input: ofChat,
      isDone: async (scene) => (await read(scene))?.closed?.ticket !== undefined,
    },
  ],
  'chat.undelete': [{ chat: 'deleted', by: ({ anna }) => anna, input: ofChat, isDone: always }],
  'chat.delete': [
    {
      chat: 'ended',
      by: ({ anna }) => anna,
      input: ofChat,
      isDone: async (scene) => (await read(scene))?.closed !== undefined,
    },
  ],
};

/** Who is told of what is said and typed. */
const expectInside = (chat: Chat): void => {
  const inside = new Set([chat.customer.id, ...chat.agents.map(({ id }) => id)]);
  const users = new Map(
    Object.values(chat.sessions).map(({ connection, user }) => [connection, user] as const),
  );
  const preview = { event: 'preview.changed', chatId: chat.id, rev: 1, text: '' } as const;
  for (const { connection } of [
    ...entriesPushes(chat, entriesAdded(chat, [])),
    ...previewPushes(chat, preview),
  ])
    expect(inside, 'only who is in the chat hears of it').toContain(users.get(connection));
};

/** Whoever watches is in the log, and the last that it says is not that this one stopped. */
const expectNoted = async (chat: Chat): Promise<void> => {
  if (Object.keys(chat.watchers).length === 0) return;
  const lines = (await listAuditLines(engine.db, { kind: 'watching' })).lines.filter(
    (line) => 'chatId' in line && line.chatId === chat.id,
  );
  for (const { user } of Object.values(chat.watchers))
    expect(lines.find(({ who }) => who.id === user)).toMatchObject({ action: 'watched' });
};

/** Nothing of a chat that was removed, but its lines in the log and timers, which lead to nothing. */
const expectNothingLeft = async (chatId: ChatId): Promise<void> => {
  const left = (await engine.scan()).filter((item) => JSON.stringify(item).includes(chatId));
  const told = left.map((item) => JSON.stringify(item)).filter((text) => !/#AUDIT"|"DUE#/.test(text));
  expect(told, 'nothing is left of what was removed').toEqual([]);
};

const expectSound = async (scene: Scene, answer: Result<unknown>, row: Row, input: object) => {
  if ((await read(scene))?.removing) await remove(scene, 2_000);
  const chat = await read(scene);
  if (!chat) return expectNothingLeft(scene.chatId);
  expectInside(chat);
  await expectNoted(chat);
  const log = await readEntries(engine.db, scene.chatId);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  const endedAt = log.findIndex(({ kind }) => kind === 'ended');
  expect(endedAt === -1 ? undefined : endedAt, 'nothing comes after the end').toBe(
    chat.ended ? log.length - 1 : undefined,
  );
  if ('ok' in answer && row.isDone)
    expect(await row.isDone(scene, input, log), 'what was answered ok is there').toBe(true);
};

const writing = Object.entries(rows).flatMap(([action, given]) =>
  typeof given === 'string' ? [] : given.map((row, at) => [`${action} (${at + 1})`, action, row] as const),
);
/** Writes of an action before which things change. What is tried again is as what was tried first. */
const MOST = scaled(1, 3);

const isAction = (name: string): name is ActionName => Object.hasOwn(rows, name);

describe.each(writing)('[F13] while %s is decided', (_title, action, row) => {
  it.each(Object.entries(changes).filter(([change]) => change !== row.never))(
    '%s',
    async (_change, change) => {
      if (!isAction(action)) throw new Error('no such action');
      // Before its first write, before its second, as many as it has.
      for (let at = 0, most = 1; at < most; at++) {
        const scene = await setUp(row.chat ?? 'running');
        const [who, input] = [row.by(scene), row.input(scene)];
        let writes = 0;
        const before = async (call: Parameters<typeof isWrite>[0]) => {
          if (isWrite(call) && writes++ === at) await change(scene, who);
        };
        const answer = await askBetween(desk, who, { action, input, before });
        most = Math.max(most, Math.min(writes, MOST));
        await expectSound(scene, answer, row, input);
        // Or each would be told to those of all before.
        await scene.jan.tryTo('chat.end', { chatId: scene.chatId, cid: newCid(), after: 1 });
        await remove(scene, 2_000);
      }
    },
    PATIENCE_MS,
  );
});

it('and nothing was written to a chat for no more reason than that it is there', () => {
  expect(groundless).toEqual([]);
});

it('and the counts of the desk are those of its chats', async () => {
  expect(await reconcile(engine.db, { apply: false, wait: async () => {} })).toMatchObject({ loads: [] });
});

it('[S92] a right that goes while it is being asked for is no right at the next push', async () => {
  const scene = await setUp('running');
  const tab = desk.open(scene.boss.me);
  const input = { chatId: scene.chatId, sid: '66666666', after: 0 };
  const before = async (call: Parameters<typeof isWrite>[0]) => {
    if (!isWrite(call)) return;
    await engine.db.update(
      { pk: `USER#${scene.boss.me.id}`, sk: 'ACCOUNT' },
      { condition: asScene, update: 'SET #p = :p', names: { '#p': 'permissions' }, values: { ':p': [] } },
    );
  };
  await askBetween(desk, tab, { action: 'chat.watch', input, before });
  await say(scene.jan, scene.chatId, 'Geheim');
  expect(tab.inbox).toEqual([]);
});
