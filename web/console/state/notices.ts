// What the agent has to know that belongs to no window: which messages there are, which of them pass. No DOM, and no texts.
import { effect } from '@preact/signals';
import type { Refusal } from '../../../shared/errors.ts';
import type { ChatId } from '../../../shared/model.ts';
import type { Failure } from '../../ui/api.ts';
import { createNoticeList, type NoticeList } from '../../ui/notices.ts';
import type { TabStorage, Unsaid } from './tab-storage.ts';

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
  | {
      readonly kind: 'mentioned';
      readonly nickname: string;
      readonly by?: string | undefined;
      readonly chatId: ChatId;
    }
  | { readonly kind: 'declined'; readonly nickname: string; readonly by: string }
  | { readonly kind: 'fields_unsaved' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' };

export interface Notices extends NoticeList<Notice> {
  /** Says why something asked was not done. */
  refused(failure: Failure): void;
  /** This agent takes part again: what was said of not doing so is over. */
  forget(chatId: ChatId): void;
  /** A deleted chat is back. */
  forgetClosed(chatId: ChatId): void;
}

/** It confirms an act of this agent. */
const isPassing = ({ kind }: Notice): boolean => kind === 'saved' || kind === 'deleted' || kind === 'left';

export const createNotices = (tabStorage: Pick<TabStorage, 'unsaid' | 'saveUnsaid'>): Notices => {
  const list = createNoticeList<Notice>({
    first: tabStorage.unsaid().map((unsaid) => ({ ...unsaid, kind: 'unsaid' })),
    isPassing,
    // What somebody typed stays until it was dealt with.
    isPinned: ({ kind }) => kind === 'unsaid',
  });
  // What somebody typed outlives a reload too.
  effect(() => tabStorage.saveUnsaid(list.shown.value.filter((notice) => notice.kind === 'unsaid')));
  return {
    ...list,
    refused: (failure) =>
      list.post('error' in failure ? { kind: 'refused', refusal: failure.error } : { kind: 'lost' }),
    forget: (chatId) => list.removeWhere((notice) => 'chatId' in notice && notice.chatId === chatId),
    forgetClosed: (chatId) =>
      list.removeWhere(
        (notice) =>
          (notice.kind === 'closed_elsewhere' || notice.kind === 'deleted') && notice.chatId === chatId,
      ),
  };
};
