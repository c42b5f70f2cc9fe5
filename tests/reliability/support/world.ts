// The whole system in one process: the real actions on the real engine, the browser's real connection, and between them a network and a gateway that fail as they are told. Time is virtual.
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { conversationActions } from '../../../functions/actions/conversation-actions.ts';
import { deskActions } from '../../../functions/actions/desk-actions.ts';
import { createDeliver, type Post } from '../../../functions/adapters/deliver.ts';
import { createBuckets } from '../../../functions/auth/rate-limit.ts';
import { FRAMES } from '../../../functions/domain/rate-limit.ts';
import { createRun } from '../../../functions/pipeline/run.ts';
import { createSocketHandler, Frame } from '../../../functions/pipeline/socket.ts';
import { readPermissions } from '../../../functions/store/accounts.ts';
import type { Db } from '../../../functions/store/db.ts';
import { toEntry } from '../../../functions/store/items.ts';
import { entryKey } from '../../../functions/store/keys.ts';
import { disconnect } from '../../../functions/workflows/disconnect.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { WorkContext } from '../../../functions/workflows/work.ts';
import { type ActionSpec, actions } from '../../../shared/actions.ts';
import { ChatId, Entry } from '../../../shared/model.ts';
import type { Environment, Socket } from '../../../web/connection/environment.ts';
import { lambdaContext } from '../../support/accounts.ts';
import type { Person } from '../../support/desk.ts';
import { createClock, settle } from '../../web/connection/support/clock.ts';
import { createLocks } from '../../web/connection/support/server.ts';

/** What becomes of one thing on its way: each number is a copy that arrives after so many milliseconds. */
export type Fate = readonly number[];

export interface Weather {
  handshake(): 'refused' | number;
  request(): Fate;
  /** `gateway error`: API Gateway's own frame instead of the answer. */
  reply(): Fate | 'gateway error';
  /** `gone`: 410 although it is there; `limit`: 429 until the sender gave up. */
  push(): Fate | 'gone' | 'limit';
  disconnect(): Fate;
}

export const goodWeather: Weather = {
  handshake: () => 20,
  request: () => [10],
  reply: () => [10],
  push: () => [15],
  disconnect: () => [30],
};

/** One socket, as the gateway holds it. */
export interface Line {
  readonly id: string;
  readonly person: Person;
  readonly openedAt: number;
  /** Everything the browser was sent, parsed. */
  readonly received: Record<string, unknown>[];
  isOpen: boolean;
  /** Half-open: nothing passes, and neither end knows. */
  isDead: boolean;
  /** The network ends it; both ends are told, the functions as the weather wants. */
  drop(): void;
}

/** API Gateway's own limits. */
const IDLE_MS = 10 * 60_000;
const LONGEST_MS = 2 * 60 * 60_000;
/** Calls of the same moment run side by side; before a longer wait everything under way is done. */
const SAME_MOMENT_MS = 20;

const all = { ...conversationActions, ...deskActions };

const EntriesAdded = v.object({ event: v.literal('entries.added'), chatId: ChatId, entries: v.array(Entry) });

export interface WorldOptions {
  readonly db: Db;
  /** The table past all faults; `db` itself unless given. */
  readonly truth?: Db;
  readonly random: () => number;
  /** 1.8e12 is a whole minute. */
  readonly start?: number;
  /** Turns of the event loop that a browser's own storage needs. */
  readonly turns?: number;
}

export type World = ReturnType<typeof createWorld>;

