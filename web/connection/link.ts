// One WebSocket from handshake to end: frames, replies by id, heartbeat. Independent of reconnecting and of chats.
import type { Refusal } from '../../shared/errors.ts';
import type { ServerEvent } from '../../shared/events.ts';
import { FRAME_MAX_BYTES } from '../../shared/rules.ts';
import type { Environment } from './environment.ts';

/** Milliseconds an answer (or a handshake) may take. */
export const ANSWER_MS = 10_000;
/** Milliseconds of hearing nothing before a ping; API Gateway closes after 10 minutes, many proxies after one. */
const QUIET_MS = 45_000;
/** WebSocket.OPEN, which does not exist in a test. */
const OPEN = 1;

export type LinkAnswer = { readonly ok: unknown } | { readonly error: Refusal } | { readonly lost: true };
/** refused: never opened; dropped: closed by the other side; dead: open, but nothing comes through. */
export type Down = 'refused' | 'dropped' | 'dead';

export interface Link {
  ask(action: string, input: object): Promise<LinkAnswer>;
  tell(action: string, input: object): void;
  /** Milliseconds since anything was received. */
  quietMs(): number;
  /** Makes sure it still works; says `dead` if not. */
  check(): void;
  /** Ends it without saying so; what is still asked is lost. */
  close(): void;
}

export interface LinkListener {
  /** The push that a frame is; `undefined` when it is none we know: a newer server may send more. */
  parseEvent(frame: unknown): ServerEvent | undefined;
  onOpen(): void;
  onEvent(event: ServerEvent): void;
  /** Once, after `onOpen` or instead of it. `isMissed`: somebody waits for an answer. */
  onDown(why: Down, isMissed: boolean): void;
}

export const openLink = (environment: Environment, listener: LinkListener): Link => {
  const socket = environment.openSocket();
  /** In the order they were asked. */
  const settleById = new Map<number, (answer: LinkAnswer) => void>();
  let lastId = 0;
  let lastReceivedAt = environment.now();
  let received = 0;
  let isDown = false;
  let isChecking = false;
  let isOpen = false;

  const fall = (why?: Down) => {
    if (isDown) return;
    isDown = true;
    stopTimer();
    socket.close();
    const isMissed = settleById.size > (isChecking ? 1 : 0);
    if (why) listener.onDown(why, isMissed);
    for (const settle of settleById.values()) settle({ lost: true });
  };
  let stopTimer = environment.after(ANSWER_MS, () => fall('refused'));

  const beatAfter = (ms: number) => {
    stopTimer();
    if (!isDown) stopTimer = environment.after(ms, check);
  };

  const post = (frame: object): boolean => {
    const text = JSON.stringify(frame);
    const fits = new TextEncoder().encode(text).length <= FRAME_MAX_BYTES;
    if (fits && !isDown) socket.send(text);
    return fits;
  };

  const ask = (action: string, input: object): Promise<LinkAnswer> =>
    new Promise((resolve) => {
      const id = ++lastId;
      if (isDown) return resolve({ lost: true });
      if (!post({ id, action, ...input })) return resolve({ error: { code: 'too_large' } });
      const stop = environment.after(ANSWER_MS, () => {
        settle({ lost: true });
        void check();
      });
      const settle = (answer: LinkAnswer) => {
        stop();
        settleById.delete(id);
        resolve(answer);
      };
      settleById.set(id, settle);
    });

  const check = async () => {
    if (isDown || isChecking || !isOpen) return;
    isChecking = true;
    const before = received;
    const answer = await ask('ping', {});
    isChecking = false;
    // An error frame of the gateway instead of the reply is a sign of life too.
    if ('lost' in answer && received === before) fall('dead');
  };

  const open = () => {
    if (isDown || isOpen) return;
    isOpen = true;
    // The first one at random, or every client would beat in step after an outage.
    beatAfter(QUIET_MS * environment.random());
    listener.onOpen();
  };

  const receive = ({ data }: { readonly data?: unknown }) => {
    if (isDown) return;
    received++;
    lastReceivedAt = environment.now();
    beatAfter(QUIET_MS);
    const frame = readFrame(data);
    if (!frame) return;
    if ('event' in frame) {
      const event = listener.parseEvent(frame);
      if (event) listener.onEvent(event);
    } else if (typeof frame.re === 'number') settleById.get(frame.re)?.(readAnswer(frame));
    // No envelope, `{"message":"Internal server error",…}`: API Gateway speaking of a request, most likely the oldest.
    else settleById.values().next().value?.({ lost: true });
  };

  socket.addEventListener('open', open);
  socket.addEventListener('message', receive);
  socket.addEventListener('close', () => fall(isOpen ? 'dropped' : 'refused'));
  // One that is handed over open says so no more.
  if (socket.readyState === OPEN) queueMicrotask(open);

  return {
    ask,
    tell: (action, input) => void post({ id: ++lastId, action, ...input }),
    // A clock that was set back counts as quiet.
    quietMs: () => Math.abs(environment.now() - lastReceivedAt),
    check,
    close: () => fall(),
  };
};

const readFrame = (data: unknown): Readonly<Record<string, unknown>> | undefined => {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame ? { ...frame } : undefined;
  } catch {
    // Not ours, and nothing can be done about it.
    return undefined;
  }
};

/**
 * The content of an answer is taken as the server of this very deployment made it: the schemas of all replies would
 * triple the size of the widget. What others wrote is in entries, which are only ever shown as text.
 */
const readAnswer = (frame: Readonly<Record<string, unknown>>): LinkAnswer =>
  'ok' in frame ? { ok: frame.ok } : { error: frame.error as Refusal };
