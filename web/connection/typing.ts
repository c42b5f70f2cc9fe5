// When to tell the others what is being typed: soon at first, then less and less often, never after it was sent. No sockets.
import { effect, type ReadonlySignal } from '@preact/signals';
import type { ChatId, Page } from '../../shared/model.ts';
import { TYPING_MS as ALONE_MS, cutText } from '../../shared/rules.ts';
import type { Environment } from './environment.ts';
import { nextRev } from './preview.ts';
import type { Connection, Conversation } from './types.ts';

/** Milliseconds before a first preview; a burst of keys is one frame. */
const FIRST_MS = 600;
/** Milliseconds between the first and the second preview of a message; doubles up to LONGEST_MS. */
const SECOND_MS = 6_000;
const LONGEST_MS = 24_000;
/** Milliseconds for which a customer may read before that is told by itself: whoever answers sooner tells it with that. */
const SEEN_MS = 10_000;
/** The same for the page the customer is on. */
const PAGE_MS = 3_000;
/** An agent's "is typing" is good for some seconds more at the other side: one sign for a typical message. */
const AGENT_MS = 13_000;

export interface Typing {
  change(text: string): void;
  /** What was typed went out as a message. */
  sent(): void;
  /** The others may have lost what they saw, or may see it only now. */
  again(): void;
  close(): void;
}

/** How far the customer has read (S140), and on which page that is (S141). */
interface Beside {
  readonly seen?: number | undefined;
  readonly page?: Page | undefined;
}

export interface TypingDeps {
  readonly chatId: ChatId;
  readonly connection: Pick<Connection, 'tell'>;
  readonly environment: Pick<Environment, 'now' | 'after'>;
  /** Whether anything can be said in the chat at this moment. */
  isOpen(): boolean;
  /** Whether previews are on and an agent is there to see them. */
  isWatched(): boolean;
  /** Whether something can be said, previews are on, and nobody is there yet: then only that something is typed is told, not what (S26). */
  isAlone(): boolean;
  /** The chat as it stands, and what was said in it. */
  readonly chat: Conversation['chat'];
  readonly entries: Conversation['entries'];
  /** What goes with a preview, or by itself. */
  readonly beside?: ReadonlySignal<Beside> | undefined;
  /** How many messages the customer has said, those under way included. */
  countMessages(): number;
}
export type CreateTyping = (deps: TypingDeps) => Typing;

/**
 * For the customer: what is typed (S43). A preview costs as much as a message, so a typical message gets two: after
 * 0.6 s and after 6.6 s of typing.
 */
export const createPreviewing: CreateTyping = ({ chatId, connection, environment, ...deps }) => {
  let text = '';
  let shown = '';
  let told: Beside = {};
  let shownAt = 0;
  let frames = 0;
  let lastRev = 0;
  let signedAt = 0;
  let stopTimer: (() => void) | undefined;
  let stopBesideTimer: (() => void) | undefined;

  const stop = () => {
    stopTimer?.();
    stopBesideTimer?.();
    stopTimer = stopBesideTimer = undefined;
  };
  const show = () => {
    stop();
    if (text && deps.isAlone() && environment.now() - signedAt >= ALONE_MS) {
      signedAt = environment.now();
      connection.tell('chat.typing', { chatId });
    }
    if (!deps.isOpen() || !deps.chat.peek()?.agents.length) return;
    const typed = deps.isWatched() ? text : '';
    const beside = besideNow();
    const news = newsSince(told, beside);
    if (typed === shown && !news) return;
    told = beside;
    if (typed !== shown) frames = text ? frames + 1 : 0;
    shown = typed;
    shownAt = environment.now();
    lastRev = nextRev(lastRev, deps.countMessages(), shownAt);
    connection.tell('chat.preview', { chatId, rev: lastRev, text: cutText(typed), ...news });
  };
  const besideNow = (): Beside => {
    const { seen, page } = deps.beside?.value ?? {};
    return { seen, page: deps.chat.value?.hidesPage ? undefined : page };
  };
  const waitMs = () => {
    if (!text || frames === 0) return FIRST_MS;
    const period = Math.min(LONGEST_MS, SECOND_MS * 2 ** (frames - 1));
    return Math.max(FIRST_MS, period - Math.abs(environment.now() - shownAt));
  };
  const change = (typed: string) => {
    const isEmptied = !typed && text;
    text = typed;
    if (text === shown || isEmptied) {
      stopTimer?.();
      stopTimer = undefined;
    }
    if (text !== shown) stopTimer ??= environment.after(waitMs(), show);
  };

  const tellBeside = () => {
    const news = newsSince(told, besideNow());
    if (news) stopBesideTimer ??= environment.after(news.page ? PAGE_MS : SEEN_MS, show);
  };
  const stopBeside = effect(tellBeside);

  return {
    change,
    sent: () => {
      stop();
      text = shown = '';
      frames = 0;
      // Whoever answers has read it: that needs no word of its own.
      told = { ...told, seen: besideNow().seen };
      tellBeside();
    },
    again: () => {
      shown = '';
      told = {};
      frames = 0;
      stop();
      change(text);
      tellBeside();
    },
    close: () => {
      stop();
      stopBeside();
    },
  };
};

/** What is other than was told, or nothing. */
const newsSince = (told: Beside, now: Beside): Beside | undefined => {
  const seen = now.seen === told.seen ? undefined : now.seen;
  const page = now.page === told.page ? undefined : now.page;
  return seen === undefined && page === undefined ? undefined : { seen, page };
};

/** For an agent: only that there is typing, not what (S45). */
export const createTypingSign: CreateTyping = ({ chatId, connection, environment, isOpen }) => {
  let signedAt = Number.NEGATIVE_INFINITY;
  return {
    change: (text) => {
      if (!text || !isOpen() || Math.abs(environment.now() - signedAt) < AGENT_MS) return;
      signedAt = environment.now();
      connection.tell('chat.typing', { chatId });
    },
    sent: () => {
      signedAt = Number.NEGATIVE_INFINITY;
    },
    again: () => {},
    close: () => {},
  };
};
