// A WebSocket client for tests: opens, sends, and takes what came one by one.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { STEP_MS } from '../../support/patience.ts';

export interface TestSocket {
  readonly socket: WebSocket;
  send(value: unknown): void;
  /** The next message, parsed. @throws when none comes. */
  next(): Promise<Record<string, unknown>>;
  /** The code the other side closed with. */
  closed(): Promise<number>;
  close(): void;
}

/** @throws with `handshake <status>` when it is refused. */
export const openSocket = async (
  siteUrl: string,
  headers: Record<string, string> = {},
  query = '',
): Promise<TestSocket> => {
  const socket = new WebSocket(`${siteUrl.replace('http', 'ws')}/ws${query}`, {
    headers: { cookie: 'a=1', origin: siteUrl, ...headers },
  });
  const messages: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    const next = waiting.shift();
    if (next) next(message);
    else messages.push(message);
  });
  const closing = once(socket, 'close');
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`handshake ${response.statusCode}`)),
    );
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  return {
    socket,
    send: (value) => socket.send(typeof value === 'string' ? value : JSON.stringify(value)),
    next: () =>
      new Promise((resolve, reject) => {
        const message = messages.shift();
        if (message) return resolve(message);
        const late = setTimeout(() => reject(new Error('no message came')), STEP_MS);
        waiting.push((next) => {
          clearTimeout(late);
          resolve(next);
        });
      }),
    closed: async () => Number((await closing)[0]),
    close: () => socket.close(),
  };
};
