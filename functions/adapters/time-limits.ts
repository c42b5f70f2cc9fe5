// How long a request to AWS may take, so that one that hangs costs another try and not the answer a person waits for.

/** What every client of the SDK takes. */
interface Handling {
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

/** Milliseconds to a connection; within a Region it takes a few. */
const CONNECT_MS = 2_000;

/**
 * Milliseconds to the first byte of the answer, counted from the call: a client has 50 sockets, so callers who have more to
 * ask at once wait their turn before they call. Answers take 3 to 20 ms, and a function ends after 10 s at the earliest
 * (infra/constructs/functions.ts), as does a browser's patience (web/connection/link.ts).
 */
export const TIME_LIMITS = {
  dynamodb: 4_000,
  connections: 4_000,
  events: 2_000,
  handOver: 2_000,
  files: 10_000,
  parameters: 10_000,
  mail: 10_000,
} as const;

/**
 * For the options of a client. Beyond the limit the call throws a TimeoutError, which the SDK tries again where it may: a
 * write that was done all the same is then found done, as after any reply that is lost. By itself the SDK only warns.
 */
export const within = (ms: number): Handling => ({
  requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ms, throwOnRequestTimeout: true },
});

/** A connection that was closed at the other end, often long ago: Lambda freezes a function that keeps it. */
const CLOSED = ['ECONNRESET', 'EPIPE'];

/** Whether a request took its whole limit. The SDK calls a closed connection a TimeoutError as well, which costs no time to try again. */
export const isLate = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'TimeoutError' &&
  !('code' in error && CLOSED.includes(String(error.code)));
