// The time of the local cloud: the machine's, plus what a test moved it by. Workers share the offset, and has nothing of theirs.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once when the cloud's time has gone on by `ms`. @returns what cancels it. */
  after(ms: number, run: () => unknown): () => void;
  /** Moves the time on; everything due on the way runs in order, at its own time, before this resolves. */
  advance(ms: number): Promise<void>;
  /** Eight bytes that every worker reads: milliseconds to add to the machine's time. */
  readonly shared: SharedArrayBuffer;
  stop(): void;
}

interface Timer {
  readonly at: number;
  readonly run: () => unknown;
  handle: NodeJS.Timeout | undefined;
}

/** What setTimeout can hold; a longer wait is cut in pieces. */
const LONGEST_WAIT = 2 ** 31 - 1;

export const createClock = (): Clock => {
  const shared = new SharedArrayBuffer(8);
  const offset = new BigInt64Array(shared);
  const timers = new Set<Timer>();
  const now = () => Date.now() + Number(Atomics.load(offset, 0));

  const arm = (timer: Timer) => {
    clearTimeout(timer.handle);
    const wait = Math.min(LONGEST_WAIT, Math.max(0, timer.at - now()));
    timer.handle = setTimeout(() => {
      if (timer.at > now()) arm(timer);
      else void fire(timer);
    }, wait);
  };

  const fire = async (timer: Timer) => {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) await timer.run();
  };

  const moveTo = (time: number) => {
    const step = time - now();
    if (step > 0) Atomics.add(offset, 0, BigInt(Math.round(step)));
  };

  const nextBefore = (time: number) =>
    [...timers].filter(({ at }) => at <= time).reduce<Timer | undefined>(earlier, undefined);

  return {
    now,
    shared,
    after(ms, run) {
      const timer: Timer = { at: now() + ms, run, handle: undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const target = now() + ms;
      for (let due = nextBefore(target); due; due = nextBefore(target)) {
        moveTo(due.at);
        await fire(due);
      }
      moveTo(target);
      for (const timer of timers) arm(timer);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer.handle);
      timers.clear();
    },
  };
};

const earlier = (first: Timer | undefined, second: Timer): Timer =>
  first === undefined || second.at < first.at ? second : first;
