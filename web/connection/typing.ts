// When to tell the others what is being typed: soon at first, then less and less often, never after it was sent. Knows no socket.
import type { Outside } from './outside.ts';

/** Milliseconds before a first preview; a burst of keys is one frame. */
const FIRST_MS = 600;
/** Milliseconds between the first and the second preview of a message; doubles up to LONGEST_MS. */
const SECOND_MS = 6_000;
const LONGEST_MS = 24_000;
/** An agent's "is typing" is good for some seconds at the other side. */
const TYPING_MS = 4_000;

export interface Typing {
  change(text: string): void;
  /** What was typed went out as a message. */
  sent(): void;
  /** The others may have lost what they saw, or may see it only now. */
  again(): void;
  close(): void;
}

export interface TypingDeps {
  readonly outside: Pick<Outside, 'now' | 'after'>;
  /** Whether anybody may see it at this moment. */
  isAllowed(): boolean;
  send(text: string): void;
}

/** A preview costs as much as a message, so a typical message gets two: after 0.6 s and after 6.6 s of typing. */
export const createPreviewing = ({ outside, isAllowed, send }: TypingDeps): Typing => {
  let text = '';
  let shown = '';
  let shownAt = 0;
  let frames = 0;
  let stopTimer: (() => void) | undefined;

  const stop = () => {
    stopTimer?.();
    stopTimer = undefined;
  };
  const show = () => {
    stopTimer = undefined;
    if (text === shown || !isAllowed()) return;
    shown = text;
    shownAt = outside.now();
    frames = text ? frames + 1 : 0;
    send(text);
  };
  const waitMs = () => {
    if (!text || frames === 0) return FIRST_MS;
    const period = Math.min(LONGEST_MS, SECOND_MS * 2 ** (frames - 1));
    return Math.max(FIRST_MS, period - Math.abs(outside.now() - shownAt));
  };
  const change = (typed: string) => {
    const isEmptied = !typed && text;
    text = typed;
    if (text === shown || isEmptied) stop();
    if (text !== shown) stopTimer ??= outside.after(waitMs(), show);
  };

  return {
    change,
    sent: () => {
      stop();
      text = shown = '';
      frames = 0;
    },
    again: () => {
      shown = '';
      frames = 0;
      stop();
      change(text);
    },
    close: stop,
  };
};

/** Only that there is typing, not what (S45). */
export const createTypingSign = ({ outside, isAllowed, send }: TypingDeps): Typing => {
  let signedAt = Number.NEGATIVE_INFINITY;
  return {
    change: (text) => {
      if (!text || !isAllowed() || Math.abs(outside.now() - signedAt) < TYPING_MS) return;
      signedAt = outside.now();
      send(text);
    },
    sent: () => {
      signedAt = Number.NEGATIVE_INFINITY;
    },
    again: () => {},
    close: () => {},
  };
};
