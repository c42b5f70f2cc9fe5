// The agents' console without its screen: what the server said, the open windows, and everything an agent can do.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/errors.ts';
import type { ChatId, ChatSummary, Cid, Sid } from '../../../shared/model.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import { createBusy } from './busy.ts';
import { type ChatCommands, createChatCommands } from './chat-commands.ts';
import type { ChatWindow } from './chat-window.ts';
import { createDeskStore } from './desk-store.ts';
import { enterDesk } from './desk-sync.ts';
import { createDuty, type Duty } from './duty.ts';
import { createJoins } from './joins.ts';
import { createKnownUnclosed, type UnclosedCount } from './known-unclosed.ts';
import type { Layout } from './layout.ts';
import { createNotices, type Notices } from './notices.ts';
import { type DeskAlert, listAlerts } from './notifier.ts';
import { type ConversationOpening, createWindowOpener } from './open-window.ts';
import { createOpenWindows, type OpenWindows } from './open-windows.ts';
import {
  arrangeWindows,
  forgetUndeleted,
  keepClock,
  refreshWhenStricter,
  tellDeclined,
  tellMentioned,
  tellMissed,
} from './reactions.ts';
import type { WaitingByChat } from './selectors.ts';
import { createServerClock } from './server-clock.ts';
import { createStandardTexts, type StandardTexts } from './standard-texts.ts';
import type { DeskEvent, DeskState } from './state.ts';
import type { TabStorage } from './tab-storage.ts';
import type { Tabs } from './tabs.ts';
import { createTeam, type Team } from './team.ts';
import { createWatching } from './watching.ts';
import { createWindowEnd } from './window-end.ts';

export interface ConsoleDeps {
  readonly connection: Connection;
  openConversation(opening: ConversationOpening): Conversation;
  /** The reply to a chat as it was left on this device. */
  loadDraft(chatId: ChatId): Promise<string>;
  readonly tabStorage: TabStorage;
  readonly layout: Layout;
  readonly tabs: Pick<Tabs, 'tellSeen' | 'onSeen'>;
  readonly sid: Sid;
  newCid(): Cid;
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}

export interface HelpdeskConsole {
  readonly connection: Connection;
  readonly tabStorage: TabStorage;
  readonly state: ReadonlySignal<DeskState>;
  /** Those of running chats first: what has ended is in nobody's way. */
  readonly windows: ReadonlySignal<readonly ChatWindow[]>;
  findWindow(chatId: ChatId): ChatWindow | undefined;
  /** Own chats in which the customer waits for an answer. */
  readonly waiting: ReadonlySignal<WaitingByChat>;
  readonly layout: Layout;
  readonly notices: Notices;
  /** Chats with a command under way. */
  readonly busy: ReadonlySignal<ReadonlySet<ChatId>>;
  readonly chats: ChatCommands;
  readonly team: Team;
  readonly duty: Duty;
  readonly texts: StandardTexts;
  /** Why the desk could not be opened. */
  readonly entryRefusal: ReadonlySignal<Refusal | undefined>;
  readonly wanted: OpenWindows['wanted'];
  /** What asks for this agent now. */
  readonly alerts: ReadonlySignal<readonly DeskAlert[]>;
  /** How much that is: messages, and chats as a whole. */
  readonly unhandled: ReadonlySignal<number>;
  /** The chats that stayed open, as far as they are known here (S104). */
  readonly unclosed: ReadonlySignal<readonly ChatSummary[]>;
  /** How many there are, also of those that are not known here; or `more` than that. */
  readonly unclosedCount: ReadonlySignal<UnclosedCount>;
  /** Asks the server how the desk stands. */
  refresh(): void;
  /** The server's time, as far as it is known here; waits and time-outs are counted by it. */
  serverNow(): number;
  /** Takes what the answer to something asked elsewhere said, such as settings that were saved. */
  dispatch(event: DeskEvent): void;
  show: OpenWindows['show'];
  hide: OpenWindows['hide'];
  watch: OpenWindows['watch'];
  unwatch: OpenWindows['unwatch'];
  close(): void;
}

