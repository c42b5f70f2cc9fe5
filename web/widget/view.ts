// What the chat window shows, and how it changes, as a table. Pure: knows no server, no screen and no time.
import type { Conversation } from '../connection/types.ts';
import type { Answer } from '../ui/api.ts';

/** Why something asked of the server did not happen. `lost`: no answer, it may have been done. */
export type Trouble = Exclude<Answer<unknown>, { readonly ok: unknown }>;

/**
 * form: nickname and e-mail are being filled in; starting: the server was asked, from the form or after a chat that is
 * still there to read (S66); leaving: the cross was pressed, go on or end (S60); ended: the three choices (S64);
 * closed: nothing on screen, the loader shows the tab again.
 */
type Alone = 'form' | 'starting' | 'closed';
type WithChat = 'talking' | 'leaving' | 'ending' | 'ended' | 'downloading';

export type View = {
  /** Why the last thing asked for did not happen. */
  readonly trouble?: Trouble | undefined;
} & (
  | { readonly kind: WithChat; readonly chat: Conversation }
  | { readonly kind: Alone; readonly chat?: Conversation | undefined }
);

/**
 * leave: the cross; over: the server says the chat has ended, whoever did it; gone: the server does not know the chat
 * (any more).
 */
export type Change =
  | {
      readonly kind:
        | 'start'
        | 'leave'
        | 'stay'
        | 'end'
        | 'over'
        | 'gone'
        | 'download'
        | 'downloaded'
        | 'close';
    }
  | { readonly kind: 'started'; readonly chat: Conversation }
  | { readonly kind: 'refused'; readonly trouble: Trouble };

type Steps = { readonly [K in View['kind']]: { readonly [C in Change['kind']]?: View['kind'] } };

const steps: Steps = {
  form: { start: 'starting', started: 'talking', close: 'closed' },
  starting: { started: 'talking', refused: 'form' },
  talking: { leave: 'leaving', over: 'ended', gone: 'closed' },
  leaving: { stay: 'talking', end: 'ending', over: 'ended' },
  ending: { refused: 'leaving', over: 'ended' },
  ended: { start: 'starting', download: 'downloading', close: 'closed' },
  downloading: { downloaded: 'ended', refused: 'ended', close: 'closed' },
  closed: {},
};

/** A change that does not fit the view, such as a late answer, changes nothing. */
export const step = (view: View, change: Change): View => {
  const next = steps[view.kind][change.kind];
  if (!next) return view;
  const chat = 'chat' in change ? change.chat : view.chat;
  const trouble = 'trouble' in change ? change.trouble : undefined;
  const kind = next === 'form' && chat ? 'ended' : next;
  // The table leads to a view with a chat only from one that has it, or with a chat that started.
  return { kind, chat, trouble } as View;
};

/** Whether its chat can only be read. */
export const isOver = ({ kind }: View): boolean =>
  kind === 'ended' || kind === 'downloading' || kind === 'starting';
