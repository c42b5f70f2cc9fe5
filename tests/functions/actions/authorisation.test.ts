// Who gets what answer to every action, through the whole pipeline of the socket: a new action without a row does not compile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActionName, actions } from '../../../shared/actions.ts';
import type { RefusalCode } from '../../../shared/errors.ts';
import type { ChatId } from '../../../shared/model.ts';
import { addAgent, createDesk, type Desk, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { sendFrame } from '../../support/send-frame.ts';

const callers = [
  'customer',
  'other customer',
  'customer without chat',
  'agent in the chat',
  'agent',
  'manager',
  'administrator',
  'agent without permissions',
] as const;
type Caller = (typeof callers)[number];
type Code = 'ok' | RefusalCode;
type Expected = Readonly<Record<Caller, Code>>;

/** By default nobody; what is given counts. */
const only = (given: Partial<Expected>, others: Code = 'forbidden'): Expected => ({
  customer: others,
  'other customer': others,
  'customer without chat': others,
  'agent in the chat': others,
  agent: others,
  manager: others,
  administrator: others,
  'agent without permissions': others,
  ...given,
});
const agents = (code: Code): Partial<Expected> => ({
  'agent in the chat': code,
  agent: code,
  manager: code,
  administrator: code,
});
/** Those with "Chat beheren", and those who administer. */
const managers = (code: Code): Partial<Expected> => ({ manager: code });
const otherCustomers = (code: Code): Partial<Expected> => ({
  'other customer': code,
  'customer without chat': code,
});
const outsiders = (code: Code): Partial<Expected> => ({
  agent: code,
  manager: code,
  administrator: code,
  'agent without permissions': code,
});

/** A chat of the customer in which one agent takes part; `of` says how it stands. */
type Standing = 'running' | 'noted' | 'waiting' | 'ended' | 'deleted';
interface Scene {
  readonly chatId: ChatId;
  readonly colleague: Tab;
}

interface Row {
  readonly chat?: Standing;
  readonly input: (scene: Scene) => object;
  readonly expected: Expected;
  /** Nobody but the caller may be told anything. */
  readonly isQuiet?: boolean;
}

const aSid = '00000000';
const settings = {
  max: 3,
  welcome: '',
  timeoutMinutes: 15,
  publish: true,
  sendStandardTexts: false,
  realtimeOnline: true,
  preview: true,
  rev: 0,
};

/** One line for each action: what is asked of which chat, and what each caller is answered. */
const rows: Readonly<Record<ActionName, Row>> = {
  ping: { input: () => ({}), expected: only({}, 'ok') },
  'lobby.enter': {
    input: () => ({}),
    // Without the right the answer is that there is no room, so that a right that is given shows at once.
    expected: only({ customer: 'ok', 'other customer': 'ok', 'customer without chat': 'ok' }),
  },
  'chat.start': {
    input: () => ({ sid: aSid, nickname: '', email: '' }),
    expected: only({ customer: 'ok', 'other customer': 'ok', 'customer without chat': 'no_chat_right' }),
  },
  'chat.sync': {
    input: ({ chatId }) => ({ chatId, sid: aSid, after: 0 }),
    expected: only({ customer: 'ok', 'agent in the chat': 'ok' }, 'not_found'),
  },
  'chat.say': {
    input: ({ chatId }) => ({ chatId, cid: newCid(), after: 1, text: 'Dag' }),
    expected: only(
      { customer: 'ok', ...otherCustomers('not_found'), 'agent in the chat': 'ok' },
      'not_participant',
    ),
  },
  'chat.preview': {
    input: ({ chatId }) => ({ chatId, rev: 1, text: 'Half' }),
    expected: only({ customer: 'ok', ...otherCustomers('ok') }),
  },
  'chat.typing': {
    input: ({ chatId }) => ({ chatId }),
    expected: only({
      customer: 'ok',
      ...otherCustomers('ok'),
      ...agents('ok'),
      'agent without permissions': 'ok',
    }),
  },
  'chat.end': {
    input: ({ chatId }) => ({ chatId, cid: newCid(), after: 1 }),
    expected: only({ customer: 'ok', 'agent in the chat': 'ok' }, 'not_found'),
  },
  'chat.rate': {
    chat: 'ended',
    input: ({ chatId }) => ({ chatId, stars: 4, comment: '' }),
    expected: only({ customer: 'ok', ...otherCustomers('not_found') }),
  },
  'chat.dismiss': {
    chat: 'ended',
    input: ({ chatId }) => ({ chatId }),
    expected: only({ customer: 'ok', ...otherCustomers('not_found') }),
  },
  'chat.stay': {
    input: ({ chatId }) => ({ chatId }),
    expected: only({ customer: 'ok', ...otherCustomers('not_found') }),
  },
  'desk.enter': { input: () => ({ sid: aSid }), expected: only(agents('ok')) },
  'duty.start': { input: () => ({}), expected: only(agents('ok')) },
  'duty.stop': {
    input: () => ({}),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_on_duty') }),
  },
  'duty.beat': {
    input: () => ({}),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_on_duty') }),
  },
  'chat.join': {
    chat: 'waiting',
    input: ({ chatId }) => ({ chatId, sid: aSid, cid: newCid(), second: true }),
    expected: only({ ...agents('not_on_duty'), 'agent in the chat': 'ok' }),
  },
  'chat.invite': {
    input: ({ chatId, colleague }) => ({ chatId, agent: colleague.me.id, note: '', transfer: false }),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_participant') }),
  },
  'chat.withdraw': {
    input: ({ chatId, colleague }) => ({ chatId, agent: colleague.me.id }),
    expected: only({ 'agent in the chat': 'not_invited', ...outsiders('not_participant') }),
  },
  'chat.decline': {
    input: ({ chatId }) => ({ chatId }),
    expected: only({ ...agents('not_invited'), 'agent without permissions': 'not_invited' }),
  },
  'chat.allow': {
    input: ({ chatId }) => ({ chatId, allowed: true }),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_participant') }),
  },
  'chat.leave': {
    input: ({ chatId }) => ({ chatId, cid: newCid() }),
    expected: only({ 'agent in the chat': 'last_agent', ...outsiders('not_participant') }),
  },
  'chat.watch': {
    input: ({ chatId }) => ({ chatId, sid: aSid, after: 0 }),
    expected: only(managers('ok')),
    isQuiet: true,
  },
  'chat.unwatch': {
    input: ({ chatId }) => ({ chatId, sid: aSid }),
    expected: only({ ...agents('ok'), 'agent without permissions': 'ok' }),
    isQuiet: true,
  },
  'chat.note': {
    input: ({ chatId }) => ({ chatId, cid: newCid(), after: 0, text: 'Let op' }),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_participant') }),
  },
  'chat.notes': {
    input: ({ chatId }) => ({ chatId, after: 0 }),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_found') }),
    isQuiet: true,
  },
  // What the customer said, some moments ago.
  'chat.redact': {
    chat: 'ended',
    input: ({ chatId }) => ({ chatId, seq: 3, cid: newCid() }),
    expected: only({ customer: 'ok', manager: 'ok', ...otherCustomers('not_found') }),
  },
  'note.redact': {
    chat: 'noted',
    input: ({ chatId }) => ({ chatId, seq: 1 }),
    expected: only({ 'agent in the chat': 'ok', manager: 'ok' }),
  },
  'unclosed.list': { input: () => ({}), expected: only(agents('ok')) },
  'settings.change': { input: () => settings, expected: only(managers('ok')) },
  'text.list': { input: () => ({}), expected: only(agents('ok')) },
  'text.save': {
    input: () => ({ title: 'Groet', text: 'Dag', category: '', order: 1 }),
    expected: only(managers('ok')),
  },
  'text.delete': { input: () => ({ textId: 'x' }), expected: only(managers('ok')) },
  'usage.read': { input: () => ({}), expected: only(managers('ok')) },
  'audit.list': { input: () => ({}), expected: only({ administrator: 'ok' }) },
  'chat.form': {
    input: ({ chatId }) => ({ chatId }),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_found') }),
  },
  'chat.fill': {
    input: ({ chatId }) => ({ chatId, fields: { subject: 'Factuur' } }),
    expected: only({ 'agent in the chat': 'ok', ...outsiders('not_found') }),
  },
  'chat.save': { chat: 'ended', input: ({ chatId }) => ({ chatId }), expected: only(agents('ok')) },
  'chat.undelete': { chat: 'deleted', input: ({ chatId }) => ({ chatId }), expected: only(agents('ok')) },
  'chat.delete': { chat: 'ended', input: ({ chatId }) => ({ chatId }), expected: only(agents('ok')) },
};

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const setUp = async (standing: Standing) => {
  await engine.clear();
  const desk = createDesk(engine.db);
  const people: Record<Caller, Tab> = {
    customer: await desk.customer(),
    'other customer': await desk.customer(),
    'customer without chat': await desk.customer(undefined, { mayChat: false }),
    'agent in the chat': await desk.agent('Anna'),
    agent: await desk.agent('Bram', { onDuty: false }),
    manager: await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] }),
    administrator: await desk.agent('Kim', { onDuty: false, permissions: ['helpdesk', 'administer'] }),
    'agent without permissions': desk.open(await addAgent(engine.db, 'Niemand', [])),
  };
  const colleague = await desk.agent('Collega');
  const { customer } = people;
  const anna = people['agent in the chat'];
  const { chat } = await start(customer);
  if (standing !== 'waiting') await join(anna, chat.id);
  if (standing === 'noted')
    await anna.ask('chat.note', { chatId: chat.id, cid: newCid(), after: 0, text: 'Let op' });
  if (standing === 'ended' || standing === 'deleted') await say(customer, chat.id, 'Dag');
  if (standing === 'ended' || standing === 'deleted')
    await customer.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 1 });
  if (standing === 'deleted') await anna.ask('chat.delete', { chatId: chat.id });
  return { desk, people, colleague, chatId: chat.id };
};

