// What the agent has to know that belongs to no window. Knows no texts and no screen.
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/errors.ts';
import type { ChatId } from '../../../shared/model.ts';
import type { Failure } from '../../ui/api.ts';
import type { Keep, Unsaid } from './keep.ts';

export type Notice =
  | { readonly kind: 'saved_elsewhere'; readonly nickname: string; readonly ticket: number }
  | { readonly kind: 'missed'; readonly nickname: string; readonly ticket: number }
  | { readonly kind: 'closed_elsewhere'; readonly nickname: string; readonly chatId: ChatId }
  | { readonly kind: 'nothing_to_save'; readonly nickname: string; readonly chatId: ChatId }
  | { readonly kind: 'saved'; readonly nickname: string; readonly ticket: number }
  | { readonly kind: 'deleted'; readonly nickname: string; readonly chatId: ChatId }
  | { readonly kind: 'left'; readonly nickname: string; readonly chatId: ChatId }
  | { readonly kind: 'handed_over'; readonly nickname: string; readonly to: string; readonly chatId: ChatId }
  | ({ readonly kind: 'unsaid' } & Unsaid)
  | { readonly kind: 'declined'; readonly nickname: string; readonly by: string }
  | { readonly kind: 'fields_unsaved' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' };
export type PostedNotice = Notice & { readonly id: number };

/** More than this many at a time are not read; the oldest go. */
const SHOWN = 4;

export interface Notices {
  readonly shown: ReadonlySignal<readonly PostedNotice[]>;
  post(notice: Notice): void;
  /** Says why something asked was not done. */
  refused(failure: Failure): void;
  dismiss(id: number): void;
  /** Somebody is reading them, by pointer or keyboard: none goes by itself meanwhile. */
  setRead(isBeingRead: boolean): void;
  /** This agent takes part again: what was said of not doing so is over. */
  forget(chatId: ChatId): void;
  /** A deleted chat is back. */
  forgetClosed(chatId: ChatId): void;
}

/** What confirms an act of this agent goes by itself after so many milliseconds; the rest has to be read. */
const PASSES_MS = 8_000;
const passes = ({ kind }: Notice): boolean => kind === 'saved' || kind === 'deleted' || kind === 'left';

export const createNotices = (keep: Pick<Keep, 'unsaid' | 'keepUnsaid'>): Notices => {
  let count = 0;
  const shown = signal<readonly PostedNotice[]>(
    keep.unsaid().map((unsaid) => ({ ...unsaid, kind: 'unsaid', id: ++count })),
  );
  // What somebody typed outlives a reload too.
  effect(() => keep.keepUnsaid(shown.value.filter((notice) => notice.kind === 'unsaid')));
  const isBeingRead = signal(false);
  effect(() => {
    const passing = shown.value.filter(passes);
    if (passing.length === 0 || isBeingRead.value) return;
    const timer = setTimeout(() => keepIf((notice) => !passes(notice)), PASSES_MS);
    return () => clearTimeout(timer);
  });
  const post = (notice: Notice) => {
    const all = [...shown.value, { ...notice, id: ++count }];
    // What somebody typed stays until it was dealt with.
    shown.value = all.filter(({ kind }, at) => kind === 'unsaid' || at >= all.length - SHOWN);
  };
  const keepIf = (stays: (notice: PostedNotice) => boolean) => {
    shown.value = shown.value.filter(stays);
  };
  return {
    shown,
    post,
    refused: (failure) =>
      post('error' in failure ? { kind: 'refused', refusal: failure.error } : { kind: 'lost' }),
    setRead: (isRead) => {
      isBeingRead.value = isRead;
    },
    dismiss: (id) => keepIf((notice) => notice.id !== id),
    forget: (chatId) => keepIf((notice) => !('chatId' in notice) || notice.chatId !== chatId),
    forgetClosed: (chatId) =>
      keepIf(
        (notice) =>
          (notice.kind !== 'closed_elsewhere' && notice.kind !== 'deleted') || notice.chatId !== chatId,
      ),
  };
};
