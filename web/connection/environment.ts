// The world around the connection: sockets, timers, clock, chance, the page's events. Tests bring their own; nothing else here touches a browser global.

import type { Sid } from '../../shared/model.ts';
import { socketUrl } from './page-account.ts';

/** As much of a WebSocket as is used. */
export interface Socket {
  readonly readyState: number;
  addEventListener(
    type: 'open' | 'message' | 'close',
    listen: (event: { readonly data?: unknown }) => void,
  ): void;
  send(frame: string): void;
  close(): void;
}

export interface Environment {
  /** A socket to the server: a new one, or an open one that is handed over. */
  openSocket(): Socket;
  /** Milliseconds since 1970 by this machine's clock, which may be wrong and may jump. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Runs `run` once after `ms`; returns the way to call it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs `run` when the network or the user may be back, saying whether it is the user. Returns the way to stop. */
  onWake(run: (isUsed: boolean) => void): () => void;
  /** False only when the server says that this session is over: a browser hides the status of a refused handshake. */
  isSignedIn(): Promise<boolean>;
  /** Runs `work` while no other tab of this browser runs work of this name. */
  alone(name: string, work: () => Promise<void>): Promise<unknown>;
}

/** @param sid names this tab to the server, so that a connection of it gives way before those of others; no secret. */
export const browserEnvironment = (sid: Sid): Environment => ({
  openSocket: () => new WebSocket(`${socketUrl()}&tab=${sid}`),
  now: Date.now,
  random: Math.random,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  // `offline` counts: a connection that was just cut is then asked at once, not at the next heartbeat.
  onWake: (run) => {
    const stop = new AbortController();
    for (const type of ['online', 'offline']) addEventListener(type, () => run(false), stop);
    for (const type of ['pageshow', 'focus']) addEventListener(type, () => run(true), stop);
    const look = () => {
      if (!document.hidden) run(true);
    };
    document.addEventListener('visibilitychange', look, stop);
    return () => stop.abort();
  },
  isSignedIn: async () => {
    try {
      return (await fetch('/api/session', { cache: 'no-store' })).status !== 401;
    } catch {
      // No network: then the session is not what keeps us out.
      return true;
    }
  },
  // Browsers have locks where the page came over https, or from this machine.
  alone: (name, work) => navigator.locks?.request(name, work) ?? work(),
});
