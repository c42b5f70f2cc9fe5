// One chat as its window sees it: the log of the server, the own messages still on their way, what is being typed. No DOM.
import { batch, computed, type Signal, signal } from '@preact/signals';
import type { Refusal } from '../../shared/errors.ts';
import type { ChatId, Cid, CustomerChat, Sid } from '../../shared/model.ts';
import { findTextFault } from '../../shared/rules.ts';
import { SPEAKS } from '../../shared/terms.ts';
import { addEntries, emptyTimeline, hasGap, lastSeq, type ShownEntry } from '../../shared/timeline.ts';
import { applyEntry, isOver } from './chat-state.ts';
import type { Environment } from './environment.ts';
import { newCid } from './ids.ts';
import type { Outbox } from './outbox.ts';
import { countMessages } from './preview.ts';
import { waitAfter } from './retry.ts';
import { createSender } from './sender.ts';
import type { Connection, Conversation } from './types.ts';
import type { CreateTyping, TypingDeps } from './typing.ts';
import { whenSent } from './when-sent.ts';

/** Pushes overtake each other; a gap that stays this long (milliseconds) is one. */
const GAP_MS = 300;
/**
 * Of a push that failed for good nothing is noticed until the next one. So a chat in which nothing came for this long
 * (milliseconds) asks; just before the connection would have sent a ping, so it takes the ping's place.
 */
const SILENCE_MS = 40_000;

export interface ConversationDeps {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly chatId: ChatId;
  readonly sid: Sid;
  /** What the others get of what is typed here. */
  readonly createTyping: CreateTyping;
  /** What is told beside what is typed. */
  readonly beside?: TypingDeps['beside'];
  /** A message as it may leave this browser (S139): waited for, and fails never. */
  readonly mask?: (text: string, about: Pick<Conversation, 'chat' | 'entries'>) => Promise<string>;
  /** What the answer that started or joined the chat on this connection just said: saves the first sync. */
  readonly known?: {
    readonly chat: CustomerChat;
    readonly entries: readonly ShownEntry[];
    /** The log goes on behind them. */
    readonly more?: boolean | undefined;
    readonly preview: boolean;
  };
  /** The server does not give the chat, and would not if it were asked again: there is none, or it is not for this user. */
  readonly onRefused?: (refusal: Refusal) => void;
  readonly environment: Environment;
}

/** That the chat times out at `endsAt` unless an entry after `seq` comes, as the server said at `now` by its clock. */
interface Expiring {
  readonly seq: number;
  readonly endsAt?: number | undefined;
  readonly now: number;
}

