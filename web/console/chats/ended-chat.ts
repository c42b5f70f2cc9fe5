// One ended chat, read page by page. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { EndedChat } from '../../../shared/history-routes.ts';
import type { Entry } from '../../../shared/model.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import { type Failure, request } from '../../ui/api.ts';

type Reply = RouteReply<'GET /api/chats/{chatId}'>;

export interface ShownChat {
  readonly chat: EndedChat;
  readonly entries: readonly Entry[];
  readonly rating: Reply['rating'];
  readonly notes: Reply['notes'];
  /** The conversation goes on behind these entries. */
  readonly more: boolean;
}

export interface EndedChatReader {
  readonly shown: ReadonlySignal<ShownChat | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  /** The first page, or the one behind what is shown. */
  read(): Promise<void>;
  /** Something shown is as it was not any more. */
  change(what: Partial<ShownChat>): void;
}

/** @param chatId as it stands in the address: what is no id is not found. */
export const createEndedChat = (chatId: string): EndedChatReader => {
  const shown = signal<ShownChat | undefined>();
  const isBusy = signal(false);
  const fault = signal<Failure | undefined>();
  return {
    shown,
    isBusy,
    fault,
    async read() {
      if (isBusy.value) return;
      isBusy.value = true;
      fault.value = undefined;
      const before = shown.value;
      const after = String(before?.entries.at(-1)?.seq ?? 0);
      const answer = await request('GET /api/chats/{chatId}', { chatId, after });
      isBusy.value = false;
      if (!('ok' in answer)) {
        fault.value = answer;
        return;
      }
      const { chat, entries, rating, notes, more } = answer.ok;
      shown.value = {
        chat,
        entries: [...(before?.entries ?? []), ...entries],
        rating: before ? before.rating : rating,
        notes: before ? before.notes : notes,
        more,
      };
    },
    change(what) {
      if (shown.value) shown.value = { ...shown.value, ...what };
    },
  };
};
