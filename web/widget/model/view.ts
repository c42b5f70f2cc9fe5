// What the chat window shows, and how it changes, as a table. Pure: no server, no screen and no time.
import type { Conversation } from '../../connection/types.ts';
import type { Failure } from '../../ui/api.ts';

/**
 * form: nickname and e-mail are being filled in; starting: the server was asked, from the form or after a chat that is
 * still there to read (S66); leaving: the cross was pressed, go on or end (S60); ended: the three choices (S64);
 * rating: the stars, after "Sluiten" (S67); thanked: they were received; closed: nothing on screen, the loader shows the tab again.
 */
type Alone = 'form' | 'starting' | 'closed';
type WithChat = 'talking' | 'leaving' | 'ending' | 'ended' | 'downloading' | 'rating' | 'sending' | 'thanked';

export type View = {
  /** Why the last thing asked for did not happen. */
  readonly failure?: Failure | undefined;
} & (
  | { readonly kind: WithChat; readonly chat: Conversation }
  | { readonly kind: Alone; readonly chat?: Conversation | undefined }
);

/**
 * leave: the cross; over: the server says the chat has ended, whoever did it; gone: the server does not know the chat
 * (any more), or another tab put it away; follow: another tab started the next one.
 */
export type ViewChange =
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
        | 'rate'
        | 'rated'
        | 'close';
    }
  | { readonly kind: 'started' | 'follow'; readonly chat: Conversation }
  | { readonly kind: 'refused'; readonly failure: Failure };

type Steps = { readonly [K in View['kind']]: { readonly [C in ViewChange['kind']]?: View['kind'] } };

/** What other tabs and the server do to a chat on the screen, whatever is asked about it here. */
const elsewhere = { gone: 'closed', follow: 'talking' } as const;

const steps: Steps = {
  form: { start: 'starting', follow: 'talking', close: 'closed' },
  starting: { started: 'talking', refused: 'form' },
  talking: { ...elsewhere, leave: 'leaving', over: 'ended' },
  leaving: { ...elsewhere, stay: 'talking', end: 'ending', over: 'ended' },
  ending: { ...elsewhere, refused: 'leaving', over: 'ended' },
  ended: { ...elsewhere, start: 'starting', download: 'downloading', close: 'rating' },
  downloading: { ...elsewhere, downloaded: 'ended', refused: 'ended', close: 'rating' },
  rating: { ...elsewhere, rate: 'sending', refused: 'rating', close: 'closed' },
  sending: { ...elsewhere, refused: 'rating', rated: 'thanked', close: 'closed' },
  thanked: { ...elsewhere, close: 'closed' },
  closed: {},
};

/** A change that does not fit the view, such as a late answer, changes nothing. */
export const step = (view: View, change: ViewChange): View => {
  const next = steps[view.kind][change.kind];
  if (!next) return view;
  const chat = 'chat' in change ? change.chat : view.chat;
  const failure = 'failure' in change ? change.failure : undefined;
  const kind = next === 'form' && chat ? 'ended' : next;
  // The table leads to a view with a chat only from one that has it, or with a chat that started.
  return { kind, chat, failure } as View;
};

/** Whether there is no chat in which anything can be said. */
export const isOver = ({ kind }: View): boolean => !('over' in steps[kind]);