export const createConversation = (deps: ConversationDeps): Conversation => {
  const { connection, outbox, chatId, sid, known, environment, mask } = deps;
  const chat: Signal<CustomerChat | undefined> = signal(known?.chat);
  const entries = signal<readonly ShownEntry[]>([]);
  const preview = signal(known?.preview ?? false);
  const expiring = signal<Expiring | undefined>(undefined);
  const stored = new Set<Cid>();
  let timeline = emptyTimeline;
  let isKnown = known !== undefined && !known.more && connection.status.value === 'online';
  let isClosed = false;
  const attached: Conversation['attached'] = {};
  let syncs = 0;
  let ending: { readonly cid: Cid; readonly after: number } | undefined;
  let stopGapTimer: (() => void) | undefined;
  let stopSilenceTimer = () => {};

  const isOnline = () => connection.status.value === 'online';
  const isEnded = () => isOver(chat.value?.state);
  const cursor = () => lastSeq(timeline);

  /** The only writer of what the server said. `saying` is the chat as it stood at entry `since`, or later. */
  const add = (added: readonly ShownEntry[], saying = chat.value, since = cursor()) => {
    if (isClosed) return;
    const before = cursor();
    timeline = addEntries(timeline, added);
    for (const entry of timeline.entries.slice(before)) if (entry.kind === 'message') stored.add(entry.cid);
    const couldSee = isSeen();
    batch(() => {
      entries.value = timeline.entries;
      chat.value = saying && timeline.entries.slice(since).reduce(applyEntry, saying);
      sender.seen();
    });
    if (isSeen() && !couldSee) typing.again();
    stopSilenceTimer();
    if (!isEnded()) stopSilenceTimer = environment.after(SILENCE_MS, syncIfIdle);
    if (hasGap(timeline))
      stopGapTimer ??= environment.after(GAP_MS, () => {
        stopGapTimer = undefined;
        if (hasGap(timeline)) syncIfIdle();
      });
  };

  /** Pushes overtake each other; what the server said last is so. */
  const expire = ({ seq, endsAt, now }: Expiring) => {
    if (now < (expiring.peek()?.now ?? 0)) return;
    expiring.value = { seq, now, endsAt: endsAt && endsAt - now + environment.now() };
  };

  /** Every entry after the cursor: the one path for a first look, a gap and a reconnect. False: the connection went. */
  const sync = async (): Promise<boolean> => {
    syncs++;
    const isAnswered = await catchUp();
    syncs--;
    return isAnswered;
  };

  /** Without a connection, the next one begins with a sync. */
  const syncIfIdle = () => {
    if (syncs === 0 && isOnline()) void sync();
  };

  const catchUp = async (): Promise<boolean> => {
    for (let failures = 0; !isClosed; ) {
      const after = cursor();
      const answer = await connection.call('chat.sync', { chatId, sid, after, speaks: SPEAKS });
      if ('ok' in answer) {
        preview.value = answer.ok.preview;
        add(answer.ok.entries, answer.ok.chat, Math.min(after, cursor()));
        expire({ seq: cursor(), endsAt: answer.ok.endsAt, now: answer.ok.now });
        if (!answer.ok.more || cursor() === after) return true;
      } else if ('error' in answer && answer.error.code === 'behind' && after > 0) forget();
      else if ('error' in answer && answer.error.code !== 'busy' && answer.error.code !== 'internal') {
        deps.onRefused?.(answer.error);
        return true;
      } else if (isOnline()) await waitAfter(++failures, environment);
      // The next connection begins with a sync.
      else return false;
    }
    return false;
  };

  /** What is here is not what the server has (it was set back); the screen keeps it until the server's has come. */
  const forget = () => {
    timeline = emptyTimeline;
    stored.clear();
  };

  const startSession = async () => {
    const isUpToDate = isKnown || (await sync());
    isKnown = false;
    if (!isUpToDate) return;
    typing.again();
    // Of several tabs one sends what is left in the outbox; the others find it in the log.
    await environment.alone(`outbox/${chatId}`, async () => {
      sender.restore();
      await sender.flush();
    });
  };

  const sender = createSender({
    mask: mask && ((text) => mask(text, { chat, entries })),
    chatId,
    connection,
    outbox,
    environment,
    add,
    cursor,
    isStored: (cid) => stored.has(cid),
    sync: (fromStart) => {
      if (fromStart) forget();
      return sync();
    },
  });

  const isOpen = () => isOnline() && !isEnded();
  const isWatched = () => preview.value && (chat.value?.agents.length ?? 0) > 0;
  const isAlone = () => isOpen() && preview.value && !chat.value?.agents.length;
  const isSeen = () => isOpen() && isWatched();
  const underWay = () => sender.outgoing.value.filter(({ state }) => state === 'sending');
  const typing = deps.createTyping({
    beside: deps.beside,
    chat,
    entries,
    chatId,
    connection,
    environment,
    isOpen,
    isWatched,
    isAlone,
    countMessages: () => countMessages(timeline.entries) + underWay().length,
  });

  const end: Conversation['end'] = async () => {
    // An end that overtakes the last words would have them refused.
    await whenSent(sender, connection);
    ending ??= { cid: newCid(), after: cursor() };
    const answer = await connection.call('chat.end', { chatId, ...ending });
    if ('lost' in answer) return answer;
    if ('ok' in answer) add(answer.ok.entries);
    else if (answer.error.code === 'behind') {
      forget();
      ending = undefined;
    }
    if (!isEnded()) await sync();
    // Ended by somebody else meanwhile is as good.
    return isEnded() ? { ok: {} } : answer;
  };

  if (known) add(known.entries);
  sender.restore();
  const stopListening = connection.listen((event) => {
    if (!('chatId' in event) || event.chatId !== chatId) return;
    if (event.event === 'entries.added') add(event.entries);
    else if (event.event === 'chat.expiring') expire(event);
    else if (event.event === 'preview.switched') {
      const { on, masks, allowed, hidesPage } = event;
      preview.value = on;
      chat.value = chat.value && { ...chat.value, masks, allowed, hidesPage };
      typing.again();
    }
  });
  const stopConnectListener = connection.onConnected(startSession);

  return {
    chatId,
    chat,
    entries,
    outgoing: sender.outgoing,
    preview,
    endsAt: computed(() => {
      const { seq = 0, endsAt } = expiring.value ?? {};
      return entries.value.length > seq || isEnded() ? undefined : endsAt;
    }),
    attached,
    say: (text) => {
      const fault = findTextFault(text);
      const files = attached.take?.();
      if (fault && (fault !== 'empty_text' || !files?.[0])) return fault;
      if (files === null) return files;
      typing.sent();
      sender.say(text, files);
      return undefined;
    },
    again: sender.again,
    discard: sender.discard,
    end,
    typing: (text) => {
      outbox.saveDraft(chatId, text);
      connection.use();
      typing.change(text);
    },
    close: () => {
      isClosed = true;
      stopGapTimer?.();
      stopSilenceTimer();
      stopListening();
      stopConnectListener();
      sender.close();
      typing.close();
    },
  };
};
