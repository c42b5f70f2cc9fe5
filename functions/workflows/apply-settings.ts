// Brings the desk's settings to consoles, agents on duty and running chats, a page at a time. What already is as they say stays untouched, so it may be done again.
import type { Settings } from '../../shared/model.ts';
import type { DeskContext } from '../adapters/context.ts';
import { decideSwitches } from '../domain/changes.ts';
import type { Chat } from '../domain/chat.ts';
import { changeMax } from '../domain/duty.ts';
import { previewSwitchedPushes } from '../domain/recipients.ts';
import { switchesBy } from '../domain/settings.ts';
import { readOnDutyBatch } from '../store/agents.ts';
import { readOldOpenBatch } from '../store/batches.ts';
import { changeChat } from '../store/chats.ts';
import { arm } from '../store/timers.ts';
import { changeDuty } from './change-duty.ts';
import { notifyChat } from './notify.ts';
import { withdraw } from './time-out.ts';

const AGENTS = 'agents/';
const CHATS = 'chats/';

/** Chats that began a little later by another clock count in; those that begin from now on have the settings anyway. */
const CLOCKS_MS = 60_000;

/**
 * Agents come first: for them it counts at once (S8).
 * @param cursor where to begin; @param pages how far to go: 25 agents or chats each.
 * @returns where to go on; `undefined` at the end.
 */
export const applySettings = async (
  context: DeskContext,
  settings: Settings,
  cursor: string | undefined,
  pages: number,
): Promise<string | undefined> => {
  let at = cursor ?? AGENTS;
  for (let page = 0; page < pages; page++) {
    if (at.startsWith(AGENTS)) {
      const next = await applyToAgents(context, settings, at.slice(AGENTS.length));
      at = next === undefined ? CHATS : AGENTS + next;
    } else {
      const next = await applyToChats(context, settings, at.slice(CHATS.length));
      if (next === undefined) return undefined;
      at = CHATS + next;
    }
  }
  return at;
};

/** One after the other: each moves the room of the desk, which is one item. */
const applyToAgents = async (
  context: DeskContext,
  { max }: Settings,
  after: string,
): Promise<string | undefined> => {
  const { found, next } = await readOnDutyBatch(context.db, after);
  for (const agent of found) {
    if (agent.max === max) continue;
    await changeDuty(context, agent.id, (now) => (now && now.max !== max ? changeMax(now, max) : undefined));
  }
  return next;
};

const applyToChats = async (
  context: DeskContext,
  settings: Settings,
  after: string,
): Promise<string | undefined> => {
  const { found, next } = await readOldOpenBatch(context.db, context.now() + CLOCKS_MS, after);
  await Promise.all(found.map((chat) => applyToChat(context, settings, chat)));
  return next;
};

/** A running chat is looked at in the next minute, by the new time-out, or saved from the old one at once; and shows and masks what the desk wants. */
const applyToChat = async (context: DeskContext, settings: Settings, chat: Chat): Promise<void> => {
  if (chat.ended) return;
  const { db, random, now } = context;
  const switches = switchesBy(settings);
  const isAsWanted = (now: Chat) =>
    now.preview === switches.preview &&
    now.hidesPage === switches.hidesPage &&
    String(now.unmasked) === String(switches.unmasked);
  await arm(db, { kind: 'chat', id: chat.id }, now() + 60_000);
  if (chat.warned) await withdraw(context, settings, chat.id);
  if (isAsWanted(chat)) return;
  const changed = await changeChat(db, random, chat.id, async (head) => ({
    ok: head.chat.ended || isAsWanted(head.chat) ? null : { change: decideSwitches(head.chat, switches) },
  }));
  if ('ok' in changed && changed.ok.change) {
    await notifyChat(context, changed.ok.change.chat, previewSwitchedPushes(changed.ok.change.chat));
  }
};
