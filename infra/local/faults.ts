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
interface Push {
  readonly connectionId: string;
  readonly text: string;
}
interface Wait extends Partial<Call> {
  readonly at: 'call' | 'push' | 'invoke';
}

export type CallFault = Limits & Partial<Call>;
export interface PushFault extends Limits {
  readonly connectionId?: string;
  /** Part of the text of the frame. */
  readonly including?: string;
}
export interface DelayFault extends Limits, Wait {
  /** Milliseconds; up to this many when `random`. */
  readonly ms: number;
  readonly random?: boolean;
}

export type CallEffect = 'kill-before' | 'kill-after' | 'throttle' | 'conflict' | 'lose-reply';
export type PushEffect = 'drop' | 'gone' | 'limit' | 'duplicate';

export const createFaults = (seed: number) => {
  const random = createRandom(seed);
  const calls = createRules<Call, CallEffect>(random);
  const pushes = createRules<Push, PushEffect>(random);
  const waits = createRules<Wait, () => number>(random);

  const call = (effect: CallEffect) => (wanted: CallFault) =>
    calls.add(wanted, effect, (call) => agrees(wanted, call));
  const push =
    (effect: PushEffect) =>
    (wanted: PushFault = {}) =>
      pushes.add(wanted, effect, ({ connectionId, text }) => {
        const isThatOne = wanted.connectionId === undefined || wanted.connectionId === connectionId;
        return isThatOne && text.includes(wanted.including ?? '');
      });

  return {
    /** For a test to set. */
    hooks: {
      /** The worker is ended after the engine did the operation and before the function can know. */
      killAfter: call('kill-after'),
      /** The worker is ended before the engine sees the operation. */
      killBefore: call('kill-before'),
      /** DynamoDB answers ProvisionedThroughputExceededException. */
      throttle: call('throttle'),
      /** DynamoDB answers as when another write is under way on the same items. */
      conflict: call('conflict'),
      /** The engine did the operation and the reply is lost: the connection is reset. */
      loseReply: call('lose-reply'),
      /** A post is accepted and never reaches the browser. */
      dropPush: push('drop'),
      /** A post reaches the browser twice. */
      duplicatePush: push('duplicate'),
      /** A post is answered 410 although the connection is there. */
      gone: push('gone'),
      /** A post is answered 429. */
      limit: push('limit'),
      /** Something takes longer, until cleared; posts that wait at random overtake each other. */
      delay: (wanted: DelayFault) =>
        waits.add(
          { times: Number.POSITIVE_INFINITY, ...wanted },
          () => (wanted.random ? Math.round(wanted.ms * random()) : wanted.ms),
          (wait) => wanted.at === wait.at && agrees(wanted, wait),
        ),
      clear() {
        calls.clear();
        pushes.clear();
        waits.clear();
      },
    },
    forCall: calls.draw,
    forPush: pushes.draw,
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

const createRules = <Chance, Effect>(random: () => number) => {
  const rules = new Set<{ left: number; strikes(chance: Chance): boolean; strike(): Effect }>();
  return {
    add({ times = 1, share = 1 }: Limits, effect: Effect, matches: (chance: Chance) => boolean): Fault {
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
    draw(chance: Chance): Effect | undefined {
      for (const rule of rules) if (rule.left > 0 && rule.strikes(chance)) return rule.strike();
      return undefined;
    },
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
