// The one WebSocket client of the tests: opens, asks and waits for the answer, keeps what else came, to be taken one by one. Knows the frame's envelope, and no action.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { STEP_MS } from './patience.ts';

export type Received = Readonly<Record<string, unknown>>;

export interface TestSocket {
  readonly socket: WebSocket;
  /** Everything that answered nothing that was asked here, as it came. */
  readonly pushes: readonly Received[];
  /** Text as it is, anything else as JSON. */
  send(value: unknown): void;
  /** Sends a frame and gives its answer, or a gateway's error frame, which names no request. @throws when none comes. */
  ask(action: string, input?: object): Promise<Received>;
  /** The next push that nobody took yet, of those that are meant. @throws when none comes. */
  next(isMeant?: (push: Received) => boolean): Promise<Received>;
  /** The code the other side closed with. */
  closed(): Promise<number>;
  close(): void;
}

interface Waiting {
  isMeant(frame: Received): boolean;
  take(frame: Received): void;
}

/** @throws with `handshake <status>` when it is refused. */
export const connect = async (
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestSocket> => {
  const socket = new WebSocket(url, { headers });
  const [pushes, untaken, waiting]: [Received[], Received[], Waiting[]] = [[], [], []];
  let asked = 0;
  socket.on('message', (data) => {
    const frame: Received = JSON.parse(String(data));
    const at = waiting.findIndex(({ isMeant }) => isMeant(frame));
    const [taker] = at < 0 ? [] : waiting.splice(at, 1);
    if (typeof frame.re !== 'number') pushes.push(frame);
    if (taker) taker.take(frame);
    else untaken.push(frame);
  });
  const closing = once(socket, 'close');
  // Looked at by those who wait for it.
  closing.catch(() => {});
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_request, { statusCode }) =>
      reject(new Error(`handshake ${statusCode}`)),
    );
    socket.once('error', reject);
  });
  socket.on('error', () => {});

  const wait = (isMeant: Waiting['isMeant'], what: string): Promise<Received> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${what} did not come`)), STEP_MS);
      waiting.push({
        isMeant,
        take: (frame) => {
          clearTimeout(late);
          resolve(frame);
        },
      });
    });
  const send = (value: unknown) => socket.send(typeof value === 'string' ? value : JSON.stringify(value));
  return {
    socket,
    pushes,
    send,
    ask(action, input = {}) {
      const id = ++asked;
      const answer = wait(
        ({ re, message }) => re === id || (re === undefined && typeof message === 'string'),
        `the answer to ${action}`,
      );
      send({ id, action, ...input });
      return answer;
    },
    async next(isMeant = () => true) {
      const at = untaken.findIndex(isMeant);
      const [found] = at < 0 ? [] : untaken.splice(at, 1);
      return found ?? wait(isMeant, 'a message');
    },
    closed: async () => Number((await closing)[0]),
    close: () => socket.close(),
  };
};

/** The socket of a site's page. */
export const openSocket = (
  siteUrl: string,
  headers: Readonly<Record<string, string>> = {},
  query = '',
): Promise<TestSocket> => {
  const { origin } = new URL(siteUrl);
  return connect(`${origin.replace('http', 'ws')}/ws${query}`, { cookie: 'a=1', origin, ...headers });
};
