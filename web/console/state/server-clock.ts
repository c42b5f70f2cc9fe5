// The server's time, as far as it was told here: waits and time-outs are counted by it. Independent of any event.

export interface ServerClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** The server's clock stands at `time` now. */
  set(time: number): void;
}

export const createServerClock = (ownNow: () => number): ServerClock => {
  let ahead = 0;
  return {
    now: () => ownNow() + ahead,
    set: (time) => {
      ahead = time - ownNow();
    },
  };
};
