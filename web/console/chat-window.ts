// One open chat: its conversation, the reply being typed, the ticket fields, what is new. Knows no other window and no screen.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId, TicketForm } from '../../shared/model.ts';
import type { TextFault } from '../../shared/rules.ts';
import { createPreview } from '../connection/preview.ts';
import type { Connection, Conversation } from '../connection/types.ts';
import type { Keep } from './keep.ts';
import type { DeskEvent } from './state.ts';
import { createTicketFields, type TicketFields } from './ticket-fields.ts';

export interface ChatWindow {
  readonly chatId: ChatId;
  readonly conversation: Conversation;
  readonly fields: TicketFields;
  /** What the customer is typing (S43), empty when nothing. */
  readonly preview: ReadonlySignal<string>;
  /** The reply that is not sent yet. */
  readonly reply: ReadonlySignal<string>;
  /** Messages of the customer since this window last had the focus. */
  readonly unread: ReadonlySignal<number>;
  typeReply(text: string): void;
  /** Sends the reply; gives what is wrong with it, if anything. */
  sendReply(): TextFault | undefined;
  setFocused(isFocused: boolean): void;
  close(): void;
}

export interface ChatWindowDeps {
  readonly chatId: ChatId;
  readonly conversation: Conversation;
  readonly connection: Connection;
  readonly keep: Keep;
  /** The reply as it was left on this device. */
  loadDraft(chatId: ChatId): Promise<string>;
  readonly form: () => TicketForm | undefined;
  readonly dispatch: (event: DeskEvent) => void;
}

export const createChatWindow = (deps: ChatWindowDeps): ChatWindow => {
  const { chatId, conversation, keep } = deps;
  const note = keep.window(chatId);
  const preview = createPreview(deps.connection, conversation);
  const reply = signal(note.reply);
  const seen = signal(note.seen);
  const focused = signal(false);
  const fields = createTicketFields({ ...deps, restored: note.fields });

  const last = computed(() => conversation.entries.value.at(-1)?.seq ?? 0);
  const stopSeeing = effect(() => {
    // What was said before the window opened first counts as seen: that is what the agent came to read.
    if (last.value > 0 && (focused.value || seen.value === undefined)) seen.value = last.value;
  });
  const stopKeeping = effect(() =>
    keep.keepWindow(chatId, { reply: reply.value, fields: fields.draft.value, seen: seen.value }),
  );

  // From another tab, or from before the browser was closed.
  if (reply.value === undefined)
    void deps.loadDraft(chatId).then((draft) => {
      if (draft) reply.value ??= draft;
    });

  return {
    chatId,
    conversation,
    fields,
    preview: preview.text,
    reply: computed(() => reply.value ?? ''),
    unread: computed(() => {
      const from = seen.value;
      if (from === undefined) return 0;
      return conversation.entries.value.filter(
        (entry) => entry.seq > from && entry.kind === 'message' && entry.author.role === 'customer',
      ).length;
    }),
    typeReply: (text) => {
      reply.value = text;
      conversation.typing(text);
    },
    sendReply: () => {
      const fault = conversation.say(reply.value ?? '');
      if (!fault) reply.value = '';
      return fault;
    },
    setFocused: (isFocused) => {
      focused.value = isFocused;
    },
    close: () => {
      stopSeeing();
      stopKeeping();
      preview.close();
      fields.close();
      conversation.close();
    },
  };
};
