// "Start chat": takes a place and opens the log with the welcome message; one running chat per account (S21, S116).

import * as v from 'valibot';
import { refuse } from '../../shared/errors.ts';
import { ChatId, type Entry, type Settings } from '../../shared/model.ts';
import { cleanEmail, isEmail, NICKNAME_MAX, SILENT_GONE_MS, WARNING_MS } from '../../shared/rules.ts';
import { FIRST } from '../../shared/terms.ts';
import { calledAs } from '../domain/caller.ts';
import { hasRoom } from '../domain/capacity.ts';
import { type Chat, sessionOf, toCustomerChat, toSummary } from '../domain/chat.ts';
import { parseName } from '../domain/names.ts';
import { openingNow } from '../domain/opening.ts';
import { switchesBy, welcomeIn } from '../domain/settings.ts';
import { entriesFor } from '../domain/speaking.ts';
import { attempt } from '../domain/throttle.ts';
import { newTally } from '../domain/usage.ts';
import type { Action } from '../pipeline/action.ts';
import { readPermissions } from '../store/accounts.ts';
import { readLive, startChat } from '../store/chats.ts';
import { readCounts, readSettings } from '../store/desk.ts';
import { readChat, readPage } from '../store/log.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { attach } from '../store/tabs.ts';
import { returnAttempt, takeAttempt } from '../store/throttle.ts';
import { armed } from '../store/timers.ts';
import { notifyConsoles } from '../workflows/notify.ts';
import { notifyRoom } from '../workflows/notify-room.ts';

interface Started {
  readonly chat: Chat;
  /** The first page of the log. */
  readonly entries: Entry[];
  readonly more: boolean;
  readonly isNew: boolean;
}

export const chatStart: Action<'chat.start'> = async (
  context,
  me,
  { sid, nickname, email, asks, speaks, language },
) => {
  const { db, now, newId, random } = context;
  const address = cleanEmail(email);
  if (address && !isEmail(address)) return refuse({ code: 'bad_email' });
  // Whoever left the login in the field gave no nickname, however long that is (S18).
  const named = nickname.trim() === me.login ? { ok: '' } : parseName(nickname, NICKNAME_MAX, 'nickname');
  if ('error' in named) return named;
  const session = sessionOf(me, { speaks, at: now() });

  const build = (settings: Settings): { chat: Chat; entry: Entry } => {
    const at = now();
    const name = named.ok || calledAs(me);
    return {
      chat: {
        id: v.parse(ChatId, newId()),
        rev: 1,
        customer: { id: me.id, login: me.login, name: me.name },
        nickname: name,
        ...(address && { email: address }),
        startedAt: at,
        language,
        ...switchesBy(settings),
        agents: [],
        invitations: [],
        watchers: {},
        sessions: { [sid]: session },
        tally: newTally,
      },
      entry: { seq: 1, at, kind: 'started', nickname: name, welcome: welcomeIn(settings, language) },
    };
  };

  const counted = attempt('start', me.id);
  let isCounted = false;
  let consistent = false;
  const started = await retryUntilSettled<Started>(random, async () => {
    // Read cheaply first: the transaction is locked on it, and a refused one is tried again on a strong read.
    const live = await readLive(db, me.id, { consistent });
    consistent = true;
    const running = live && (await readChat(db, live, { consistent: true }));
    if (running && !running.ended) {
      const attached = await attach(db, random, { chat: running, sid, session });
      if ('error' in attached) return attached;
      const { chat } = attached.ok;
      if (chat.ended) return RETRY;
      const { entries, more } = await readPage(db, chat.id, { after: 0 });
      return { ok: { chat, entries, more, isNew: false } };
    }
    const [permissions, settings, { room, hours }] = await Promise.all([
      readPermissions(db, me.id),
      readSettings(db),
      readCounts(db),
    ]);
    if (!permissions.has('chat')) return refuse({ code: 'no_chat_right' });
    // Looked at before anything is written or counted: who tries again and again costs reads, and is not shut out for it.
    const { shut, turn } = openingNow(hours, now());
    // What the hours are: an agent on duty outside them takes no new chat (S149).
    if (shut) return refuse({ code: 'no_room', opensAt: turn });
    if (!hasRoom(room)) return refuse({ code: 'no_room' });
    if (!isCounted) {
      const taken = await takeAttempt(db, counted, now());
      if ('error' in taken) return taken;
      isCounted = true;
    }
    const { chat, entry } = build(settings);
    // At first soon, as the place of a customer who says nothing and is gone is to be free again.
    const warning = settings.timeoutMinutes * 60_000 - WARNING_MS;
    const timer = armed({ kind: 'chat', id: chat.id }, chat.startedAt + Math.min(SILENT_GONE_MS, warning));
    const result = await startChat(db, { chat, entry, previous: live, timer });
    if (result === RETRY || 'error' in result) return result;
    return { ok: { chat, entries: [entry], more: false, isNew: true } };
  });
  // The last place went to somebody else meanwhile, or another tab was quicker.
  if (isCounted && ('error' in started || !started.ok.isNew)) await returnAttempt(db, counted);
  if ('error' in started) return started;

  const { chat, entries, more, isNew } = started.ok;
  if (isNew) {
    await Promise.all([
      // Without its message a console finds it with the next refresh of its list; such a chat soon ends by itself.
      !asks && notifyConsoles(context, { event: 'chat.changed', chat: toSummary(chat) }),
      notifyRoom(context),
    ]);
  }
  const waitingSince = entries.find(({ seq }) => seq === 2)?.at;
  return {
    ok: {
      chat: toCustomerChat(chat, waitingSince),
      entries: entriesFor(entries, speaks ?? FIRST),
      ...(more && { more }),
      preview: chat.preview,
    },
  };
};
