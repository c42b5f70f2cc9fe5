// A client of the wire without a browser: signs in over HTTP, asks over the socket, keeps what was pushed.
import type { BrowserContext } from 'playwright-core';
import type { ActionInput, ActionReply, AskedName } from '../../shared/actions.ts';
import type { Sid } from '../../shared/model.ts';
import { openSocket } from './socket.ts';

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
  readonly pushes: readonly unknown[];
  /** @throws the refusal's code, or the message of a gateway's error frame. */
  ask<N extends AskedName>(action: N, input: ActionInput<N>): Promise<ActionReply<N>>;
  close(): void;
}

let clients = 0;

export const createSocketClient = async (url: string, cookie: string): Promise<SocketClient> => {
  const { ask, pushes, close } = await openSocket(url, { cookie });
  return {
    sid: `client${String(++clients).padStart(2, '0')}` as Sid,
    pushes,
    async ask(action, input) {
      const frame = await ask(action, input);
      if ('message' in frame) throw new Error(String(frame.message));
      const { error, ok } = frame as { error?: { code: string }; ok: never };
      if (error) throw new Error(error.code);
      return ok;
    },
    close,
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