export const createWorld = ({
  db,
  truth = db,
  random,
  start = 1_800_000_000_000,
  turns = 2,
}: WorldOptions) => {
  const working = new Set<Promise<unknown>>();
  const work = <T>(promise: Promise<T>): Promise<T> => {
    const done = promise.catch(() => {}).finally(() => working.delete(done));
    working.add(done);
    return promise;
  };
  const clock = createClock(start, async (gapMs) => {
    await settle(turns);
    if (gapMs < SAME_MOMENT_MS) return;
    while (working.size > 0) {
      await Promise.all([...working]);
      await settle(turns);
    }
  });

  const lines: Line[] = [];
  const sendByLine = new Map<string, (frame: unknown) => void>();
  let weather = goodWeather;
  let ids = 0;
  /** Server time minus the clock, in milliseconds. */
  let skew = 0;
  const failures: unknown[] = [];
  const unstored: Entry[] = [];

  /** I1: at the moment an entry is pushed to anyone, it is in the table as it is pushed. */
  const noteUnstored = async (frame: unknown) => {
    const told = v.safeParse(EntriesAdded, frame);
    if (!told.success) return;
    const { chatId, entries } = told.output;
    for (const entry of entries) {
      // One without a place says of another that it was taken back.
      const seq = entry.kind === 'redacted' && entry.seq === 0 ? entry.of : entry.seq;
      const item = await truth.get(entryKey(chatId, seq), { consistent: true });
      const stored = item && toEntry(item);
      const isTakenBack = stored?.kind === 'message' && stored.redacted !== undefined;
      const told =
        isTakenBack && entry.kind === 'message' ? { ...entry, text: '', redacted: stored.redacted } : entry;
      if (seq !== entry.seq ? !isTakenBack : !isDeepStrictEqual(stored, told)) unstored.push(entry);
    }
  };

  const post: Post = async (connection, body) => {
    const line = lines.find(({ id }) => id === connection);
    if (!line?.isOpen) return 'gone';
    const fate = weather.push();
    if (fate === 'gone') return 'gone';
    if (fate === 'limit') return 'failed';
    const frame: unknown = JSON.parse(body);
    await noteUnstored(frame);
    for (const ms of fate) clock.after(ms, () => sendByLine.get(connection)?.(frame));
    return 'sent';
  };
  const context: WorkContext = {
    closeConnections: async (connections) => {
      const open = lines.filter(({ id, isOpen }) => isOpen && connections.includes(id));
      for (const line of open) line.drop();
      const known = new Set(open.map(({ id }) => id));
      return new Set(connections.filter((id) => !known.has(id)));
    },
    db,
    // Whole milliseconds, as Date.now gives them.
    now: () => Math.floor(clock.now()) + skew,
    newId: () => `id-${String(++ids).padStart(19, '0')}`,
    random,
    deliver: createDeliver(post),
    publish: async () => {},
  };
  const run = createRun<'conversation' | 'desk'>(context, all);
  const handler = createSocketHandler(
    async (caller, name, input) => {
      try {
        return await run(caller, name, input);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
    createBuckets(FRAMES, clock.now),
  );

  const authorizerOf = async ({ id, role, sessionId, login, name }: Person) => ({
    userId: id,
    sessionId,
    role,
    login,
    name,
    permissions: [...(await readPermissions(db, id))].join(' '),
  });

  const invoke = async (line: Line, authorizer: object, body: string): Promise<unknown> => {
    const answer = await handler(
      {
        body,
        isBase64Encoded: false,
        requestContext: {
          apiId: 'api',
          authorizer,
          connectedAt: line.openedAt,
          connectionId: line.id,
          domainName: 'test',
          eventType: 'MESSAGE',
          extendedRequestId: 'x',
          messageDirection: 'IN',
          messageId: 'x',
          requestId: 'x',
          requestTime: '',
          requestTimeEpoch: clock.now(),
          routeKey: 'x',
          stage: 'ws',
        },
      },
      lambdaContext,
    );
    return v.parse(v.object({ body: v.pipe(v.string(), v.parseJson()) }), answer).body;
  };

  const receive = async (line: Line, authorizer: object, body: string) => {
    const frame = v.safeParse(v.pipe(v.string(), v.parseJson(), Frame), body);
    const answer = await invoke(line, authorizer, body);
    const specs: Record<string, ActionSpec> = actions;
    // Only an action with a reply has a route response.
    if (frame.success && specs[frame.output.action]?.reply === null) return;
    const fate = weather.reply();
    const send = (said: unknown) => sendByLine.get(line.id)?.(said);
    if (fate === 'gateway error')
      send({ message: 'Internal server error', connectionId: line.id, requestId: 'x' });
    else for (const ms of fate) clock.after(ms, () => send(answer));
  };

  const openSocket = (person: Person): Socket => {
    const listeners = new Map<string, (event: { data?: unknown }) => void>();
    const fire = (type: string, event = {}) => listeners.get(type)?.(event);
    let readyState = 0;
    let line: Line | undefined;
    let authorizer: object = {};
    let lastActiveAt = 0;

    /** The gateway lets go of it. */
    const forget = () => {
      if (!line?.isOpen) return;
      line.isOpen = false;
      const { id: connection } = line;
      const { id, role } = person;
      for (const ms of weather.disconnect())
        clock.after(ms, () => {
          work(disconnect(context, { id, role, connection })).catch((error) => failures.push(error));
        });
    };
    const shut = () => {
      forget();
      if (readyState === 3) return;
      readyState = 3;
      fire('close');
    };
    const expire = () => {
      if (!line?.isOpen) return;
      const left = Math.min(lastActiveAt + IDLE_MS, line.openedAt + LONGEST_MS) - clock.now();
      if (left > 0) clock.after(left, expire);
      else if (line.isDead) forget();
      else shut();
    };
    const open = async () => {
      try {
        authorizer = await work(authorizerOf(person));
      } catch {
        // The authorizer failed: the browser gets a 500.
        return shut();
      }
      if (readyState !== 0) return;
      readyState = 1;
      const opened: Line = {
        id: `line-${String(++ids).padStart(6, '0')}`,
        person,
        openedAt: clock.now(),
        received: [],
        isOpen: true,
        isDead: false,
        drop: shut,
      };
      line = opened;
      lines.push(opened);
      lastActiveAt = clock.now();
      sendByLine.set(opened.id, (frame) => {
        lastActiveAt = clock.now();
        if (!opened.isOpen || opened.isDead || readyState !== 1) return;
        opened.received.push(JSON.parse(JSON.stringify(frame)));
        fire('message', { data: JSON.stringify(frame) });
      });
      expire();
      fire('open');
    };

    const fate = weather.handshake();
    if (fate === 'refused') clock.after(5, shut);
    else clock.after(fate, () => void open());
    return {
      get readyState() {
        return readyState;
      },
      addEventListener: (type, listen) => void listeners.set(type, listen),
      send: (text) => {
        if (readyState === 0) throw new Error('InvalidStateError');
        const to = line;
        if (!to?.isOpen || to.isDead) return;
        lastActiveAt = clock.now();
        for (const ms of weather.request())
          clock.after(ms, () => {
            if (!to.isDead) work(receive(to, authorizer, text)).catch((error) => failures.push(error));
          });
      },
      close: () => {
        if (!line?.isDead) clock.after(1, shut);
        readyState = readyState === 3 ? 3 : 2;
      },
    };
  };

  const sweepAgain = () => {
    clock.after(60_000 - (context.now() % 60_000), () => {
      sweepAgain();
      void work(sweep({ ...context, removeUploads: async () => {} })).catch((error) => failures.push(error));
    });
  };

  return {
    clock,
    context,
    lines,
    random,
    /** What actions threw: each is answered `internal`. */
    failures,
    /** What was pushed before it was stored, or otherwise than it is. */
    unstored,
    work,
    linesOf: ({ id }: Person) => lines.filter((line) => line.isOpen && line.person.id === id),
    setWeather(next: Partial<Weather>) {
      weather = { ...goodWeather, ...next };
    },
    /** The servers' clocks step by `ms` against everyone else's. */
    step(ms: number) {
      skew += ms;
    },
    /** The schedule that runs the sweep every minute, from now on. */
    startSweeping: sweepAgain,
    /** Everything around one page of a person. Pages of one browser share `alone`. */
    environment(person: Person, alone = createLocks()): Environment & { wake(): void } {
      const wakes = new Set<(isUsed: boolean) => void>();
      return {
        openSocket: () => openSocket(person),
        now: clock.now,
        random,
        after: clock.after,
        onWake: (run) => {
          wakes.add(run);
          return () => void wakes.delete(run);
        },
        isSignedIn: async () => true,
        alone,
        wake: () => {
          for (const run of wakes) run(true);
        },
      };
    },
  };
};
