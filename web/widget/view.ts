// What the chat window shows, as one union, and how it changes. Pure: knows no server, no screen and no time.
import type { Conversation } from '../connection/types.ts';
import type { Answer } from '../ui/api.ts';

/** Why something asked of the server did not happen. `lost`: no answer, it may have been done. */
export type Trouble = Exclude<Answer<unknown>, { readonly ok: unknown }>;

export type View =
  /** Nickname and e-mail are being filled in. */
  | { readonly kind: 'form'; readonly trouble?: Trouble | undefined }
  /** From the form, or after the chat that is still there to read (S66). */
  | { readonly kind: 'starting'; readonly chat?: Conversation | undefined }
  | { readonly kind: 'talking'; readonly chat: Conversation }
  /** The cross was pressed: go on or end (S60). */
  | { readonly kind: 'leaving'; readonly chat: Conversation; readonly trouble?: Trouble | undefined }
  | { readonly kind: 'ending'; readonly chat: Conversation }
  /** The three choices (S64). */
  | { readonly kind: 'ended'; readonly chat: Conversation; readonly trouble?: Trouble | undefined }
  | { readonly kind: 'downloading'; readonly chat: Conversation }
  /** Nothing on screen; the loader shows the tab again. */
  | { readonly kind: 'closed' };

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
      return change.kind === 'close' ? { kind: 'closed' } : view;
    case 'starting':
      if (change.kind === 'started') return { kind: 'talking', chat: change.chat };
      if (change.kind !== 'refused') return view;
      return view.chat ? { kind: 'ended', chat: view.chat, trouble: change.trouble } : { kind: 'form', trouble: change.trouble };
    case 'talking':
      if (change.kind === 'leave') return { ...view, kind: 'leaving' };
      if (change.kind === 'gone') return { kind: 'closed' };
      return change.kind === 'over' ? { ...view, kind: 'ended' } : view;
    case 'leaving':
      if (change.kind === 'stay') return { kind: 'talking', chat: view.chat };
      if (change.kind === 'end') return { kind: 'ending', chat: view.chat };
      return change.kind === 'over' ? { kind: 'ended', chat: view.chat } : view;
    case 'ending':
      if (change.kind === 'refused') return { ...change, kind: 'leaving', chat: view.chat };
      return change.kind === 'over' ? { ...view, kind: 'ended' } : view;
    case 'ended':
      if (change.kind === 'start') return { kind: 'starting', chat: view.chat };
      if (change.kind === 'download') return { kind: 'downloading', chat: view.chat };
      return change.kind === 'close' ? { kind: 'closed' } : view;
    case 'downloading':
      if (change.kind === 'downloaded') return { ...view, kind: 'ended' };
      if (change.kind === 'refused') return { ...view, kind: 'ended', trouble: change.trouble };
      return change.kind === 'close' ? { kind: 'closed' } : view;
    case 'closed':
      return view;
    default:
      return view satisfies never;
  }
};

/** The chat the view is about. */
export const chatOf = (view: View): Conversation | undefined => ('chat' in view ? view.chat : undefined);

export const troubleOf = (view: View): Trouble | undefined => ('trouble' in view ? view.trouble : undefined);

/** Whether its chat can only be read. */
export const isOver = ({ kind }: View): boolean => kind === 'ended' || kind === 'downloading' || kind === 'starting';
