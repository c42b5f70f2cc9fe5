// What the chat window shows, as one union, and how it changes. Pure: knows no server, no screen and no time.
import type { Conversation } from '../connection/types.ts';
import type { Answer } from '../ui/api.ts';

/** Why something asked of the server did not happen. `lost`: no answer, it may have been done. */
export type Trouble = Exclude<Answer<unknown>, { readonly ok: unknown }>;

export type View =
  /** Nickname and e-mail are being filled in. */
  | { readonly kind: 'form'; readonly trouble?: Trouble | undefined }
  | { readonly kind: 'starting' }
  | { readonly kind: 'talking'; readonly chat: Conversation }
  /** The cross was pressed: go on or end (S60). */
  | { readonly kind: 'leaving'; readonly chat: Conversation; readonly trouble?: Trouble | undefined }
  | { readonly kind: 'ending'; readonly chat: Conversation }
  | { readonly kind: 'ended'; readonly chat: Conversation; readonly next: Next }
  /** Nothing on screen; the loader shows the tab again. */
  | { readonly kind: 'closed' };

/** The three choices after the end (S64). */
export type Next =
  | { readonly kind: 'choice'; readonly trouble?: Trouble | undefined }
  | { readonly kind: 'starting' }
  | { readonly kind: 'downloading' };

export type Change =
  | { readonly kind: 'start' }
  | { readonly kind: 'started'; readonly chat: Conversation }
  | { readonly kind: 'download' }
  | { readonly kind: 'downloaded' }
  | { readonly kind: 'refused'; readonly trouble: Trouble }
  /** The cross. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'stay' }
  | { readonly kind: 'end' }
  /** The server says the chat has ended, whoever did it. */
  | { readonly kind: 'over' }
  /** The server does not know the chat (any more). */
  | { readonly kind: 'gone' }
  | { readonly kind: 'close' };

/** A change that does not fit the view, such as a late answer, changes nothing. */
export const step = (view: View, change: Change): View => {
  switch (view.kind) {
    case 'form':
      if (change.kind === 'start') return { kind: 'starting' };
      if (change.kind === 'started') return { kind: 'talking', chat: change.chat };
      if (change.kind === 'close') return { kind: 'closed' };
      return view;
    case 'starting':
      if (change.kind === 'started') return { kind: 'talking', chat: change.chat };
      if (change.kind === 'refused') return { kind: 'form', trouble: change.trouble };
      return view;
    case 'talking':
      if (change.kind === 'leave') return { kind: 'leaving', chat: view.chat };
      if (change.kind === 'gone') return { kind: 'closed' };
      return change.kind === 'over' ? over(view.chat) : view;
    case 'leaving':
      if (change.kind === 'stay') return { kind: 'talking', chat: view.chat };
      if (change.kind === 'end') return { kind: 'ending', chat: view.chat };
      return change.kind === 'over' ? over(view.chat) : view;
    case 'ending':
      if (change.kind === 'refused') return { kind: 'leaving', chat: view.chat, trouble: change.trouble };
      return change.kind === 'over' ? over(view.chat) : view;
    case 'ended':
      return stepEnded(view, change);
    case 'closed':
      return view;
    default:
      return view satisfies never;
  }
};

const over = (chat: Conversation): View => ({ kind: 'ended', chat, next: { kind: 'choice' } });

const stepEnded = (view: Extract<View, { kind: 'ended' }>, change: Change): View => {
  const then = (next: Next): View => ({ ...view, next });
  switch (view.next.kind) {
    case 'choice':
      if (change.kind === 'start') return then({ kind: 'starting' });
      if (change.kind === 'download') return then({ kind: 'downloading' });
      return change.kind === 'close' ? { kind: 'closed' } : view;
    case 'starting':
      if (change.kind === 'started') return { kind: 'talking', chat: change.chat };
      return change.kind === 'refused' ? then({ kind: 'choice', trouble: change.trouble }) : view;
    case 'downloading':
      if (change.kind === 'downloaded') return then({ kind: 'choice' });
      if (change.kind === 'close') return { kind: 'closed' };
      return change.kind === 'refused' ? then({ kind: 'choice', trouble: change.trouble }) : view;
    default:
      return view.next satisfies never;
  }
};

/** The chat the view is about. */
export const chatOf = (view: View): Conversation | undefined => ('chat' in view ? view.chat : undefined);
