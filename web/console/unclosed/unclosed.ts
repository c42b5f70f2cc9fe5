// The chats that stayed open (S98-S104): the list, what is chosen in it, saving and deleting one or several. No DOM.
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId, ChatSummary, UnclosedChat, UserId } from '../../../shared/model.ts';
import type { Answer, Failure } from '../../ui/api.ts';
import type { UnclosedCount } from '../state/known-unclosed.ts';
import type { ModelDeps } from '../state/page-models.ts';

/** Changes come in bursts; the list is asked for once they pause this long (milliseconds). */
const PAUSE_MS = 400;
/** How long a deletion can be undone here (milliseconds). */
export const UNDO_MS = 10_000;

export type UnclosedReason =
  | { readonly kind: 'ended'; readonly reason: NonNullable<ChatSummary['ended']>['reason'] }
  | { readonly kind: 'gone'; readonly since: number }
  | { readonly kind: 'unattended' };

/** Why an unclosed chat is one. */
export const findReasons = (
  { ended, goneSince, agents }: ChatSummary,
  isConnected: (agent: UserId) => boolean,
): readonly UnclosedReason[] => {
  if (ended) return [{ kind: 'ended', reason: ended.reason }];
  const isUnattended = !agents.some(({ id }) => isConnected(id));
  return [
    ...(goneSince === undefined ? [] : [{ kind: 'gone', since: goneSince } as const]),
    ...(isUnattended ? [{ kind: 'unattended' } as const] : []),
  ];
};

/** What is chosen, less what is no longer listed. */
export const keepListed = (chosen: ReadonlySet<ChatId>, rows: readonly UnclosedChat[]): ReadonlySet<ChatId> =>
  new Set(rows.map(({ chat }) => chat.id).filter((id) => chosen.has(id)));

export interface Unclosed {
  /** Absent until the list was read. */
  readonly rows: ReadonlySignal<readonly UnclosedChat[] | undefined>;
  readonly chosen: ReadonlySignal<ReadonlySet<ChatId>>;
  /** Why the list could not be read. */
  readonly fault: ReadonlySignal<Failure | undefined>;
  /** Why a chat could not be saved or deleted. */
  readonly faultsByChat: ReadonlySignal<ReadonlyMap<ChatId, Failure>>;
  /** Tickets made by the last save. */
  readonly saved: ReadonlySignal<readonly number[]>;
  /** Chats of the last deletion, as long as that can be undone. */
  readonly removed: ReadonlySignal<readonly ChatId[]>;
  /** How many chats the last undo brought back. */
  readonly undone: ReadonlySignal<number>;
  readonly isBusy: ReadonlySignal<boolean>;
  choose(chatIds: readonly ChatId[], isChosen: boolean): void;
  save(chatIds: readonly ChatId[]): Promise<void>;
  remove(chatIds: readonly ChatId[]): Promise<void>;
  undo(): Promise<void>;
  /** Whether the list goes on behind the rows. */
  readonly hasMore: ReadonlySignal<boolean>;
  /** How many there are, listed or not. */
  readonly count: ReadonlySignal<UnclosedCount>;
  readonly isLoading: ReadonlySignal<boolean>;
  /** Reads on behind the rows. */
  more(): Promise<void>;
  /** Reads the list now and whenever the desk changes; gives the way to stop. */
  open(): () => void;
  close(): void;
}

