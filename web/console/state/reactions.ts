// What follows an event of the desk, one function each: of the state before, the state after, and the event. No DOM.
import type { ChatId } from '../../../shared/model.ts';
import type { Busy } from './busy.ts';
import type { Reaction } from './desk-store.ts';
import type { Notices } from './notices.ts';
import type { OpenWindows } from './open-windows.ts';
import { findDeclined, findMe, takesPart } from './selectors.ts';
import type { ServerClock } from './server-clock.ts';

export const keepClock =
  (clock: Pick<ServerClock, 'set'>): Reaction =>
  (_before, _after, event) => {
    if (event.event === 'chat.expiring') clock.set(event.now);
    if (event.event === 'console.changed') clock.set(event.at);
    // A server of the release before does not say.
    if (event.event === 'desk.entered' && event.snapshot.now) clock.set(event.snapshot.now);
  };

export const arrangeWindows =
  (windows: Pick<OpenWindows, 'arrange'>): Reaction =>
  (before, after) => {
    if (after.me) windows.arrange(before);
  };

export const tellDeclined =
  ({ busy, notices }: { readonly busy: Busy; readonly notices: Notices }): Reaction =>
  (before, after, event) => {
    if (event.event !== 'chat.changed') return;
    const chat = after.chats.get(event.chat.id);
    // Taking an invitation back here is no news.
    if (!chat || busy.chats.value.has(chat.id)) return;
    for (const { agent } of findDeclined(before.chats.get(chat.id), chat, after.me?.id))
      notices.post({ kind: 'declined', nickname: chat.nickname, by: agent.name });
  };

/** A colleague's note names this agent (S136). */
export const tellMentioned =
  ({ post }: Pick<Notices, 'post'>): Reaction =>
  (_before, _after, event) => {
    if (event.event === 'agent.mentioned') post({ ...event, kind: 'mentioned' });
  };

/** Nobody answered in time, and the chat is a ticket now (S10): told to every agent on duty and to those of the chat. */
export const tellMissed =
  ({ post }: Pick<Notices, 'post'>): Reaction =>
  (before, after, event) => {
    const told = 'chat' in event ? event.chat : undefined;
    const chat = told && after.chats.get(told.id);
    if (chat?.ended?.reason !== 'unanswered' || chat.ticket === undefined) return;
    const isKnown = before.chats.get(chat.id)?.ended !== undefined;
    const isMine = takesPart(chat, after.me?.id) || findMe(after)?.onDuty;
    if (!isKnown && isMine) post({ kind: 'missed', nickname: chat.nickname, ticket: chat.ticket });
  };

/** A deleted chat that is back needs no notice that it was deleted. */
export const forgetUndeleted =
  ({ forgetClosed }: { readonly forgetClosed: (chatId: ChatId) => void }): Reaction =>
  (_before, after, event) => {
    if (event.event === 'chat.changed' && after.chats.get(event.chat.id)?.state === 'ended')
      forgetClosed(event.chat.id);
  };

/** While the desk looked less closely, customers came and went without a word (S13). */
export const refreshWhenStricter =
  (refresh: () => void): Reaction =>
  (before, _after, event) => {
    const wasLooser = before.settings?.realtimeOnline === false;
    if (event.event === 'settings.changed' && wasLooser && event.settings.realtimeOnline) refresh();
  };
