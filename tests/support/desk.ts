// A desk on the real engine without sockets: people act through the real actions, pushes land in their inboxes, the clock is moved by hand.

import * as v from 'valibot';
import { conversationActions } from '../../functions/actions/conversation-actions.ts';
import { deskActions } from '../../functions/actions/desk-actions.ts';
import type { CloseConnections } from '../../functions/adapters/close-connections.ts';
import type { Connected } from '../../functions/auth/caller.ts';
import { isWaiting } from '../../functions/domain/chat.ts';
import type { Push } from '../../functions/domain/recipients.ts';
import { type RecordedSocket, rightsOf } from '../../functions/domain/sockets.ts';
import { Telling } from '../../functions/domain/telling.ts';
import { createRun } from '../../functions/pipeline/run.ts';
import { addAccount, addGroup } from '../../functions/store/accounts.ts';
import type { Db } from '../../functions/store/db.ts';
import { readCounts } from '../../functions/store/desk.ts';
import { recordSocket } from '../../functions/store/sockets.ts';
import { disconnect } from '../../functions/workflows/disconnect.ts';
import type { FilesContext } from '../../functions/workflows/files.ts';
import { tell } from '../../functions/workflows/tell.ts';
import type { WorkContext } from '../../functions/workflows/work.ts';
import type { ActionInput, ActionName, ActionReply } from '../../shared/actions.ts';
import type { Refusal } from '../../shared/errors.ts';
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatId, Cid, Permission, Role, Sid, UserId } from '../../shared/model.ts';
import { PublishedEvent } from '../../shared/published-events.ts';
import { passwordHash } from './accounts.ts';
import { asScene } from './as-scene.ts';
import { listOpen } from './open-chats.ts';

const all = { ...conversationActions, ...deskActions };

let made = 0;
/** A number no one else in this process has, as text of a fixed length. */
const unique = (length: number): string => String(++made).padStart(length, '0');
export const newCid = (): Cid => unique(22) as Cid;
const newUserId = (): UserId => unique(22) as UserId;

/** Who an account is to the actions, without a connection. */
export type Person = Omit<Connected, 'connection'>;

const person = (role: Role, login: string, permissions: readonly Permission[]): Person => ({
  id: newUserId(),
  role,
  login,
  name: login,
  sessionId: unique(22),
  until: Number.POSITIVE_INFINITY,
  permissions: new Set(permissions),
});

const account = ({ id, login, name }: Person) => ({
  id,
  login,
  name,
  blocked: false,
  password: passwordHash,
});

/** Makes the account of a customer, by default one that may chat. */
export const addCustomer = async (
  db: Db,
  login = `klant-${unique(4)}`,
  { mayChat = true, name = login } = {},
): Promise<Person> => {
  const customer = { ...person('customer', login, mayChat ? ['chat'] : []), name };
  const group = mayChat ? 'with-chat' : 'without-chat';
  await addGroup(db, { id: group, name: group, permissions: mayChat ? ['chat'] : [] });
  await addAccount(db, { ...account(customer), role: 'customer', groups: [group] });
  return customer;
};

export const addAgent = async (
  db: Db,
  name = `agent-${unique(4)}`,
  permissions: readonly Permission[] = ['helpdesk'],
): Promise<Person> => {
  const agent = person('agent', name, permissions);
  await addAccount(db, { ...account(agent), role: 'agent', permissions: [...permissions] });
  return agent;
};

/** As `$connect` notes it. */
export const socketOf = (me: Connected, at: number): RecordedSocket => ({
  connection: me.connection,
  session: me.sessionId,
  rights: rightsOf(me.role, me.permissions),
  at,
});

