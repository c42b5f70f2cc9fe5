// "Deelnemen": the first agent answers, a second one takes part by choice (S28, S57).
import { refuse } from '../../shared/errors.ts';
import { tellEntries } from '../domain/audience.ts';
import { decideJoin, hasJoined } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { readAgent } from '../store/agents.ts';
import { attach, changeChat, newForm, readForm } from '../store/chats.ts';
import { readUpTo } from '../store/log.ts';
import type { Action } from './action.ts';
import { fitting } from './chat-sync.ts';
import { tellChat, tellConsoles, tellRoom } from './tell.ts';

export const chatJoin: Action<'chat.join'> = async (context, me, { chatId, sid, cid, second }) => {
  const { db, now, random } = context;
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  const { connection } = me;

  const joined = await changeChat(db, random, chatId, async ({ chat, last }, read) => {
    if (hasJoined(chat, me.id) && !chat.ended) return { ok: null };
    const agent = await readAgent(db, me.id, read);
    const decided = decideJoin({ chat, last: last.seq, agent, cid, sid, connection, second, now: now() });
    return 'error' in decided ? decided : { ok: { change: decided.ok } };
  });
  if ('error' in joined) return joined;

  const { head, change } = joined.ok;
  const chat = change?.chat ?? (await attach(db, head.chat, sid, { user: me.id, role: me.role, connection }));
  const summary = toSummary(chat);
  if (change?.entry) {
    await Promise.all([
      tellChat(context, chatId, tellEntries(chat, [change.entry], connection)),
      tellConsoles(context, { event: 'chat.changed', chat: summary }, connection),
      // The first to join takes the place the customer held already: the room stays as it was.
      change.counts.waiting === 0 ? tellRoom(context) : undefined,
    ]);
  }
  const [entries, form] = await Promise.all([
    readUpTo(db, chatId, change?.entry?.seq ?? head.last.seq),
    // Nobody filled in anything before the first agent came.
    change?.counts.waiting === -1 ? newForm(chat) : readForm(db, chat),
  ]);
  return { ok: { chat: summary, entries: fitting(entries), form } };
};
