// A console opens or comes back: registers for pushes first, then reads what its first screen shows.
import type { ActionReply } from '../../shared/actions.ts';
import { refuse } from '../../shared/errors.ts';
import type { ChatSummary } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import { displayName, hasAll, permissionsOf } from '../domain/account.ts';
import { tellAll } from '../domain/audience.ts';
import { toSummary } from '../domain/chat.ts';
import { toAgentSummary } from '../domain/duty.ts';
import { chatFor } from '../domain/speaking.ts';
import { readAccount } from '../store/accounts.ts';
import { listOnDuty } from '../store/agents.ts';
import { listOpen } from '../store/chats.ts';
import { consoles, readCategories, readSettings } from '../store/desk.ts';
import type { Action } from './action.ts';
import { tellIfFirstConsole } from './tell.ts';

/** API Gateway carries at most 128 KB in a message to a client; the rest of the snapshot needs its share. */
const CHATS_BYTES = 80 * 1024;

/** Splits the chats into those that fit the reply and those that follow as pushes. */
const split = (chats: readonly ChatSummary[]): [ChatSummary[], ChatSummary[]] => {
  let bytes = 0;
  const from = chats.findIndex((chat) => {
    bytes += Buffer.byteLength(JSON.stringify(chat));
    return bytes > CHATS_BYTES;
  });
  return from === -1 ? [[...chats], []] : [chats.slice(0, from), chats.slice(from)];
};

export const deskEnter: Action<'desk.enter'> = async (context, me, { speaks = FIRST }) => {
  const { db, now, deliver } = context;
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  const row = { connection: me.connection, user: me.id, speaks };
  await consoles.add(db, { ...row, now: now() });
  // Read after the console was registered: who takes a right away either sees the console, or this sees it taken.
  const account = await readAccount(db, me.id);
  if (!account || !hasAll(permissionsOf(account, []), me.permissions)) {
    await consoles.remove(db, row);
    return refuse({ code: 'forbidden' });
  }
  const registered = await consoles.list(db, { consistent: true });
  await tellIfFirstConsole(context, registered, row);
  const [settings, categories, open, agents] = await Promise.all([
    readSettings(db),
    readCategories(db),
    listOpen(db),
    listOnDuty(db, me.id),
  ]);
  const [chats, rest] = split(open.map(({ chat, waitingSince }) => toSummary(chat, waitingSince)).reverse());
  await deliver(rest.flatMap((chat) => tellAll([row], { event: 'chat.changed', chat })));
  const reply: ActionReply<'desk.enter'> = {
    me: { id: me.id, name: displayName(account) },
    permissions: [...me.permissions],
    settings,
    categories,
    chats: chats.map((chat) => chatFor(chat, speaks)),
    agents: agents.map(toAgentSummary),
    connected: [...new Set(registered.map(({ user }) => user))],
    now: now(),
  };
  return { ok: reply };
};