/** One tab of one person. */
export interface Tab {
  readonly me: Connected;
  readonly sid: Sid;
  /** Everything pushed to this tab so far. */
  readonly inbox: ServerEvent[];
  /** Asks as this tab; throws the refusal's code, so a test says what it expects. */
  ask<N extends ActionName>(action: N, input: ActionInput<N>): Promise<ActionReply<N>>;
  /** As `ask`, giving the refusal instead of throwing. */
  tryTo<N extends ActionName>(
    action: N,
    input: ActionInput<N>,
  ): Promise<{ ok: ActionReply<N> } | { error: Refusal }>;
  /** The connection is gone and API Gateway says so; pushes to it answer 410 from now on. */
  drop(): Promise<void>;
  /** The connection is gone without a word. */
  vanish(): void;
  /** Pushes to this tab get no answer until the way out is taken. */
  stall(): () => void;
  /** Pushes of one kind, in the order they came; several chats that changed at once are each. */
  received<E extends ServerEvent['event']>(event: E): Extract<ServerEvent, { event: E }>[];
}

/** The other end of a tab in a browser. */
export interface Wire {
  push(event: ServerEvent): void;
  /** The helpdesk closed the connection, or heard that it is gone. */
  close(): void;
}

export type Desk = ReturnType<typeof createDesk>;

/** Where the clock of a desk stands until it is moved. */
const MORNING = Date.UTC(2026, 10, 22, 9);

/** @param clock milliseconds since 1970, to which is added what the test lets pass; it stands still unless given. */
export const createDesk = (db: Db, clock: () => number = () => MORNING) => {
  let passed = 0;
  const time = () => clock() + passed;
  const inboxes = new Map<string, ServerEvent[]>();
  const connected = new Map<string, Connected>();
  const stalls = new Map<string, Promise<void>>();
  const wires = new Map<string, Wire>();
  const published: PublishedEvent[] = [];
  const handedOver: Telling[] = [];
  const context: WorkContext & Pick<FilesContext, 'removeUploads'> = {
    async removeUploads() {},
    closeConnections: (connections) => closeConnections(connections),
    db,
    now: time,
    newId: () => unique(22),
    random: Math.random,
    async deliver(pushes, signal) {
      const gone = new Set<string>();
      const post = ({ connection, event }: Push) => {
        const inbox = inboxes.get(connection);
        if (!inbox) return void gone.add(connection);
        // Through JSON, as on the wire.
        const pushed: ServerEvent = JSON.parse(JSON.stringify(event));
        inbox.push(pushed);
        wires.get(connection)?.push(pushed);
      };
      const waits = pushes.flatMap((push) => {
        const stall = stalls.get(push.connection);
        if (!stall) post(push);
        return stall ? [stall.then(() => signal?.aborted || post(push))] : [];
      });
      const givenUp = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      if (waits.length > 0) await Promise.race([Promise.all(waits), givenUp]);
      return gone;
    },
    // As Lambda: through JSON, to a function that has nobody to hand over to.
    async handOver(telling) {
      handedOver.push(telling);
      const { handOver: _none, ...alone } = context;
      await tell(alone, v.parse(Telling, JSON.parse(JSON.stringify(telling))));
      return true;
    },
    async publish(...events) {
      for (const event of events)
        if (event.type !== 'mail.due' && event.type !== 'renewal.due')
          published.push(v.parse(PublishedEvent, JSON.parse(JSON.stringify(event))));
    },
  };
  const run = createRun<'conversation' | 'desk'>(context, all);

  const drop = async (connection: string) => {
    const me = connected.get(connection);
    inboxes.delete(connection);
    connected.delete(connection);
    wires.get(connection)?.close();
    wires.delete(connection);
    if (me) await disconnect(context, me);
  };
  const closeConnections: CloseConnections = async (connections) => {
    const unknown = new Set(connections.filter((connection) => !connected.has(connection)));
    for (const connection of connections) await drop(connection);
    return unknown;
  };

  /**
   * @param isCounted whether it is one of the eight sockets a person may have; false for one that only looks on.
   * @param wire what else is told of it, when the tab is one of a real browser.
   */
  const open = (
    person: Person,
    { isCounted = true, wire }: { readonly isCounted?: boolean; readonly wire?: Wire } = {},
  ): Tab => {
    const me: Connected = { ...person, connection: `connection-${unique(6)}` };
    const inbox: ServerEvent[] = [];
    inboxes.set(me.connection, inbox);
    connected.set(me.connection, me);
    if (wire) wires.set(me.connection, wire);
    let isNoted = !isCounted;
    const tryTo: Tab['tryTo'] = async (action, input) => {
      // As `$connect` does, before anything can be asked.
      if (!isNoted)
        await recordSocket(db, Math.random, { user: me.id, socket: socketOf(me, time()), again: time() });
      isNoted = true;
      return (await run(me, action, input)) as Awaited<ReturnType<Tab['tryTo']>> as never;
    };
    return {
      me,
      sid: unique(8) as Sid,
      inbox,
      tryTo,
      async ask(action, input) {
        const result = await tryTo(action, input);
        if ('error' in result) throw new Error(result.error.code);
        return result.ok;
      },
      drop: () => drop(me.connection),
      vanish: () => void inboxes.delete(me.connection),
      stall: () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        stalls.set(me.connection, promise);
        return () => {
          stalls.delete(me.connection);
          resolve();
        };
      },
      received: (event) => inbox.flatMap(oneByOne).filter((push) => push.event === event) as never,
    };
  };

  return {
    context,
    /** Closes connections from this side; API Gateway says so, as when they drop. */
    closeConnections,
    /** Whether a tab's connection is open. */
    isOpen: ({ me }: Tab) => inboxes.has(me.connection),
    /** What other systems were told, in order. */
    published,
    /** What was left to the function that tells many, which it told at once. */
    handedOver,
    /** Moves the clock on by `ms`. */
    pass(ms: number) {
      passed += ms;
    },
    now: time,
    open,
    /** A customer with an account that may chat. */
    customer: async (login?: string, given?: { mayChat?: boolean }): Promise<Tab> =>
      open(await addCustomer(db, login, given)),
    /** An agent whose console is open, on duty unless told otherwise. */
    async agent(name?: string, { onDuty = true, permissions = ['helpdesk'] as Permission[] } = {}) {
      const tab = open(await addAgent(db, name, permissions));
      await tab.ask('desk.enter', { sid: tab.sid });
      if (onDuty) await tab.ask('duty.start', {});
      return tab;
    },
    settings: (settings: Record<string, unknown>) =>
      db.put({ pk: 'DESK#helpdesk', sk: 'SETTINGS', ...settings }, asScene),
    /** The places of the agents on duty and the chats that wait for one: the room kept by the desk, beside the chats there are. */
    counts: async () => {
      const { room } = await readCounts(db);
      const waiting = (await listOpen(db)).filter(({ chat }) => !chat.ended && isWaiting(chat)).length;
      return { free: room + waiting, waiting };
    },
  };
};

