// The only writer of what the server said: state and event in, next state out. Knows no connection and no screen.
import type { AgentSummary, ChatSummary } from '../../shared/model.ts';
import type { DeskEvent, DeskState } from './state.ts';

export const apply = (state: DeskState, event: DeskEvent): DeskState => {
  switch (event.event) {
    case 'desk.asked':
      return { ...state, toldSinceAsked: new Set() };
    case 'desk.entered':
      return enter(state, event.snapshot);
    case 'chat.changed':
      return changeChat(state, event.chat);
    case 'chat.joined':
      return { ...changeChat(state, event.chat), forms: put(state.forms, event.chat.id, event.form) };
    case 'chat.closed': {
      const chat = state.chats.get(event.chatId);
      return chat
        ? changeChat(state, { ...chat, state: 'closed', ticket: event.ticket ?? chat.ticket })
        : state;
    }
    case 'agent.changed':
      return {
        ...state,
        agents: put(state.agents, event.agent.id, newerAgent(state.agents.get(event.agent.id), event.agent)),
        toldSinceAsked: new Set(state.toldSinceAsked).add(event.agent.id),
      };
    case 'form.read':
      return { ...state, forms: put(state.forms, event.chatId, event.form) };
    case 'form.changed': {
      const form = state.forms.get(event.chatId);
      return form ? { ...state, forms: put(state.forms, event.chatId, { ...form, ...event.fields }) } : state;
    }
    // The window of that chat follows its own log and preview.
    case 'entries.added':
    case 'preview.changed':
    // Told to customers only.
    case 'room.changed':
    case 'agent.typing':
      return state;
    default:
      return event satisfies never;
  }
};

const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

/** The newest `rev` wins, and nothing brings a closed chat back. */
const newerChat = (known: ChatSummary | undefined, said: ChatSummary): ChatSummary => {
  if (!known) return said;
  if (known.state === 'closed' && said.state !== 'closed') return known;
  return said.rev < known.rev ? known : said;
};

/** The later word on duty wins. */
const newerAgent = (known: AgentSummary | undefined, said: AgentSummary): AgentSummary =>
  known && said.since < known.since ? known : said;

const changeChat = (state: DeskState, said: ChatSummary): DeskState => {
  const toldSinceAsked = new Set(state.toldSinceAsked).add(said.id);
  const known = state.chats.get(said.id);
  const chat = newerChat(known, said);
  return { ...state, toldSinceAsked, chats: chat === known ? state.chats : put(state.chats, chat.id, chat) };
};

type Snapshot = Extract<DeskEvent, { event: 'desk.entered' }>['snapshot'];

/** The snapshot is the truth, except about what was told after it was asked for. */
const enter = (state: DeskState, snapshot: Snapshot): DeskState => {
  const chats = new Map(snapshot.chats.map((chat) => [chat.id, newerChat(state.chats.get(chat.id), chat)]));
  for (const [id, chat] of state.chats)
    if (!chats.has(id) && state.toldSinceAsked.has(id)) chats.set(id, chat);
  const agents = new Map(
    snapshot.agents.map((agent) => [agent.id, newerAgent(state.agents.get(agent.id), agent)]),
  );
  for (const [id, agent] of state.agents) if (state.toldSinceAsked.has(id)) agents.set(id, agent);
  return {
    me: snapshot.me,
    permissions: snapshot.permissions,
    settings: snapshot.settings,
    categories: snapshot.categories,
    chats,
    agents,
    forms: new Map([...state.forms].filter(([id]) => chats.has(id))),
    toldSinceAsked: new Set(),
  };
};
