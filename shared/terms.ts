// Speaking terms: which release brought which kind of entry, reason and push, and what an older page gets instead. Pure; browsers take the number alone.
import type { ServerEvent } from './events.ts';
import type { EndReason, Entry } from './model.ts';

/** What a page of this release understands, and says with everything that ties its connection to pushes. A release that brings a kind adds one. */
export const SPEAKS = 5;

/** What a page understands that does not say: one of the first release, which knew no terms. */
export const FIRST = 1;

/** In the place of a message that was taken back, for pages that do not know of it: the sign of an omission, in no language. */
export const OMITTED = '[…]';

/** An entry without its place and time: those stay, so that a log has no gap for anyone. */
export type Words<E = Entry> = E extends unknown ? Omit<E, 'seq' | 'at'> : never;

/** `FIRST`: every page knows it. Else the release that brought it, and what it is to a page from before. */
type Term<T, Older> = typeof FIRST | { readonly since: number; readonly older: (newer: T) => Older };

/** Entries are always something; a reason is always another reason; a push may be several, or none (see `leftOut`). */
export interface Terms {
  readonly entries: { readonly [K in Entry['kind']]: Term<Extract<Entry, { kind: K }>, Words> };
  readonly reasons: { readonly [R in EndReason]: Term<R, EndReason> };
  readonly events: {
    readonly [E in ServerEvent['event']]: Term<Extract<ServerEvent, { event: E }>, readonly ServerEvent[]>;
  };
}

/**
 * A push that an older page does not get.
 * Marked as pure where it is called, so that the loader, which takes SPEAKS from this file, does not carry the table.
 * @param _reason why it loses nothing by that.
 */
export const leftOut = (_reason: string) => (): readonly ServerEvent[] => [];

export const terms: Terms = {
  entries: {
    started: FIRST,
    message: FIRST,
    joined: FIRST,
    left: FIRST,
    ended: FIRST,
    away: { since: 3, older: ({ cid, agent }) => ({ kind: 'left', cid, agent }) },
    redacted: { since: 5, older: ({ cid, author }) => ({ kind: 'message', cid, author, text: OMITTED }) },
    back: { since: 3, older: ({ cid, agent }) => ({ kind: 'joined', cid, agent }) },
  },
  reasons: {
    customer: FIRST,
    agent: FIRST,
    timeout: FIRST,
    connection: FIRST,
    saved: FIRST,
    deleted: FIRST,
    unanswered: { since: 3, older: () => 'timeout' },
    blocked: { since: 4, older: () => 'agent' },
  },
  events: {
    'room.changed': FIRST,
    'entries.added': FIRST,
    'preview.changed': FIRST,
    'agent.typing': FIRST,
    'customer.typing': {
      since: 3,
      older: /* @__PURE__ */ leftOut(
        'an older console shows a chat that waits without this sign, as it always did',
      ),
    },
    'chat.expiring': FIRST,
    'preview.switched': FIRST,
    'settings.changed': FIRST,
    'categories.changed': FIRST,
    'text.changed': FIRST,
    'chat.changed': FIRST,
    'chats.changed': {
      since: 4,
      older: ({ chats }) => chats.map((chat) => ({ event: 'chat.changed', chat })),
    },
    'desk.listed': {
      since: 2,
      older: ({ agents, connected, chats, at }) => [
        ...agents.map((agent) => ({ event: 'agent.changed', agent }) as const),
        ...connected.map((agent) => ({ event: 'console.changed', agent, open: true, at }) as const),
        ...chats.map((chat) => ({ event: 'chat.changed', chat }) as const),
      ],
    },
    'notes.added': {
      since: 5,
      older: /* @__PURE__ */ leftOut('an older console knows no notes'),
    },
    'agent.mentioned': {
      since: 5,
      older: /* @__PURE__ */ leftOut('an older console knows no notes'),
    },
    'agent.changed': FIRST,
    'console.changed': FIRST,
    'form.changed': FIRST,
    'connection.replaced': {
      since: 2,
      older: /* @__PURE__ */ leftOut('a page of the first release comes back by itself, as it always did'),
    },
  },
};
