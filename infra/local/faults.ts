// What a test makes go wrong, and whether it did. Decides only; the parts ask it and act.

export interface Fault {
  /** How often it struck. */
  readonly hits: number;
  /** Resolves when it struck for the first time. */
  readonly hit: Promise<void>;
  clear(): void;
}

export interface Limits {
  /** How often it strikes at most; default 1, `Infinity` until cleared. */
  readonly times?: number;
  /** The share of chances it takes, 0 to 1, drawn with the seed; default 1. */
  readonly share?: number;
}
interface Call {
  readonly function: string;
  /** As DynamoDB names it, such as `PutItem`. */
  readonly operation: string;
}
interface Frame {
  readonly connectionId: string;
  readonly text: string;
}
interface Wait extends Partial<Call> {
  readonly at: 'call' | 'push' | 'invoke' | 'frame' | 'reply' | 'disconnect';
}

export type CallFault = Limits & Partial<Call>;
export interface SocketFault extends Limits {
  readonly connectionId?: string;
  /** Part of the text of the frame. */
  readonly including?: string;
}
export interface DelayFault extends Limits, Wait {
  /** Milliseconds; up to this many when `random`. */
  readonly ms: number;
  readonly random?: boolean;
}

export interface IndexLag extends Limits {
  /** Milliseconds of the cloud's time; up to this many when `random`. */
  readonly ms: number;
  readonly random?: boolean;
}

export interface MomentFault extends Limits {
  /** Milliseconds of the cloud's time after the write in which it may strike. */
  readonly ms: number;
}
interface Tear {
  readonly age: number;
  /** The transaction has not been answered. */
  readonly isUnderWay: boolean;
  readonly isConsistent: boolean;
}

export type CallEffect = 'kill-before' | 'kill-after' | 'throttle' | 'conflict' | 'lose-call' | 'lose-reply';
export type PushEffect = 'drop' | 'gone' | 'limit' | 'duplicate';
/** Of a frame on its way from a browser. */
export type FrameEffect = 'lose' | 'duplicate' | 'half-open';
/** Of the answer on its way back. */
export type ReplyEffect = 'lose' | 'duplicate' | 'gateway-error';
export type DisconnectEffect = 'lose' | 'duplicate';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']);