export const createUnclosed = ({
  connection,
  state,
  unclosed: known,
  unclosedCount: count,
  close,
  dispatch,
  refresh,
}: Pick<
  ModelDeps,
  'connection' | 'state' | 'unclosed' | 'unclosedCount' | 'close' | 'dispatch' | 'refresh'
>): Unclosed => {
  const read = signal<readonly UnclosedChat[] | undefined>();
  const chosen = signal<ReadonlySet<ChatId>>(new Set());
  const fault = signal<Failure | undefined>();
  const faultsByChat = signal<ReadonlyMap<ChatId, Failure>>(new Map());
  const saved = signal<readonly number[]>([]);
  const removed = signal<readonly ChatId[]>([]);
  const undone = signal(0);
  const isBusy = signal(false);
  let undoTimer: ReturnType<typeof setTimeout> | undefined;

  /** Changes when one of them comes, changes or goes. */
  const marks = computed(() => known.value.map(({ id, rev }) => id + rev).join());
  // What was pushed since is newer than the list; which chats are unclosed is what the link counts.
  const rows = computed(() =>
    read.value
      ?.map(({ chat, last }) => ({ chat: state.value.chats.get(chat.id) ?? chat, last }))
      .filter(({ chat }) => known.value.some(({ id }) => id === chat.id)),
  );

  /** Once each time the page is opened: what was never told here is asked for. */
  let mayRefresh = true;

  /** Where the list goes on. */
  const next = signal<string | undefined>();
  const isLoading = signal(false);
  let loads = 0;

  /** Reads page after page behind `rows`, until there are more than `atLeast` rows or the list is at its end. */
  const readOn = async (rows: readonly UnclosedChat[], from: string | undefined, atLeast: number) => {
    const mine = ++loads;
    isLoading.value = true;
    let listed = rows;
    let at = from;
    do {
      const answer = await connection.call('unclosed.list', { from: at });
      // Asked anew meanwhile.
      if (mine !== loads) return;
      fault.value = 'ok' in answer ? undefined : answer;
      if (!('ok' in answer)) break;
      const page = answer.ok.chats;
      const ids = new Set(page.map(({ chat }) => chat.id));
      at = answer.ok.next;
      listed = [...listed.filter(({ chat }) => !ids.has(chat.id)), ...page];
      // The list knows of customers who went while the desk did not look closely (S13).
      dispatch({ event: 'chats.listed', chats: page.map(({ chat }) => chat) });
    } while (at !== undefined && listed.length < atLeast);
    if (!fault.value) take(listed, at);
    isLoading.value = false;
  };

  const take = (listed: readonly UnclosedChat[], at: string | undefined) =>
    batch(() => {
      next.value = at;
      read.value = listed;
      chosen.value = keepListed(chosen.value, listed);
      const ids = new Set(listed.map(({ chat }) => chat.id));
      if (!mayRefresh || at !== undefined || known.value.every(({ id }) => ids.has(id))) return;
      mayRefresh = false;
      refresh();
    });

  /** As far as it was read before. */
  const load = () => readOn([], undefined, Math.max(1, read.value?.length ?? 0));

  /** Does it for each, one after the other: each is a change of its own that can be refused. */
  const each = async <T>(
    chatIds: readonly ChatId[],
    work: (chatId: ChatId) => Promise<Answer<T>>,
  ): Promise<readonly (readonly [ChatId, T])[]> => {
    clearTimeout(undoTimer);
    batch(() => {
      isBusy.value = true;
      saved.value = [];
      removed.value = [];
      undone.value = 0;
      faultsByChat.value = new Map();
    });
    const done: (readonly [ChatId, T])[] = [];
    for (const chatId of chatIds) {
      const answer = await work(chatId);
      if ('ok' in answer) done.push([chatId, answer.ok]);
      else faultsByChat.value = new Map(faultsByChat.value).set(chatId, answer);
    }
    const isDone = new Set(done.map(([chatId]) => chatId));
    batch(() => {
      isBusy.value = false;
      chosen.value = new Set([...chosen.value].filter((chatId) => !isDone.has(chatId)));
    });
    return done;
  };

  return {
    rows,
    chosen,
    fault,
    faultsByChat,
    saved,
    removed,
    undone,
    isBusy,
    hasMore: computed(() => next.value !== undefined),
    count,
    isLoading,
    more: () => readOn(read.value ?? [], next.value, (read.value?.length ?? 0) + 1),
    choose: (chatIds, isChosen) => {
      const next = new Set(chosen.value);
      for (const chatId of chatIds) isChosen ? next.add(chatId) : next.delete(chatId);
      chosen.value = next;
    },
    save: async (chatIds) => {
      const done = await each(chatIds, (chatId) => close(chatId, 'save'));
      saved.value = done.flatMap(([, { ticket }]) => ticket ?? []);
    },
    remove: async (chatIds) => {
      const done = await each(chatIds, (chatId) => close(chatId, 'delete'));
      removed.value = done.map(([chatId]) => chatId);
      undoTimer = setTimeout(() => {
        removed.value = [];
      }, UNDO_MS);
    },
    undo: async () => {
      const chatIds = removed.value;
      const done = await each(chatIds, (chatId) => connection.call('chat.undelete', { chatId }));
      undone.value = done.length;
      removed.value = chatIds.filter((chatId) => faultsByChat.value.has(chatId));
      await load();
    },
    open: () => {
      let pause: ReturnType<typeof setTimeout> | undefined;
      let isFirst = true;
      mayRefresh = true;
      const stopFollowing = marks.subscribe(() => {
        // What there is now is read below.
        if (isFirst) isFirst = false;
        else
          pause ??= setTimeout(() => {
            pause = undefined;
            void load();
          }, PAUSE_MS);
      });
      const stopConnectListener = connection.onConnected(() => void load());
      return () => {
        stopFollowing();
        stopConnectListener();
        clearTimeout(pause);
      };
    },
    close: () => clearTimeout(undoTimer),
  };
};
