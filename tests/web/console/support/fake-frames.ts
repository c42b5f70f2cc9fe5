// How the fake helpdesk of the console's tests answers what a console asks over its socket.
import type { Settings, StandardText } from '../../../../shared/model.ts';
import { anAgent, anna } from './builders.ts';
import { answerChat } from './fake-chats.ts';
import { type Answer, type FakeDesk, type Frame, logOf } from './fake-desk.ts';

const listUnclosed = (desk: FakeDesk) =>
  [...desk.chats.values()]
    .filter((chat) => chat.state !== 'closed' && (chat.ended || chat.goneSince || chat.agents.length === 0))
    .map((chat) => {
      const last = logOf(desk, chat.id).findLast((entry) => entry.kind === 'message');
      return { chat, last: last && { at: last.at, text: last.text } };
    });
const changeSettings = (desk: FakeDesk, frame: Frame) => {
  const { id: _, action: __, ...given } = frame as unknown as Settings & Frame;
  desk.settings = { ...given, rev: given.rev + 1 };
  return desk.settings;
};
const saveText = (desk: FakeDesk, text: StandardText) => {
  const next = { ...text, rev: (desk.texts.get(text.id)?.rev ?? 0) + 1 };
  desk.texts.set(text.id, next);
  return next;
};

export const answerFrame = (desk: FakeDesk, frame: Frame): Answer => {
  const me = desk.agents[0] ?? anAgent(anna);
  switch (frame.action) {
    case 'ping':
    case 'duty.beat':
      return { ok: {} };
    case 'desk.enter':
      return {
        ok: {
          me: anna,
          permissions: desk.permissions,
          settings: desk.settings,
          categories: desk.categories,
          now: Date.now(),
          chats: [...desk.chats.values()].filter((chat) => chat.state !== 'closed'),
          agents: desk.agents,
          connected: desk.agents.map(({ id }) => id),
        },
      };
    case 'duty.start':
    case 'duty.stop':
      desk.agents[0] = { ...me, onDuty: frame.action === 'duty.start' };
      return { ok: desk.agents[0] };
    case 'unclosed.list':
      return { ok: { chats: listUnclosed(desk) } };
    case 'settings.change':
      return { ok: changeSettings(desk, frame) };
    case 'text.list':
      return { ok: { texts: [...desk.texts.values()] } };
    case 'text.save': {
      const { id: _, textId = `text-${frame.id}`, ...text } = frame;
      return { ok: saveText(desk, { ...text, id: textId } as unknown as StandardText) };
    }
    case 'text.delete':
      desk.texts.delete(frame.textId ?? '');
      return { ok: {} };
    case 'usage.read':
      return {
        ok: {
          month: '2026-11',
          chats: 1234,
          messages: 24_680,
          minutes: 12_345.5,
          missed: 7,
          dollars: 0.2914,
          pricedOn: '2026-08-15',
        },
      };
    default:
      return frame.chatId ? answerChat(desk, frame, frame.chatId) : { error: { code: 'unknown_action' } };
  }
};
