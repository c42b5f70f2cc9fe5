// How much work something is for the processor, as a multiple of known work on the same thread: the same on a slow, a fast and a busy machine. Waiting does not count.

/** Milliseconds of processor time that this thread alone has used; some kernels count in steps of four. */
const used = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** So many milliseconds of known work, and the steps no longer matter. */
const MEASURED_MS = 200;

const text = 'a'.repeat(100_000);
let kept = 0;
/** Reads a million characters, one by one. */
const readMillion = (): void => {
  for (let round = 0; round < 10; round++)
    for (let at = 0; at < text.length; at++) kept = (kept + text.charCodeAt(at)) | 0;
};

const msOf = async (work: () => unknown): Promise<number> => {
  const from = used();
  await work();
  return used() - from;
};

const averageOf = async (work: () => unknown): Promise<number> => {
  const from = used();
  let count = 0;
  for (; used() - from < MEASURED_MS; count++) await work();
  return (used() - from) / count;
};

const units = new Map<() => unknown, Promise<number>>();
const unitOf = (work: () => unknown): Promise<number> => {
  const known = units.get(work) ?? averageOf(work);
  units.set(work, known);
  return known;
};

/**
 * Tests that the work is less than `limit` times as much as reading a million characters one by one, or as other work.
 * The least of three rounds counts: a round may be disturbed, none is helped.
 * @returns how many times as much it is; `limit` or more when it is too much.
 */
export const effortOf = async (work: () => unknown, limit: number, unit = readMillion): Promise<number> => {
  const one = await unitOf(unit);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && least >= limit; round++) least = Math.min(least, (await msOf(work)) / one);
  return least;
};
