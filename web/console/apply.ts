// The only writer of what the server said: state and event in, next state out. Knows no connection and no screen.
import type { ChatId, ChatSummary, Entry } from '../../shared/model.ts';
import type { DeskEvent, DeskState, Preview } from './state.ts';

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
      return chat ? changeChat(state, { ...chat, state: 'closed', ticket: event.ticket ?? chat.ticket }) : state;
    }
    case 'agent.changed':
      return {
        ...state,
        agents: put(state.agents, event.agent.id, event.agent),
        toldSinceAsked: new Set(state.toldSinceAsked).add(event.agent.id),
      };
    case 'form.read':
      return { ...state, forms: put(state.forms, event.chatId, event.form) };
    case 'form.changed': {
      const form = state.forms.get(event.chatId);
      return form ? { ...state, forms: put(state.forms, event.chatId, { ...form, ...event.fields }) } : state;
    }
    case 'preview.changed':
      return changePreview(state, event);
    case 'entries.added':
      return event.entries.reduce((next, entry) => clearPreview(next, event.chatId, entry), state);
    // Told to customers only.
    case 'room.changed':
    case 'agent.typing':
      return state;
    default:
      return event satisfies never;
  }
};

const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value);

/** The newest `rev` wins, and nothing brings a closed chat back. */
const newerChat = (known: ChatSummary | undefined, said: ChatSummary): ChatSummary => {
  if (!known) return said;
  if (known.state === 'closed' && said.state !== 'closed') return known;
  return said.rev < known.rev ? known : said;
};

const changeChat = (state: DeskState, said: ChatSummary): DeskState => {
  const toldSinceAsked = new Set(state.toldSinceAsked).add(said.id);
  const known = state.chats.get(said.id);
  const chat = newerChat(known, said);
  if (chat === known) return { ...state, toldSinceAsked };
  const previewed = chat.present && (chat.state === 'active' || chat.state === 'waiting' || chat.state === 'online');
  return {
    ...state,
    toldSinceAsked,
    chats: put(state.chats, chat.id, chat),
    previews: previewed ? state.previews : silence(state.previews, chat.id),
  };
};

type Snapshot = Extract<DeskEvent, { event: 'desk.entered' }>['snapshot'];

/** The snapshot is the truth, except about what was told after it was asked for. */
const enter = (state: DeskState, snapshot: Snapshot): DeskState => {
  const chats = new Map(snapshot.chats.map((chat) => [chat.id, newerChat(state.chats.get(chat.id), chat)]));
  for (const [id, chat] of state.chats) if (!chats.has(id) && state.toldSinceAsked.has(id)) chats.set(id, chat);
  const agents = new Map(snapshot.agents.map((agent) => [agent.id, agent]));
  for (const [id, agent] of state.agents) if (state.toldSinceAsked.has(id)) agents.set(id, agent);
  const kept = <V>(map: ReadonlyMap<ChatId, V>) => new Map([...map].filter(([id]) => chats.has(id)));
  const previews = new Map([...kept(state.previews)].map(([id, preview]) => [id, { ...preview, text: '' }]));
  return {
    me: snapshot.me,
    permissions: snapshot.permissions,
    settings: snapshot.settings,
    categories: snapshot.categories,
    chats,
    agents,
    forms: kept(state.forms),
    previews,
    toldSinceAsked: new Set(),
  };
};

const noPreview: Preview = { rev: -1, text: '', said: '' };

const silence = (previews: DeskState['previews'], chatId: ChatId): DeskState['previews'] => {
  const preview = previews.get(chatId);
  return preview?.text ? put(previews, chatId, { ...preview, text: '' }) : previews;
};

/** A preview that was overtaken by its own message is the beginning of that message: it is not shown any more. */
const changePreview = (
  state: DeskState,
  { chatId, rev, text }: { chatId: ChatId; rev: number; text: string },
): DeskState => {
  const known = state.previews.get(chatId) ?? noPreview;
  if (rev <= known.rev) return state;
  const overtaken = text.trim() !== '' && known.said.startsWith(text.trim());
  const next = overtaken ? { rev, text: '', said: known.said } : { rev, text, said: '' };
  return { ...state, previews: put(state.previews, chatId, next) };
};

const clearPreview = (state: DeskState, chatId: ChatId, entry: Entry): DeskState => {
  const said =
    entry.kind === 'message' && entry.author.role === 'customer'
      ? entry.text.trim()
      : entry.kind === 'ended'
        ? ''
        : undefined;
  if (said === undefined) return state;
  const known = state.previews.get(chatId) ?? noPreview;
  return { ...state, previews: put(state.previews, chatId, { ...known, text: '', said }) };
};
