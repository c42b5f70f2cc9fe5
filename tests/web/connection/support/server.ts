// The one second implementation of the helpdesk, as it tests the wire itself: keeps the rules of the message log in memory, over a network that can be told to fail. Speaks frames only.
import type { Refusal } from '../../../../shared/errors.ts';
import type { Cid, Entry, UserId } from '../../../../shared/model.ts';
import type { Environment, Socket } from '../../../../web/connection/environment.ts';
import type { Clock } from './clock.ts';

export interface Frame {
  readonly id: number;
  readonly action: string;
  readonly chatId?: string;
  readonly cid?: string;
  readonly after?: number;
  readonly text?: string;
  readonly rev?: number;
  readonly sid?: string;
  readonly seen?: number;
  readonly page?: object;
}

/** What happens to one frame on its way: each number is a copy that arrives after so many milliseconds. */
export type Fate = readonly number[];

export interface Network {
  /** Until the handshake is through; `refused` when it is not. */
  handshake(): number | 'refused' | 'silence';
  request(frame: Frame): Fate;
  reply(frame: Frame): Fate | 'gateway error';
  push(): Fate;
}

const GOOD: Network = { handshake: () => 20, request: () => [10], reply: () => [10], push: () => [15] };

export interface Line {
  /** The frames that came in on it. */
  readonly frames: Frame[];
  readonly openedAt: number;
  isOpen: boolean;
  /** Open at both ends, but nothing comes through any more. */
  isDead: boolean;
  /** The chats this connection is told about. */
  readonly chats: Set<string>;
  send(frame: unknown): void;
  /** Ends it from the server's side. */
  drop(): void;
}

