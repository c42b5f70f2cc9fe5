// How the fake helpdesk of the console's tests answers what an agent does in a chat.
import type { ChatId, ChatSummary, Cid, Entry } from '../../../../shared/model.ts';
import { aForm, anna, asAuthor } from './builders.ts';
import { type Answer, addEntry, changeChat, type FakeDesk, type Frame, logOf } from './fake-desk.ts';

export const answerChat = (desk: FakeDesk, frame: Frame, chatId: ChatId): Answer => {
  const say = (entry: (seq: number) => Entry) => addEntry(desk, chatId, entry, true);
  const change = (changed: Partial<ChatSummary>) => changeChat(desk, chatId, changed);
  const log = () => logOf(desk, chatId);
  const chat = desk.chats.get(chatId);
  if (!chat) return { error: { code: 'not_found' } };
  const after = frame.after ?? 0;
  switch (frame.action) {
    case 'chat.sync':
      return {
        ok: { chat, entries: log().slice(after), more: false, preview: true, now: Date.now() },
      };
    case 'chat.watch':
      return { ok: { chat, entries: log().slice(after), more: false } };
    case 'chat.unwatch':
      return { ok: {} };
    case 'chat.invite': {
      const { id, name } = desk.agents.find((agent) => agent.id === frame.agent) ?? anna;
      const { note = '', transfer = false } = frame;
      const invitation = { agent: { id, name }, by: anna, note, transfer, at: Date.now() };
      change({ invitations: [...chat.invitations, invitation] });
      return { ok: {} };
    }
    case 'chat.withdraw':
    case 'chat.decline': {
      const whose = frame.agent ?? anna.id;
      change({ invitations: chat.invitations.filter(({ agent }) => agent.id !== whose) });
      return { ok: {} };
    }
    case 'chat.leave':
      if (chat.agents.length < 2) return { error: { code: 'last_agent' } };
      change({ agents: chat.agents.filter(({ id }) => id !== anna.id) });
      return { ok: {} };
    case 'chat.join': {
      say((seq) => ({ kind: 'joined', seq, at: Date.now(), cid: frame.cid ?? ('' as Cid), agent: anna }));
      const joined = change({
        state: 'active',
        agents: [...chat.agents, anna],
        invitations: chat.invitations.filter(({ agent }) => agent.id !== anna.id),
        waitingSince: undefined,
      });
      return {
        ok: {
          chat: joined,
          entries: log(),
          form: desk.forms.get(chatId) ?? aForm({ email: chat.email ?? '' }),
        },
      };
    }
    case 'chat.say':
      say((seq) => ({
        kind: 'message',
        seq,
        at: Date.now(),
        cid: frame.cid ?? ('' as Cid),
        author: asAuthor(anna),
        text: frame.text ?? '',
      }));
      return { ok: { seq: log().length, entries: log().slice(after) } };
    case 'chat.end':
      say((seq) => ({ kind: 'ended', seq, at: Date.now(), reason: 'agent', by: asAuthor(anna) }));
      change({ state: 'ended', ended: { at: Date.now(), reason: 'agent' } });
      return { ok: { seq: log().length, entries: log().slice(after) } };
    case 'chat.form':
      return { ok: desk.forms.get(chatId) ?? aForm({ email: chat.email ?? '' }) };
    case 'chat.fill':
      desk.forms.set(chatId, { ...(desk.forms.get(chatId) ?? aForm()), ...frame.fields });
      return { ok: {} };
    case 'chat.save':
      change({ state: 'closed', ticket: 1042 });
      return { ok: { ticket: 1042 } };
    case 'chat.delete':
      change({ state: 'closed' });
      return { ok: {} };
    case 'chat.undelete':
      change({ state: 'ended' });
      return { ok: {} };
    default:
      return undefined;
  }
};