export const createFaults = (seed: number) => {
  const random = createRandom(seed);
  const calls = createRules<Call, CallEffect>(random);
  const pushes = createRules<Frame, PushEffect>(random);
  const frames = createRules<Frame, FrameEffect>(random);
  const replies = createRules<Frame, ReplyEffect>(random);
  const leavings = createRules<Frame, DisconnectEffect>(random);
  const waits = createRules<Wait, () => number>(random);
  const lags = createRules<null, () => number>(random);
  const expiries = createRules<null, 'keep'>(random);
  const tears = createRules<Tear, 'tear'>(random);
  const doubles = createRules<Pick<Tear, 'age'>, 'double'>(random);
  const meetings = createRules<null, 'refuse'>(random);
  const all = [meetings, calls, pushes, frames, replies, leavings, waits, lags, expiries, tears, doubles];

  const call = (effect: CallEffect) => (wanted: CallFault) =>
    calls.add(wanted, effect, (call) => agrees(wanted, call));
  /** For what passes on a connection, in either direction. */
  const on =
    <Effect>(rules: Rules<Frame, Effect>, effect: Effect) =>
    (wanted: SocketFault = {}) =>
      rules.add(wanted, effect, ({ connectionId, text }) => {
        const isThatOne = wanted.connectionId === undefined || wanted.connectionId === connectionId;
        return isThatOne && text.includes(wanted.including ?? '');
      });
  const upTo = (ms: number, isRandom = false) => (isRandom ? Math.round(ms * random()) : ms);

  return {
    /** For a test to set. */
    hooks: {
      /** The worker is ended after the engine did the operation and before the function can know. */
      killAfter: call('kill-after'),
      /** The worker is ended before the engine sees the operation. */
      killBefore: call('kill-before'),
      /** DynamoDB answers ProvisionedThroughputExceededException. */
      throttle: call('throttle'),
      /** DynamoDB answers a write as when another one is under way on the same items. */
      conflict: (wanted: CallFault) =>
        calls.add(wanted, 'conflict', (call) => WRITES.has(call.operation) && agrees(wanted, call)),
      /**
       * Until cleared DynamoDB refuses a transaction on an item that another one has, and a write on it, as AWS does at
       * all times: an engine that does one thing after the other never would.
       */
      overlaps: () => meetings.add({ times: Number.POSITIVE_INFINITY }, 'refuse', () => true),
      /** The connection is reset before the engine sees the operation: a time-out before the commit. */
      loseCall: call('lose-call'),
      /** The engine did the operation and the reply is lost: the connection is reset. */
      loseReply: call('lose-reply'),
      /** A post is accepted and never reaches the browser. */
      dropPush: on<PushEffect>(pushes, 'drop'),
      /** A post reaches the browser twice. */
      duplicatePush: on<PushEffect>(pushes, 'duplicate'),
      /** A post is answered 410 although the connection is there. */
      gone: on<PushEffect>(pushes, 'gone'),
      /** A post is answered 429. */
      limit: on<PushEffect>(pushes, 'limit'),
      /** A browser's frame reaches no function. */
      loseFrame: on<FrameEffect>(frames, 'lose'),
      /** A browser's frame reaches its function twice, at the same time. */
      duplicateFrame: on<FrameEffect>(frames, 'duplicate'),
      /** From this frame on nothing passes on the connection, in either direction, and neither end is told. */
      halfOpen: on<FrameEffect>(frames, 'half-open'),
      /** The function did its work and its answer never reaches the browser. */
      loseAnswer: on<ReplyEffect>(replies, 'lose'),
      duplicateAnswer: on<ReplyEffect>(replies, 'duplicate'),
      /** The function did its work and the browser gets API Gateway's own error frame instead of the answer. */
      gatewayError: on<ReplyEffect>(replies, 'gateway-error'),
      /** No function hears that a connection closed. */
      loseDisconnect: on<DisconnectEffect>(leavings, 'lose'),
      duplicateDisconnect: on<DisconnectEffect>(leavings, 'duplicate'),
      /** Something takes longer, until cleared; what waits at random overtakes each other. */
      delay: (wanted: DelayFault) =>
        waits.add(
          { times: Number.POSITIVE_INFINITY, ...wanted },
          () => upTo(wanted.ms, wanted.random),
          (wait) => wanted.at === wait.at && agrees(wanted, wait),
        ),
      /** Indexes show a row only when it is this old, until cleared. */
      gsiLag: (wanted: IndexLag) =>
        lags.add(
          { times: Number.POSITIVE_INFINITY, ...wanted },
          () => upTo(wanted.ms, wanted.random),
          () => true,
        ),
      /**
       * A query shows some of what a transaction wrote and the rest as it was before: a strong one while the transaction
       * is under way, another one also up to `ms` after it; until cleared. A transaction takes a little longer meanwhile.
       */
      tornReads: (wanted: MomentFault) =>
        tears.add(
          { times: Number.POSITIVE_INFINITY, ...wanted },
          'tear',
          ({ age, isUnderWay, isConsistent }) => isUnderWay || (!isConsistent && age < wanted.ms),
        ),
      /** An index shows a row that moved or left at its old place too, up to `ms` after that, until cleared. */
      doubledRows: (wanted: MomentFault) =>
        doubles.add({ times: Number.POSITIVE_INFINITY, ...wanted }, 'double', ({ age }) => age < wanted.ms),
      /** Time to live takes nothing away, until cleared. */
      keepExpired: () => expiries.add({ times: Number.POSITIVE_INFINITY }, 'keep', () => true),
      clear() {
        for (const rules of all) rules.clear();
      },
    },
    forCall: calls.draw,
    refusesOverlaps: (): boolean => meetings.hasAny(),
    forPush: pushes.draw,
    forFrame: frames.draw,
    forReply: replies.draw,
    forDisconnect: leavings.draw,
    /** Milliseconds an index is behind at this moment. */
    gsiLag: (): number => lags.draw(null)?.() ?? 0,
    /** Whether what items were before may be shown. */
    looksBack: (): boolean => tears.hasAny() || doubles.hasAny(),
    chances: {
      tears: (chance: Tear): boolean => tears.draw(chance) === 'tear',
      doubles: (chance: Pick<Tear, 'age'>): boolean => doubles.draw(chance) === 'double',
      random,
    },
    keepsExpired: (): boolean => expiries.draw(null) === 'keep',
    /** Waits as long as a test wants it to. */
    async pause(wait: Wait): Promise<void> {
      const ms = waits.draw(wait)?.();
      if (ms) await new Promise((resolve) => setTimeout(resolve, ms));
    },
  };
};
export type FaultBook = ReturnType<typeof createFaults>;
export type Faults = FaultBook['hooks'];

const agrees = (wanted: Partial<Call>, call: Partial<Call>): boolean =>
  (wanted.function === undefined || wanted.function === call.function) &&
  (wanted.operation === undefined || wanted.operation === call.operation);

interface Rules<Chance, Effect> {
  add(limits: Limits, effect: Effect, matches: (chance: Chance) => boolean): Fault;
  draw(chance: Chance): Effect | undefined;
  /** Whether there is one that can still strike. */
  hasAny(): boolean;
  clear(): void;
}

const createRules = <Chance, Effect>(random: () => number): Rules<Chance, Effect> => {
  const rules = new Set<{ left: number; strikes(chance: Chance): boolean; strike(): Effect }>();
  return {
    add({ times = 1, share = 1 }, effect, matches) {
      let hits = 0;
      const { promise: hit, resolve } = Promise.withResolvers<void>();
      const rule = {
        left: times,
        strikes: (chance: Chance) => matches(chance) && (share === 1 || random() < share),
        strike() {
          rule.left -= 1;
          hits += 1;
          resolve();
          return effect;
        },
      };
      rules.add(rule);
      return {
        get hits() {
          return hits;
        },
        hit,
        clear: () => void rules.delete(rule),
      };
    },
    draw(chance) {
      for (const rule of rules) if (rule.left > 0 && rule.strikes(chance)) return rule.strike();
      return undefined;
    },
    hasAny: () => [...rules].some(({ left }) => left > 0),
    clear: () => rules.clear(),
  };
};

/** mulberry32: the same numbers for the same seed. */
const createRandom = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