/** A refusal writes nothing and tells nobody, so what it was asked of is as it was: the next caller is asked there. */
let untouched: { readonly standing: Standing; readonly scene: Awaited<ReturnType<typeof setUp>> } | undefined;
const takeScene = async (standing: Standing) => {
  const scene = untouched?.standing === standing ? untouched.scene : await setUp(standing);
  untouched = undefined;
  return scene;
};

/** Asks as API Gateway would, so that role, input and answer pass the same gate as on AWS. */
const ask = async (desk: Desk, { me }: Tab, action: ActionName, input: object): Promise<Code> => {
  const body = JSON.stringify({ id: 1, action, ...input });
  const { ok, error } = await sendFrame<{ ok?: unknown; error: { code: Code } }>(desk.context, me, body);
  return ok !== undefined ? 'ok' : error.code;
};

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);

describe.each(Object.keys(actions).filter(isAction))('[A5] %s', (action) => {
  const { chat = 'running', input, expected, isQuiet = false } = rows[action];

  test.each(callers)('%s', async (caller) => {
    const scene = await takeScene(chat);
    const { desk, people, colleague, chatId } = scene;
    const tabs = [...Object.values(people), colleague];
    const received = () => tabs.map(({ inbox }) => inbox.length);
    const before = received();
    const spent = engine.capacity.mark();
    const code = await ask(desk, people[caller], action, input({ chatId, colleague }));
    // An agent whose permissions were all taken away may only keep the connection open.
    const isShutOut = caller === 'agent without permissions' && action !== 'ping';
    expect(code).toBe(isShutOut ? 'forbidden' : expected[caller]);
    const isDenied = code !== 'ok';
    const mayTell =
      actions[action].reply === null ? caller === 'customer' || caller === 'agent in the chat' : true;
    if (isDenied || isQuiet || !mayTell) expect(received(), 'nobody is told').toEqual(before);
    if (isDenied || !mayTell) expect(spent().write, 'nothing is written').toBe(0);
    if (isDenied) untouched = { standing: chat, scene };
  });
});

