// How many events may be under way at once, in an account and in each function. Runs nothing.

/** The places of one function. */
export interface Places {
  /** @returns what gives the place back, or undefined when there is none. */
  take(): (() => void) | undefined;
}

/**
 * The places of an account. A function with a reservation has those and no other; the rest is shared.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const createConcurrency = (account: number) => {
  const shared = { free: account };
  const placesIn = (pool: { free: number }): Places => ({
    take() {
      if (pool.free <= 0) return undefined;
      pool.free -= 1;
      return () => {
        pool.free += 1;
      };
    },
  });
  return (reserved?: number): Places => {
    if (reserved === undefined) return placesIn(shared);
    shared.free -= reserved;
    return placesIn({ free: reserved });
  };
};