const oneByOne = (push: ServerEvent): readonly ServerEvent[] =>
  push.event === 'chats.changed' ? push.chats.map((chat) => ({ event: 'chat.changed', chat })) : [push];

/** Starts a chat as the customer's form does. */
export const start = (tab: Tab, { nickname = '', email = '' } = {}) =>
  tab.ask('chat.start', { sid: tab.sid, nickname, email });

export const say = (tab: Tab, chatId: ChatId, text: string, { after = 1, cid = newCid() } = {}) =>
  tab.ask('chat.say', { chatId, cid, after, text });

export const join = (tab: Tab, chatId: ChatId, given: { second?: boolean; speaks?: number } = {}) =>
  tab.ask('chat.join', { chatId, sid: tab.sid, cid: newCid(), second: false, ...given });

export const end = (tab: Tab, chatId: ChatId, { after = 1 } = {}) =>
  tab.ask('chat.end', { chatId, cid: newCid(), after });

/** A chat of a customer with Anna, and Bram beside them. */
export const startWithAnna = async (desk: Desk) => {
  const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
  const customer = await desk.customer('jansen');
  const { chat } = await start(customer, { nickname: 'Jan' });
  await say(customer, chat.id, 'Hallo');
  await join(anna, chat.id);
  const invite = (options: { note?: string; transfer?: boolean } = {}) =>
    anna.ask('chat.invite', { chatId: chat.id, agent: bram.me.id, note: '', transfer: false, ...options });
  return { anna, bram, customer, chatId: chat.id, invite };
};
