// One open chat: its conversation, what is new, and for whoever takes part the reply being typed and the ticket fields. No DOM; independent of other windows.
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId, TicketForm, UserId } from '../../../shared/model.ts';
import type { TextFault } from '../../../shared/rules.ts';
import { createPreview, type Preview } from '../../connection/preview.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import { whenSent } from '../../connection/when-sent.ts';
import { countUnread, findLastLine, findReadUpTo, findWaitingSince, type LastLine } from './chat-progress.ts';
import type { DeskEvent } from './state.ts';
import { joinTyped, type TabStorage } from './tab-storage.ts';
import { createTicketFields, type TicketFields } from './ticket-fields.ts';

export interface ChatWindow {
  readonly chatId: ChatId;
  readonly conversation: Conversation;
  /** Followed unseen (S90): to read only. */
  readonly isWatched: boolean;
  /** For whoever takes part. */
  readonly fields: TicketFields | undefined;
  /** What the customer is typing (S43), empty when nothing. */
  readonly preview: ReadonlySignal<string>;
  /** How far the customer has read (S140), and on which page that is (S141), as far as they were told. */
  readonly customer: Pick<Preview, 'seen' | 'page'>;
  /** The reply that is not sent yet. */
  readonly reply: ReadonlySignal<string>;
  readonly lastLine: ReadonlySignal<LastLine | undefined>;
  /** Since when the customer waits for the helpdesk to answer, if that is so; by the server's clock. */
  readonly waitingSince: ReadonlySignal<number | undefined>;
  /** Messages of others since this window last had the focus. */
  readonly unread: ReadonlySignal<number>;
  /** Seq after which they begin, when there are. */
  readonly readUpTo: ReadonlySignal<number | undefined>;
  typeReply(text: string): void;
  /** Sends the reply; gives what is wrong with it, if anything. */
  sendReply(): TextFault | undefined;
  setFocused(isFocused: boolean): void;
  /** The agent has seen this far in another tab. */
  seeUpTo(seq: number): void;
  close(): void;
  /** Closes a window whose chat is not this agent's any more; gives what was typed in it and cannot be sent or saved. */
  release(): Promise<string>;
}

export interface ChatWindowDeps {
  readonly chatId: ChatId;
  readonly isWatched: boolean;
  readonly conversation: Conversation;
  readonly connection: Connection;
  readonly tabStorage: TabStorage;
  /** The reply as it was left on this device. */
  loadDraft(chatId: ChatId): Promise<string>;
  readonly me: () => UserId | undefined;
  readonly form: () => TicketForm | undefined;
  readonly dispatch: (event: DeskEvent) => void;
  /** The agent has seen this far here. */
  readonly onSeen: (seq: number) => void;
}

export const createChatWindow = (deps: ChatWindowDeps): ChatWindow => {
  const { chatId, isWatched, conversation, tabStorage } = deps;
  const note = tabStorage.window(chatId);
  const preview = createPreview(deps.connection, conversation);
  const reply = signal(note.reply);
  const seen = signal(note.seen);
  const focused = signal(false);
  const fields = isWatched ? undefined : createTicketFields({ ...deps, restored: note.fields });

  const last = computed(() => conversation.entries.value.at(-1)?.seq ?? 0);
  const stopSeeing = effect(() => {
    // What was said before the window opened first counts as seen: that is what the agent came to read.
    if (last.value === 0 || (!focused.value && seen.value !== undefined)) return;
    seen.value = last.value;
    if (focused.value) deps.onSeen(last.value);
  });
  const stopKeeping = effect(() =>
    tabStorage.saveWindow(chatId, {
      reply: reply.value,
      fields: fields?.draft.value ?? note.fields,
      seen: seen.value,
    }),
  );

  // From another tab, or from before the browser was closed.
  if (reply.value === undefined && !isWatched)
    void deps.loadDraft(chatId).then((draft) => {
      if (draft) reply.value ??= draft;
    });

  const readUpTo = computed(() =>
    seen.value === undefined
      ? last.value
      : findReadUpTo(conversation.entries.value, { me: deps.me(), seen: seen.value }),
  );
  const unread = computed(() =>
    countUnread(conversation.entries.value, { me: deps.me(), readUpTo: readUpTo.value }),
  );

  const stopAll = () => {
    stopSeeing();
    stopKeeping();
    preview.close();
    fields?.close();
  };

  return {
    chatId,
    isWatched,
    conversation,
    fields,
    preview: preview.text,
    customer: preview,
    reply: computed(() => reply.value ?? ''),
    lastLine: computed(() => findLastLine(conversation.entries.value, deps.me())),
    waitingSince: computed(() => findWaitingSince(conversation.entries.value)),
    unread,
    readUpTo: computed(() => (unread.value > 0 ? readUpTo.value : undefined)),
    typeReply: (text) => {
      reply.value = text;
      conversation.typing(text);
    },
    sendReply: () => {
      const fault = conversation.say(reply.value ?? '');
      if (fault === undefined) reply.value = '';
      return fault ?? undefined;
    },
    setFocused: (isFocused) => {
      focused.value = isFocused;
    },
    seeUpTo: (seq) => {
      if (seen.value !== undefined && seq > seen.value) seen.value = seq;
    },
    close: () => {
      stopAll();
      conversation.close();
    },
    release: async () => {
      const unsaved = fields?.unsaved() ?? [];
      stopAll();
      // What is on its way may have been stored before the agent was out of the chat.
      await whenSent(conversation, deps.connection);
      const unsent = conversation.outgoing.value.map(({ text }) => text);
      conversation.close();
      return joinTyped([...unsent, reply.value ?? '', ...unsaved]);
    },
  };
};