export interface TestServer {
  readonly lines: Line[];
  readonly attempts: number[];
  network: Partial<Network>;
  isSignedIn: boolean;
  sessionQuestions: number;
  log(chatId: string): Entry[];
  frames(action: string): Frame[];
  /** Adds an entry as another participant and tells the chat. */
  add(chatId: string, entry: NewEntry): void;
  /** Refuses the next requests of this action. */
  refuse(action: string, ...refusals: Refusal[]): void;
  push(event: object): void;
  openLines(): Line[];
  pageSize: number;
  preview: boolean;
  /** Fresh outside for one client. */
  environment(): Environment & { wake(isUsed?: boolean): void };
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
export type NewEntry = Without<Entry, 'seq' | 'at'>;

export const customer = { role: 'customer', id: 'customer-0000000000001' as UserId, name: 'Jan' } as const;
export const anna = { id: 'agent-0000000000000001' as UserId, name: 'Anna' } as const;
export const createServer = (clock: Clock, random: () => number = Math.random): TestServer => {
  const logs = new Map<string, Entry[]>();
  const refusals = new Map<string, Refusal[]>();
  const lines: Line[] = [];

  const log = (chatId: string) => {
    const started: Entry = { seq: 1, at: clock.now(), kind: 'started', nickname: 'Jan', welcome: 'Welkom' };
    const known = logs.get(chatId) ?? [started];
    logs.set(chatId, known);
    return known;
  };
  const network = (): Network => ({ ...GOOD, ...server.network });

  const tell = (chatId: string, entries: readonly Entry[], but?: Line) => {
    for (const line of lines) {
      if (line === but || !line.isOpen || !line.chats.has(chatId)) continue;
      for (const ms of network().push())
        clock.after(ms, () => line.send({ event: 'entries.added', chatId, entries }));
    }
  };

  const append = (chatId: string, entry: NewEntry, by?: Line): number => {
    const entries = log(chatId);
    const stored = { ...entry, seq: entries.length + 1, at: clock.now() } as Entry;
    entries.push(stored);
    tell(chatId, [stored], by);
    return stored.seq;
  };

  const chatOf = (chatId: string) => {
    const agents = new Map<string, { id: UserId; name: string }>();
    let state = 'online';
    for (const entry of log(chatId)) {
      if (entry.kind === 'joined') agents.set(entry.agent.id, entry.agent);
      if (entry.kind === 'left') agents.delete(entry.agent.id);
      if (entry.kind === 'joined') state = 'active';
      if (entry.kind === 'ended') state = 'ended';
      if (entry.kind === 'message' && state === 'online' && entry.author.role === 'customer')
        state = 'waiting';
    }
    return { id: chatId, nickname: 'Jan', state, agents: [...agents.values()] };
  };

  /** The append of the design: looks for the cid only behind the cursor. */
  const put = (line: Line, frame: Frame, entry: (cid: Cid) => NewEntry): object => {
    const { chatId = '', cid, after = 0 } = frame;
    const entries = log(chatId);
    if (after > entries.length) return { error: { code: 'behind' } };
    const known = entries.slice(after).find((other) => 'cid' in other && other.cid === cid);
    if (!known && entries.at(-1)?.kind === 'ended') return { error: { code: 'chat_ended' } };
    const seq = known?.seq ?? append(chatId, entry(cid as Cid), line);
    return { ok: { seq, entries: entries.slice(after) } };
  };

  const answer = (line: Line, frame: Frame): object | undefined => {
    const refusal = refusals.get(frame.action)?.shift();
    if (refusal) return { error: refusal };
    switch (frame.action) {
      case 'ping':
        return { ok: {} };
      case 'chat.sync': {
        const { chatId = '', after = 0 } = frame;
        if (after > log(chatId).length) return { error: { code: 'behind' } };
        line.chats.add(chatId);
        const page = log(chatId).slice(after, after + server.pageSize);
        const more = after + page.length < log(chatId).length;
        return { ok: { chat: chatOf(chatId), entries: page, more, preview: server.preview } };
      }
      case 'chat.say':
        return put(line, frame, (cid) => ({
          kind: 'message',
          cid,
          author: customer,
          text: frame.text ?? '',
        }));
      case 'chat.end':
        return put(line, frame, (cid) => ({ kind: 'ended', cid, reason: 'customer', by: customer }));
      case 'chat.preview':
      case 'chat.typing':
        return undefined;
      default:
        return { error: { code: 'unknown_action' } };
    }
  };

  const receive = (line: Line, frame: Frame) => {
    line.frames.push(frame);
    for (const ms of network().request(frame))
      clock.after(ms, () => {
        const content = answer(line, frame);
        if (!content) return;
        const fate = network().reply(frame);
        if (fate === 'gateway error')
          line.send({ message: 'Internal server error', connectionId: 'c', requestId: 'r' });
        else for (const late of fate) clock.after(late, () => line.send({ re: frame.id, ...content }));
      });
  };

  const openSocket = (): Socket => {
    const listeners = new Map<string, (event: { data?: unknown }) => void>();
    let readyState = 0;
    let line: Line | undefined;
    const fire = (type: string, event = {}) => listeners.get(type)?.(event);
    const shut = () => {
      if (readyState === 3) return;
      readyState = 3;
      if (line) line.isOpen = false;
      fire('close');
    };
    server.attempts.push(clock.now());
    const fate = network().handshake();
    if (fate === 'refused') clock.after(5, shut);
    else if (fate !== 'silence')
      clock.after(fate, () => {
        if (readyState !== 0) return;
        readyState = 1;
        line = {
          frames: [],
          openedAt: clock.now(),
          isOpen: true,
          isDead: false,
          chats: new Set(),
          send: (frame) => {
            if (line?.isOpen && !line.isDead) fire('message', { data: JSON.stringify(frame) });
          },
          drop: shut,
        };
        lines.push(line);
        fire('open');
      });
    return {
      get readyState() {
        return readyState;
      },
      addEventListener: (type, listen) => void listeners.set(type, listen),
      send: (text) => {
        if (readyState === 0) throw new Error('InvalidStateError');
        if (line?.isOpen && !line.isDead) receive(line, JSON.parse(text));
      },
      close: () => {
        // A socket whose other end is gone closes much later; nobody waits for it.
        if (!line?.isDead) clock.after(1, shut);
        else if (line) line.isOpen = false;
        readyState = readyState === 3 ? 3 : 2;
      },
    };
  };

  const environment = () => {
    const wakes = new Set<(isUsed: boolean) => void>();
    return {
      openSocket,
      now: clock.now,
      random,
      after: clock.after,
      onWake: (run: (isUsed: boolean) => void) => {
        wakes.add(run);
        return () => void wakes.delete(run);
      },
      isSignedIn: async () => {
        server.sessionQuestions++;
        return server.isSignedIn;
      },
      alone: createLocks(),
      wake: (isUsed = true) => {
        for (const run of wakes) run(isUsed);
      },
    };
  };

  const server: TestServer = {
    lines,
    attempts: [],
    network: {},
    isSignedIn: true,
    sessionQuestions: 0,
    pageSize: 100,
    preview: true,
    log,
    frames: (action) => lines.flatMap((line) => line.frames.filter((frame) => frame.action === action)),
    add: (chatId, entry) => void append(chatId, entry),
    refuse: (action, ...list) => void refusals.set(action, list),
    push: (event) => {
      for (const line of lines) line.send(event);
    },
    openLines: () => lines.filter((line) => line.isOpen && !line.isDead),
    environment,
  };
  return server;
};

/** Web Locks for the tabs that share it. */
export const createLocks = (): Environment['alone'] => {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work);
    last.set(name, mine);
    return mine;
  };
};
