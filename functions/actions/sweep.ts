// What the minute's sweep does with each timer that is due. Coming late, twice, or after an outage changes nothing of the outcome.
import * as v from 'valibot';
import { ChatId, type Settings, UserId } from '../../shared/model.ts';
import { SILENT_GONE_MS } from '../../shared/rules.ts';
import { tellExpiring, tellPreviewSwitched } from '../domain/audience.ts';
import { decideWarn } from '../domain/changes.ts';
import { loseLease } from '../domain/duty.ts';
import { isSilent, judge } from '../domain/time-out.ts';
import { log } from '../platform/log.ts';
import { changeChat } from '../store/chats.ts';
import { readSettings } from '../store/desk.ts';
import { readHead } from '../store/log.ts';
import { arm, minuteOf, noteSwept, readDue, readSwept, type Timer } from '../store/timers.ts';
import type { DeskContext } from './action.ts';
import { applySettings } from './apply-settings.ts';
import { changeDuty } from './duty.ts';
import { endChat } from './end.ts';
import { tellChat, tellRoom } from './tell.ts';

/** How far back a desk that was never swept looks (minutes). */
const FIRST_SWEEP_MINUTES = 60;

/** Minutes read together when catching up after an outage. */
const AT_ONCE = 30;

export const sweep = async (context: DeskContext): Promise<void> => {
  const { db, now } = context;
  const current = minuteOf(now());
  const swept = (await readSwept(db)) ?? current - FIRST_SWEEP_MINUTES;
  const settings = await readSettings(db);
  // The clock may have been set back: timers are then armed for minutes that were swept before.
  for (let from = Math.min(swept + 1, current); from <= current; from += AT_ONCE) {
    const to = Math.min(current, from + AT_ONCE - 1);
    const minutes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const due = (await Promise.all(minutes.map((minute) => readDue(db, minute)))).flat();
    const lookAgain = async (timer: Timer, error: unknown) => {
      log('ERROR', 'timer failed, looking again next minute', { minute: current, error });
      await arm(db, timer, (current + 1) * 60_000);
    };
    await inParallel(due, (timer) =>
      look(context, settings, timer).catch((error: unknown) => lookAgain(timer, error)),
    );
    await noteSwept(db, to);
  }
  // Who changed the room may not have come to telling so.
  await tellRoom(context);
};

/** Timers looked at side by side: with 100,000 chats some 13,000 are due in a minute, which one by one would not fit in it. */
const SIDE_BY_SIDE = 25;

const inParallel = async (timers: readonly Timer[], run: (timer: Timer) => Promise<void>): Promise<void> => {
  const rest = timers.values();
  const work = async () => {
    for (const timer of rest) await run(timer);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
};

const look = (context: DeskContext, settings: Settings, { kind, id }: Timer): Promise<void> => {
  switch (kind) {
    case 'chat':
      return lookAtChat(context, settings, v.parse(ChatId, id));
    case 'lease':
      return lookAtLease(context, v.parse(UserId, id));
    case 'settings':
      return applySettings(context, settings);
    default:
      return kind satisfies never;
  }
};

const lookAtChat = async (context: DeskContext, settings: Settings, chatId: ChatId): Promise<void> => {
  const { db, now } = context;
  const head = await readHead(db, chatId);
  if (!head) return;
  const verdict = judge(head, settings, now());
  switch (verdict.kind) {
    case 'over':
      return;
    case 'later': {
      // The word that a connection closed may be lost; a place is not held for who is not there (S14).
      const probed = isSilent(head) && head.chat.goneSince === undefined;
      if (probed) await tellChat(context, head.chat, tellPreviewSwitched(head.chat));
      const again = probed ? now() + SILENT_GONE_MS : Number.POSITIVE_INFINITY;
      return arm(db, { kind: 'chat', id: chatId }, Math.min(verdict.at, again));
    }
    case 'warn':
      return warn(context, settings, chatId);
    case 'end': {
      // Judged again on the chat as it is when it ends: a message that came in between keeps it open.
      const ended = await endChat(context, {
        chatId,
        reason: verdict.reason,
        byPresence: verdict.reason === 'connection',
        allows: (latest) => ({ ok: judge(latest, settings, now()).kind === 'end' }),
      });
      // Not ended: busy, or no longer due. The next minute tells.
      if ('error' in ended || !ended.ok) await arm(db, { kind: 'chat', id: chatId }, now() + 60_000);
      return;
    }
    default:
      verdict satisfies never;
  }
};

/** Tells both sides when the chat will time out, judged on the chat as it is then; a second sweep finds it told. */
const warn = async (context: DeskContext, settings: Settings, chatId: ChatId): Promise<void> => {
  const { db, random, now } = context;
  const changed = await changeChat(db, random, chatId, async (head) => {
    const verdict = judge(head, settings, now());
    return { ok: verdict.kind === 'warn' ? { change: decideWarn(head.chat, verdict) } : null };
  });
  if ('error' in changed || !changed.ok.change) {
    // Something happened in between, or it was busy: the next minute tells.
    await arm(db, { kind: 'chat', id: chatId }, now() + 60_000);
    return;
  }
  const { head, change } = changed.ok;
  const endsAt = change.chat.warned?.endsAt ?? now();
  await arm(db, { kind: 'chat', id: chatId }, endsAt);
  const told = tellExpiring(change.chat, { seq: head.last.seq, endsAt, now: now() });
  await tellChat(context, change.chat, told, told[0]?.event);
};

const lookAtLease = async (context: DeskContext, id: UserId): Promise<void> => {
  const { db, now } = context;
  const changed = await changeDuty(context, id, (agent) =>
    agent?.counted && agent.leaseUntil <= now() ? loseLease(agent) : undefined,
  );
  // Too busy to be changed: looked at again, or it would give room for ever.
  if ('error' in changed && changed.error.code === 'busy')
    await arm(db, { kind: 'lease', id }, now() + 60_000);
  if ('ok' in changed && changed.ok.counted) await arm(db, { kind: 'lease', id }, changed.ok.leaseUntil);
};
