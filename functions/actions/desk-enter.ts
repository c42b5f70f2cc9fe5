// A console opens or comes back: registers for pushes first, then reads what its first screen shows. What one message does not carry goes ahead in pushes.
import type { ActionReply } from '../../shared/actions.ts';
import { refuse } from '../../shared/errors.ts';
import type { AgentSummary, ChatId, ChatSummary, UserId } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import { displayName, hasAll, permissionsOf } from '../domain/account.ts';
import { isThere } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { toAgentSummary } from '../domain/duty.ts';
import { pushesTo } from '../domain/recipients.ts';
import { chatFor } from '../domain/speaking.ts';
import type { Action } from '../pipeline/action.ts';
import { readAccount } from '../store/accounts.ts';
import { listOnDutyWith } from '../store/agents.ts';
import type { Db } from '../store/db.ts';
import { consoles, readCategories, readSettings } from '../store/desk.ts';
import { bytesOf, fitToMessage, inMessages, MESSAGE_BYTES } from '../store/fit-to-message.ts';
import { listEnded, listRunning, readOpen } from '../store/open-chats.ts';
import { welcomeBack } from '../workflows/change-duty.ts';
import { notifyIfFirstConsole } from '../workflows/notify.ts';

/** Ended chats, newest first, that come with the desk; "Ongesloten chats" asks for all of them. */
const ENDED_GIVEN = 100;
/** Ended chats are counted this far, at half a read unit for 40; more is "more". */
const ENDED_COUNTED = 1000;
/** Pages that say this or more know `desk.listed` (shared/terms.ts). */
const LISTED_SINCE = 2;
/** Older ones take one thing a push: this many at the most, the newest chats first. */
const OLDER_PUSHES = 500;

export const deskEnter: Action<'desk.enter'> = async (context, me, { speaks = FIRST, windows = [] }) => {
  const { db, now, deliver } = context;
  const row = { connection: me.connection, user: me.id, speaks };
  const isNew = await consoles.add(db, { ...row, now: now() });
  // Read after the console was registered: whoever takes a right away either sees the console, or this sees it taken.
  const account = await readAccount(db, me.id);
  if (!account || !hasAll(permissionsOf(account, []), me.permissions)) {
    await consoles.remove(db, row);
    return refuse({ code: 'forbidden' });
  }
  const at = now();
  const registered = await consoles.list(db, { consistent: true });
  // A console that refreshes has been told of: one of a hundred does so every second.
  if (isNew) await notifyIfFirstConsole(context, registered, row);
  const [settings, categories, { chats, ended }, { onDuty: agents, self }] = await Promise.all([
    readSettings(db),
    readCategories(db),
    readChats(db, windows),
    listOnDutyWith(db, me.id),
  ]);
  // Told in pushes, to this console too: what was just read is of before.
  if (self && !isThere(self)) await welcomeBack(context, me.id);
  const beside: Omit<ActionReply<'desk.enter'>, keyof Listed> = {
    me: { id: me.id, name: displayName(account) },
    permissions: [...me.permissions],
    settings,
    categories,
    ended,
    now: now(),
  };
  const connected = [...new Set(registered.map(({ user }) => user))];
  const given = chats.map((chat) => chatFor(chat, speaks));
  const all = { agents: agents.map(toAgentSummary), connected, chats: given };
  const { first, rest } = split(all, bytesOf(beside));
  // A page that does not know the push gets what is in it one by one.
  const listed = inMessages(speaks < LISTED_SINCE ? rest.slice(0, OLDER_PUSHES) : rest);
  await deliver(listed.flatMap((part) => pushesTo([row], { event: 'desk.listed', ...toListed(part), at })));
  return { ok: { ...beside, ...first } };
};

const readChats = async (db: Db, windows: readonly ChatId[]) => {
  const [running, { chats: ended, count, more }] = await Promise.all([
    listRunning(db),
    listEnded(db, { newest: ENDED_GIVEN, countUpTo: ENDED_COUNTED }),
  ]);
  const known = new Set([...running.map(({ chat }) => chat), ...ended].map(({ id }) => id));
  const others = await readOpen(
    db,
    windows.filter((id) => !known.has(id)),
  );
  return {
    chats: [
      ...[...others, ...running].map(({ chat, question }) => toSummary(chat, question)),
      ...ended.map((chat) => toSummary(chat)),
    ],
    ended: { count, more },
  };
};

/** The lists of a desk, which have no end that one message could carry. */
interface Listed {
  readonly agents: AgentSummary[];
  readonly connected: UserId[];
  readonly chats: ChatSummary[];
}

type Line = { agent: AgentSummary } | { connected: UserId } | { chat: ChatSummary };

const toLines = ({ agents, connected, chats }: Listed): Line[] => [
  ...agents.map((agent) => ({ agent })),
  ...connected.map((user) => ({ connected: user })),
  ...chats.map((chat) => ({ chat })),
];

const toListed = (lines: readonly Line[]): Listed => ({
  agents: lines.flatMap((line) => ('agent' in line ? line.agent : [])),
  connected: lines.flatMap((line) => ('connected' in line ? line.connected : [])),
  chats: lines.flatMap((line) => ('chat' in line ? line.chat : [])),
});

/** What goes with the reply, beside so many bytes, and what goes ahead of it. */
const split = (all: Listed, beside: number): { readonly first: Listed; readonly rest: readonly Line[] } => {
  const lines = toLines(all);
  const first = fitToMessage(lines, MESSAGE_BYTES - beside);
  return { first: toListed(first), rest: lines.slice(first.length) };
};
