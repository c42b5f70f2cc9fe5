// A clock that only moves when the test says so. Independent of what it drives.

interface Timer {
  at: number;
  readonly run: () => void;
  isOff: boolean;
}

export interface Clock {
  now(): number;
  after(ms: number, run: () => void): () => void;
  /** Runs everything that is due in the next `ms`, letting promises go on after each. */
  advance(ms: number): Promise<void>;
  /** Time goes on, timers stand still. */
  sleep(ms: number): void;
  /** Advances in small steps until it is so; fails after `withinMs` of this clock. */
  until(isSo: () => boolean, withinMs?: number): Promise<void>;
  /** Milliseconds to the next thing that will happen by itself. */
  nextIn(): number | undefined;
}

/** Lets promises go on. */
export const settle = async (turns = 1): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/**
 * @param pause how things that wait for no timer go on between two timers, given the milliseconds to the next one; a
 * number is so many turns of the event loop.
 */
export const createClock = (
  start = 1_800_000_000_000,
  pause: number | ((gapMs: number) => Promise<void>) = 1,
): Clock => {
  const goOn = typeof pause === 'number' ? () => settle(pause) : pause;
  /** The next one last: by time, and of one time in the order they were set. */
  const timers: Timer[] = [];
  let now = start;

  const after = (ms: number, run: () => void) => {
    const timer: Timer = { at: now + ms, run, isOff: false };
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((timers[middle]?.at ?? 0) > timer.at) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
    return () => {
      timer.isOff = true;
    };
  };

  const advance = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      await goOn(Math.min(timers.at(-1)?.at ?? end, end) - now);
      while (timers.at(-1)?.isOff) timers.pop();
      const next = timers.at(-1);
      if (!next || next.at > end) break;
      timers.pop();
      now = next.at;
      next.run();
    }
    now = end;
  };

  return {
    now: () => now,
    after,
    advance,
    until: async (isSo, withinMs = 120_000) => {
      await goOn(0);
      await settle();
      for (const end = now + withinMs; !isSo(); await advance(50))
        if (now > end) throw new Error(`not so within ${withinMs} ms`);
    },
    sleep: (ms) => {
      now += ms;
      for (const timer of timers) timer.at += ms;
    },
    nextIn: () => {
      const next = timers.findLast((timer) => !timer.isOff);
      return next && next.at - now;
    },
  };
};
