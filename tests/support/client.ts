// A client of the wire without a browser: signs in over HTTP, asks over the socket, keeps what was pushed.
import { once } from 'node:events';
import type { BrowserContext } from 'playwright-core';
import { WebSocket } from 'ws';
import type { ActionInput, ActionReply, AskedName } from '../../shared/actions.ts';
import type { Sid } from '../../shared/model.ts';

/** @returns the session cookie of an account, a demo account unless told its password. */
export const signInOverHttp = async (url: string, login: string, password = 'demo'): Promise<string> => {
  const response = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify({ login, password }),
  });
  if (!response.ok) throw new Error(`login answered ${response.status}`);
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
};

export interface SocketClient {
  readonly sid: Sid;
  /** Everything that is no reply, as it came. */
  readonly pushes: unknown[];
  /** @throws the refusal's code, or the message of a gateway's error frame. */
  ask<N extends AskedName>(action: N, input: ActionInput<N>): Promise<ActionReply<N>>;
  close(): void;
}

let clients = 0;

export const createSocketClient = async (url: string, cookie: string): Promise<SocketClient> => {
  const { origin, host } = new URL(url);
  const socket = new WebSocket(`ws://${host}/ws`, { headers: { cookie, origin } });
  const waiting = new Map<number, (frame: Record<string, unknown>) => void>();
  const pushes: unknown[] = [];
  socket.on('message', (data) => {
    const frame: Record<string, unknown> = JSON.parse(String(data));
    if (typeof frame.re === 'number') return waiting.get(frame.re)?.(frame);
    // A gateway's error frame names no request: it is about the one that waits.
    if (typeof frame.message === 'string') return waiting.values().next().value?.(frame);
    pushes.push(frame);
  });
  await once(socket, 'open');
  let requests = 0;
  return {
    sid: `client${String(++clients).padStart(2, '0')}` as Sid,
    pushes,
    async ask(action, input) {
      const id = ++requests;
      const frame = await new Promise<Record<string, unknown>>((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, action, ...input }));
      });
      waiting.delete(id);
      if ('message' in frame) throw new Error(String(frame.message));
      const { error, ok } = frame as { error?: { code: string }; ok: never };
      if (error) throw new Error(error.code);
      return ok;
    },
    close: () => socket.close(),
  };
};

/** Signs a browser in that has not opened a page yet. */
export const signInUnseen = async (
  context: BrowserContext,
  url: string,
  login: string,
  password?: string,
): Promise<void> => {
  const [name = '', value = ''] = (await signInOverHttp(url, login, password)).split('=');
  // As if of a secure page: browsers take localhost for one, the call that sets a cookie does not.
  await context.addCookies([{ name, value, url: url.replace('http:', 'https:'), secure: true }]);
};
