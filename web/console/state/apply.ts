// The only writer of what the server said: state and event in, next state out. No DOM, no connection.
import type { AgentSummary, ChatId, ChatSummary, Settings } from '../../../shared/model.ts';
import { CHAT_REV_STEP } from '../../../shared/rules.ts';
import type { DeskEvent, DeskState } from './state.ts';

export const apply = (state: DeskState, event: DeskEvent): DeskState => {
  switch (event.event) {
    case 'desk.asked':
      return { ...state, changedSince: new Set(), consolesSince: new Set() };
    case 'desk.entered':
      return enter(state, event.snapshot);
    case 'chat.changed':
      return changeChat(state, event.chat);
    case 'chats.changed':
      return event.chats.reduce(changeChat, state);
    case 'desk.listed':
      return list(state, event);
    case 'chats.listed':
      return listChats(state, event.chats);
    case 'chat.joined':
      return { ...changeChat(state, event.chat), forms: put(state.forms, event.chat.id, event.form) };
    case 'chat.closed': {
      const chat = state.chats.get(event.chatId);
      return chat
        ? changeChat(state, {
            ...chat,
            state: 'closed',
            ticket: event.ticket ?? chat.ticket,
            rev: chat.rev + CHAT_REV_STEP,
          })
        : state;
    }
    case 'chat.left': {
      const chat = state.chats.get(event.chatId);
      const agents = chat?.agents.filter(({ id }) => id !== state.me?.id);
      return chat && agents ? changeChat(state, { ...chat, agents, rev: chat.rev + CHAT_REV_STEP }) : state;
    }
    case 'customer.typing':
      return { ...state, typing: put(state.typing, event.chatId, event.at) };
    case 'chat.expiring':
      return expire(state, event);
    case 'settings.changed':
      return isOutdated(state.settings, event.settings) ? state : { ...state, settings: event.settings };
    case 'categories.changed':
      return { ...state, categories: event.categories };
    case 'texts.read':
      return { ...state, texts: new Map(event.texts.map((text) => [text.id, text])) };
    case 'text.changed':
      return state.texts ? { ...state, texts: changeText(state.texts, event) } : state;
    case 'agent.changed':
      return {
        ...state,
        agents: put(state.agents, event.agent.id, newerAgent(state.agents.get(event.agent.id), event.agent)),
        changedSince: new Set(state.changedSince).add(event.agent.id),
      };
    case 'console.changed':
      return tellConsole(state, event);
    case 'form.read':
      return { ...state, forms: put(state.forms, event.chatId, event.form) };
    case 'form.changed': {
      const form = state.forms.get(event.chatId);
      return form ? { ...state, forms: put(state.forms, event.chatId, { ...form, ...event.fields }) } : state;
    }
    // The window of that chat follows its own log and preview; its end comes with what the list shows.
    case 'entries.added':
      return event.chat ? changeChat(state, event.chat) : state;
    case 'preview.changed':
    case 'notes.added':
    // A notice, and no part of the desk.
    case 'agent.mentioned':
    // Agents hear it as a setting of the desk.
    case 'preview.switched':
    // Told to customers only.
    case 'room.changed':
    case 'agent.typing':
    // The connection's own business.
    case 'connection.replaced':
      return state;
    default:
      return event satisfies never;
  }
};

const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

/** The newest `rev` wins; that a deleted chat comes back is one too (S103). */
const newerChat = (known: ChatSummary | undefined, incoming: ChatSummary): ChatSummary =>
  known && incoming.rev < known.rev ? known : incoming;

const newerAgent = (known: AgentSummary | undefined, incoming: AgentSummary): AgentSummary =>
  known && incoming.rev < known.rev ? known : incoming;

const isOutdated = (known: Settings | undefined, incoming: Settings): boolean =>
  known !== undefined && incoming.rev < known.rev;

type Said<N extends DeskEvent['event']> = Extract<DeskEvent, { event: N }>;

const expire = (state: DeskState, { chatId, seq, endsAt, now }: Said<'chat.expiring'>): DeskState => {
  const known = state.expiring.get(chatId);
  return known && now < known.now
    ? state
    : { ...state, expiring: put(state.expiring, chatId, { seq, endsAt, now }) };
};

const tellConsole = (state: DeskState, { agent, open, at }: Said<'console.changed'>): DeskState => {
  const known = state.consoles.get(agent);
  return known && at < known.at
    ? state
    : {
        ...state,
        consoles: put(state.consoles, agent, { open, at }),
        consolesSince: new Set(state.consolesSince).add(agent),
      };
};

