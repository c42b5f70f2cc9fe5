// What took how long, to be told beside a result: text, for a number would be compared with a limit, and then the machine decides.

export interface Stopwatch {
  time<T>(work: () => Promise<T>): Promise<T>;
  /** As in `12 ms`. */
  slowest(): string;
  percentile(percent: number): string;
}

export const createStopwatch = (): Stopwatch => {
  const took: number[] = [];
  const percentile = (percent: number) => {
    const sorted = took.toSorted((a, b) => a - b);
    return `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0)} ms`;
  };
  return {
    async time(work) {
      const from = performance.now();
      const result = await work();
      took.push(performance.now() - from);
      return result;
    },
    slowest: () => percentile(100),
    percentile,
  };
};