export const createConsole = (deps: ConsoleDeps): HelpdeskConsole => {
  const { connection, tabStorage, sid, newCid, tabs } = deps;
  const { state, dispatch, react } = createDeskStore();
  const clock = createServerClock(deps.now);
  const plain = createNotices(tabStorage);
  const notices: Notices = {
    ...plain,
    // What was asked may have been done without a word of it here, such as a joining of which the customer reads.
    refused: (failure) => {
      plain.refused(failure);
      if ('lost' in failure) entering.refresh();
    },
  };
  const busy = createBusy();
  const joins = createJoins();
  const closing = new Set<ChatId>();
  const watching = createWatching({ connection, tabStorage, sid });
  const windows = createOpenWindows({
    state,
    tabStorage,
    watching,
    isJoining: joins.isWaiting,
    openWindow: createWindowOpener({ ...deps, state, notices, joins, dispatch }),
    end: createWindowEnd({ notices, tabStorage, isClosing: (chatId) => closing.has(chatId) }),
  });
  react(
    keepClock(clock),
    arrangeWindows(windows),
    tellDeclined({ busy, notices }),
    tellMentioned(notices),
    forgetUndeleted(notices),
    tellMissed(notices),
  );

  const chats = createChatCommands({
    connection,
    state,
    notices,
    busy,
    joins,
    closing,
    windows,
    sid,
    newCid,
    dispatch,
  });
  const team = createTeam({ connection, notices, busy, newCid, dispatch, findWindow: windows.find });
  const duty = createDuty({ connection, state, dispatch, refused: notices.refused, now: deps.now });
  const texts = createStandardTexts({ connection, state, dispatch });
  const unclosed = createKnownUnclosed(state, clock.now);
  const ordered = computed(() => runningFirst(windows.list.value, state.value));
  const alerts = computed(() => listAlerts(state.value, windows.list.value));

  const entryRefusal = signal<Refusal | undefined>();
  const stopListening = connection.listen(dispatch);
  const stopSeeing = tabs.onSeen(({ chatId, seq }) => windows.find(chatId)?.seeUpTo(seq));
  const entering = enterDesk({
    connection,
    sid,
    windows: tabStorage.windows,
    state,
    dispatch,
    random: deps.random,
    onRefused: (refusal) => {
      entryRefusal.value = refusal;
    },
  });
  react(refreshWhenStricter(entering.refresh));

  return {
    connection,
    tabStorage,
    state,
    windows: ordered,
    waiting: computed(() => findWaiting(ordered.value)),
    layout: deps.layout,
    wanted: windows.wanted,
    findWindow: windows.find,
    show: windows.show,
    hide: windows.hide,
    watch: windows.watch,
    unwatch: windows.unwatch,
    notices,
    busy: busy.chats,
    chats,
    team,
    duty,
    texts,
    dispatch,
    entryRefusal,
    alerts,
    unhandled: computed(() => alerts.value.reduce((sum, alert) => sum + alert.count, 0)),
    unclosed: unclosed.chats,
    unclosedCount: unclosed.count,
    refresh: entering.refresh,
    serverNow: clock.now,
    close: () => {
      stopListening();
      entering.close();
      stopSeeing();
      duty.close();
      texts.close();
      unclosed.close();
      windows.close();
    },
  };
};

const runningFirst = (windows: readonly ChatWindow[], { chats }: DeskState): readonly ChatWindow[] => {
  const isOver = ({ chatId }: ChatWindow) => chats.get(chatId)?.state === 'ended';
  return [...windows.filter((window) => !isOver(window)), ...windows.filter(isOver)];
};

const findWaiting = (windows: readonly ChatWindow[]): WaitingByChat =>
  new Map(
    windows.flatMap(({ chatId, isWatched, waitingSince }) =>
      isWatched || waitingSince.value === undefined ? [] : [[chatId, waitingSince.value]],
    ),
  );
