// Counts what AWS would bill: invocations, capacity units, socket messages, events. No prices.

export interface FunctionCount {
  invocations: number;
  errors: number;
  /** Events that were refused because too many were under way. */
  throttles: number;
  coldStarts: number;
  /** Read and write units, as the engine reports them. */
  reads: number;
  writes: number;
  /** Refused conditional writes: AWS bills them and reports nothing; at least 1 unit each, 2 within a transaction. */
  refusedWrites: number;
  /** Calls to DynamoDB by operation. */
  operations: Record<string, number>;
  /** Posts to connections. */
  posts: number;
  /** Events that a bus took. */
  events: number;
}

export interface SocketCount {
  connections: number;
  framesIn: number;
  framesOut: number;
  bytesIn: number;
  bytesOut: number;
  /** As API Gateway bills them: in, out and posted, each per 32 KB begun. */
  messages: number;
  posts: { sent: number; gone: number; dropped: number };
}

export interface Usage {
  readonly functions: Readonly<Record<string, FunctionCount>>;
  readonly socket: SocketCount;
  /** HTTP API requests. */
  readonly requests: number;
}

const emptyFunction = (): FunctionCount => ({
  invocations: 0,
  errors: 0,
  throttles: 0,
  coldStarts: 0,
  reads: 0,
  writes: 0,
  refusedWrites: 0,
  operations: {},
  posts: 0,
  events: 0,
});
const emptySocket = (): SocketCount => ({
  connections: 0,
  framesIn: 0,
  framesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  messages: 0,
  posts: { sent: 0, gone: 0, dropped: 0 },
});

/** API Gateway meters WebSocket messages in steps of 32 KB. */
const METER_BYTES = 32 * 1024;

export const createUsageMeter = () => {
  const functions = new Map<string, FunctionCount>();
  let socket = emptySocket();
  let requests = 0;
  return {
    /** The running count of one function; changed in place. */
    of(name: string): FunctionCount {
      const found = functions.get(name) ?? emptyFunction();
      functions.set(name, found);
      return found;
    },
    get socket() {
      return socket;
    },
    frame(direction: 'in' | 'out', bytes: number) {
      socket.messages += Math.max(1, Math.ceil(bytes / METER_BYTES));
      if (direction === 'in') {
        socket.framesIn += 1;
        socket.bytesIn += bytes;
      } else {
        socket.framesOut += 1;
        socket.bytesOut += bytes;
      }
    },
    request() {
      requests += 1;
    },
    snapshot(): Usage {
      return structuredClone({ functions: Object.fromEntries(functions), socket, requests });
    },
    reset() {
      functions.clear();
      socket = emptySocket();
      requests = 0;
    },
  };
};
export type UsageMeter = ReturnType<typeof createUsageMeter>;
