// Counts everything a deployment is billed for while the product runs in this process. Knows what is counted, not why it happens.
import type { FunctionName } from '../../infra/constructs/function-names.ts';
import type { Consumption } from '../../shared/prices.ts';
import type { Call, CapacityMeter } from '../support/capacity.ts';

/** What was used, as whole counts: the same on every machine and in every run. */
export interface Used {
  /** Write request units, those of refused writes and of the index included. */
  readonly write: number;
  /** The part of `write` on the index. */
  readonly index: number;
  readonly read: number;
  /** Calls to DynamoDB. */
  readonly calls: number;
  /** WebSocket messages: what clients sent, replies, and posts to connections. */
  readonly sent: number;
  readonly replies: number;
  readonly posts: number;
  /** Bytes of those messages, both ways; and those to browsers alone. */
  readonly bytes: number;
  readonly bytesOut: number;
  /** Requests to Lambda that hand something over. */
  readonly handedOver: number;
  /** Lambda invocations, and their gigabyte-seconds by the estimate of `BILLED_MS`. */
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  /** HTTP API requests. */
  readonly requests: number;
  /** Events to EventBridge. */
  readonly busEvents: number;
  /** Requests to S3. */
  readonly filePuts: number;
  readonly fileGets: number;
}

export const nothing: Used = {
  write: 0,
  index: 0,
  read: 0,
  calls: 0,
  sent: 0,
  replies: 0,
  posts: 0,
  bytes: 0,
  bytesOut: 0,
  handedOver: 0,
  invocations: 0,
  gigabyteSeconds: 0,
  requests: 0,
  busEvents: 0,
  filePuts: 0,
  fileGets: 0,
};

const names = Object.keys(nothing) as (keyof Used)[];

export const combine = (...all: readonly Used[]): Used =>
  Object.fromEntries(
    names.map((name) => [name, all.reduce((sum, used) => sum + used[name], 0)]),
  ) as unknown as Used;

const less = (a: Used, b: Used): Used =>
  Object.fromEntries(names.map((name) => [name, a[name] - b[name]])) as unknown as Used;

export const framesOf = ({ sent, replies, posts }: Used): number => sent + replies + posts;

export interface FunctionUse {
  readonly name: FunctionName;
  /** MB, as the template gives it. */
  readonly memory: number;
}

/**
 * Milliseconds Lambda bills for one invocation: some 10 of a processor, measured at the function's share of one (memory.ts),
 * and three calls within the Region of 3 to 10 each, which no machine but AWS can measure. A PDF is mostly processor.
 */
const BILLED_MS = { usual: 25, files: 250 } as const;

/** A line of the access log that infra/ has API Gateway write for every message from a client and every HTTP request, with CloudWatch's own 26 bytes. */
const ACCESS_LOG_BYTES = 65 + 26;

export const createMeter = (capacity: CapacityMeter) => {
  let used = nothing;
  const add = (more: Partial<Used>): void => {
    used = combine(used, { ...nothing, ...more });
  };
  const stop = capacity.onCall(({ kind, table, index, refused }: Call) =>
    add({
      calls: 1,
      ...(kind === 'read' ? { read: table + index } : { write: table + index + refused, index }),
    }),
  );
  return {
    sent: (text: string) => add({ sent: 1, bytes: Buffer.byteLength(text) }),
    replied: (text: string) =>
      add({ replies: 1, bytes: Buffer.byteLength(text), bytesOut: Buffer.byteLength(text) }),
    posted: (text: string) =>
      add({ posts: 1, bytes: Buffer.byteLength(text), bytesOut: Buffer.byteLength(text) }),
    handedOver: () => add({ handedOver: 1 }),
    /** @param more milliseconds beyond the usual. */
    invoked({ name, memory }: FunctionUse, more = 0) {
      const ms = (name === 'files' ? BILLED_MS.files : BILLED_MS.usual) + more;
      add({ invocations: 1, gigabyteSeconds: (memory / 1024) * (ms / 1000) });
    },
    requested: () => add({ requests: 1 }),
    published: (count: number) => add({ busEvents: count }),
    filePut: () => add({ filePuts: 1 }),
    fileGot: () => add({ fileGets: 1 }),
    /** Starts counting; call what it gives to read the total since then. */
    mark() {
      const start = used;
      return (): Used => less(used, start);
    },
    stop,
  };
};
export type Meter = ReturnType<typeof createMeter>;

/** In the terms of the price file. @param connectedMinutes of all sockets together. */
export const toConsumption = (used: Used, connectedMinutes = 0): Consumption => ({
  writeUnit: used.write,
  readUnit: used.read,
  frame: framesOf(used),
  connectedMinute: connectedMinutes,
  request: used.requests,
  invocation: used.invocations,
  gigabyteSecond: used.gigabyteSeconds,
  busEvent: used.busEvents,
  filePut: used.filePuts,
  fileGet: used.fileGets,
  loggedByte: (used.sent + used.requests) * ACCESS_LOG_BYTES,
  sentByte: used.bytesOut,
});