describe('[A6] a chat of someone else', () => {
  test.each(['chat.sync', 'chat.say', 'chat.end', 'chat.stay', 'chat.dismiss'] as const)(
    'and one that does not exist are the same to a customer: %s',
    async (action) => {
      const { desk, people, colleague, chatId } = await setUp('running');
      const stranger = people['other customer'];
      const nowhere = newCid() as string as ChatId;
      for (const after of [0, 1, 900])
        expect(
          await ask(desk, stranger, action, { ...rows[action].input({ chatId, colleague }), after }),
        ).toBe(
          await ask(desk, stranger, action, { ...rows[action].input({ chatId: nowhere, colleague }), after }),
        );
    },
  );

  test('has an id of 128 bits: no two of many alike, and 10,000 guesses find nothing', async () => {
    const { createContext } = await import('../../../functions/adapters/context.ts');
    process.env.TABLE_NAME ??= engine.table;
    const { newId } = createContext();
    const ids = Array.from({ length: 10_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(16);
    const bits = ids.flatMap((id) => [...Buffer.from(id, 'base64url')]).reduce((sum, byte) => sum + byte, 0);
    expect(bits / (ids.length * 16)).toBeGreaterThan(126);
    expect(bits / (ids.length * 16)).toBeLessThan(129);
  });
});