const changeText = (
  texts: NonNullable<DeskState['texts']>,
  { id, text }: Said<'text.changed'>,
): DeskState['texts'] => {
  const changed = new Map(texts);
  if (text) changed.set(id, text);
  else changed.delete(id);
  return changed;
};

/** Chats as a list of the server has them: what they say of how many there are, the list's own count says. */
const listChats = (state: DeskState, incoming: readonly ChatSummary[]): DeskState => {
  // Copied once for all of them: there may be a thousand.
  const chats = new Map(state.chats);
  for (const chat of incoming) chats.set(chat.id, newerChat(chats.get(chat.id), chat));
  const changedSince = new Set([...state.changedSince, ...incoming.map(({ id }) => id)]);
  return { ...state, changedSince, chats };
};

const changeChat = (state: DeskState, incoming: ChatSummary): DeskState => {
  const known = state.chats.get(incoming.id);
  const after = listChats(state, [incoming]);
  return { ...after, ended: countEnded(state.ended, known, after.chats.get(incoming.id) ?? incoming) };
};

/** One more ended chat, or one less. Of one that is not known here and is closed, it had ended: all that run are known. */
const countEnded = (
  ended: DeskState['ended'],
  before: ChatSummary | undefined,
  after: ChatSummary,
): DeskState['ended'] => {
  const was = before ? before.state === 'ended' : after.state === 'closed';
  const by = Number(after.state === 'ended') - Number(was);
  return ended && { ...ended, count: Math.max(0, ended.count + by) };
};

const list = (state: DeskState, { chats, agents, connected, at }: Said<'desk.listed'>): DeskState => {
  const listed = listChats(state, chats);
  const known = new Map(state.agents);
  for (const agent of agents) known.set(agent.id, newerAgent(known.get(agent.id), agent));
  const open = connected.filter((agent) => at >= (state.consoles.get(agent)?.at ?? 0));
  return {
    ...listed,
    agents: known,
    changedSince: new Set([...listed.changedSince, ...agents.map(({ id }) => id)]),
    consoles: new Map([...state.consoles, ...open.map((agent) => [agent, { open: true, at }] as const)]),
    consolesSince: new Set([...state.consolesSince, ...open]),
  };
};

type Snapshot = Said<'desk.entered'>['snapshot'];

/** Milliseconds the server's list of open chats may be behind: seconds as a rule, on a bad day more. */
const LIST_LAG_MS = 30_000;

const isYoung = (chat: ChatSummary, now: number): boolean =>
  chat.state !== 'closed' && now - chat.startedAt < LIST_LAG_MS;

const isEnded = ({ state }: ChatSummary): boolean => state === 'ended';

/** The snapshot is the truth, except about what was told after it was asked for, and about chats that just began. */
const enter = (state: DeskState, snapshot: Snapshot): DeskState => {
  const chats = new Map(snapshot.chats.map((chat) => [chat.id, newerChat(state.chats.get(chat.id), chat)]));
  for (const [id, chat] of state.chats)
    if (!chats.has(id) && (state.changedSince.has(id) || isYoung(chat, snapshot.now))) chats.set(id, chat);
  // Of the ended chats a snapshot may have only some: others' ones that were listed here stay, as far as is known.
  const given = [...chats.values()].filter(isEnded).length;
  const isPart = snapshot.ended && (snapshot.ended.more || snapshot.ended.count > given);
  for (const [id, chat] of isPart ? state.chats : [])
    if (isEnded(chat) && !chat.agents.some((agent) => agent.id === snapshot.me.id)) chats.set(id, chat);
  const agents = new Map(
    snapshot.agents.map((agent) => [agent.id, newerAgent(state.agents.get(agent.id), agent)]),
  );
  for (const [id, agent] of state.agents) if (state.changedSince.has(id)) agents.set(id, agent);
  // What was told while the snapshot was on its way is newer than it, and has a time.
  const asOpen = (snapshot.connected ?? []).map((id) => [id, { open: true, at: 0 }] as const);
  const consoles = new Map([...asOpen, ...[...state.consoles].filter(([id]) => state.consolesSince.has(id))]);
  const ofChats = <V>(map: ReadonlyMap<ChatId, V>) => new Map([...map].filter(([id]) => chats.has(id)));
  return {
    me: snapshot.me,
    permissions: snapshot.permissions,
    settings: isOutdated(state.settings, snapshot.settings) ? state.settings : snapshot.settings,
    categories: snapshot.categories,
    chats,
    ended: snapshot.ended,
    agents,
    consoles,
    forms: ofChats(state.forms),
    texts: state.texts,
    typing: ofChats(state.typing),
    expiring: ofChats(state.expiring),
    changedSince: new Set(),
    consolesSince: new Set(),
  };
};
