// How long a test waits: nets for what hangs, far above what anything takes on a busy machine. No test has a limit of its own (tests/no-clocks.test.ts).

/** Milliseconds for one step: an element that comes, a frame that is answered, a value that is reached. */
export const STEP_MS = 60_000;

/** Milliseconds for a test or a hook. */
export const TEST_MS = 600_000;
