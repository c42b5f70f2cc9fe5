// The world around the connection: sockets, timers, clock, chance, the page's events. Tests bring their own; nothing else here touches a browser global.

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

export interface Outside {
  /** A socket to the server: a new one, or an open one that is handed over. */
  openSocket(): Socket;
  /** Milliseconds since 1970 by this machine's clock, which may be wrong and may jump. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Runs `run` once after `ms`; returns the way to call it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs `run` when the network or the user may be back. Returns the way to stop. */
  onWake(run: () => void): () => void;
  /** Runs `run` when the page may be about to go. Returns the way to stop. */
  onHide(run: () => void): () => void;
  /** False only when the server says that this session is over: a browser hides the status of a refused handshake. */
  isSignedIn(): Promise<boolean>;
  /** Runs `work` while no other tab of this browser runs work of this name. */
  alone(name: string, work: () => Promise<void>): Promise<unknown>;
}

/** Partly, so that a test need not fake a whole browser. */
type Page = Partial<Pick<typeof globalThis, 'document' | 'location' | 'navigator'>> &
  Pick<typeof globalThis, 'setTimeout' | 'clearTimeout' | 'fetch' | 'WebSocket'> &
  Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>;

export const browserOutside = (page: Page = globalThis): Outside => {
  const listen = (target: Partial<EventTarget> | undefined, type: string, run: () => void) => {
    target?.addEventListener?.(type, run);
    return () => target?.removeEventListener?.(type, run);
  };
  const listenAll = (types: readonly string[], run: () => void, isVisible: boolean) => {
    const stops = types.map((type) => listen(page, type, run));
    stops.push(
      listen(page.document, 'visibilitychange', () => {
        if ((page.document?.visibilityState === 'visible') === isVisible) run();
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  };
  return {
    openSocket: () => new page.WebSocket(`${page.location?.origin.replace(/^http/, 'ws')}/ws`),
    now: () => Date.now(),
    random: () => Math.random(),
    after: (ms, run) => {
      const timer = page.setTimeout(run, ms);
      return () => page.clearTimeout(timer);
    },
    // `offline` counts: a connection that was just cut is then asked at once, not at the next heartbeat.
    onWake: (run) => listenAll(['online', 'offline', 'pageshow', 'focus'], run, true),
    onHide: (run) => listenAll(['pagehide'], run, false),
    isSignedIn: async () => {
      try {
        return (await page.fetch('/api/session', { cache: 'no-store' })).status !== 401;
      } catch {
        // No network: then the session is not what keeps us out.
        return true;
      }
    },
    alone: (name, work) => page.navigator?.locks?.request(name, work) ?? work(),
  };
};
