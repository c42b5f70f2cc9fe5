// Taking files away from table and bucket: those that were not sent in time, those somebody takes back, those of what is removed. No rules about who may.

import type { ChatId, UserId } from '../../shared/model.ts';
import type { FileId } from '../../shared/sent-file.ts';
import type { Context } from '../adapters/context.ts';
import { everythingOf, lookedIntoOf, uploadOf } from '../adapters/file-names.ts';
import type { RemoveFiles } from '../adapters/remove-files.ts';
import type { Write } from '../store/db.ts';
import {
  fileTaken,
  forgetFile,
  forgetUnsentFile,
  isSent,
  type Kept,
  listTicketFiles,
  listUnsentFiles,
  markGoing,
  readGoing,
} from '../store/files.ts';
import type { FileHolder } from '../store/keys.ts';
import { type Removal, removeTicket } from '../store/remove.ts';
import type { Ticket } from '../store/tickets.ts';
import { arm, armed, type Timer } from '../store/timers.ts';

export interface FilesContext extends Pick<Context, 'db' | 'now'> {
  /** In the bucket of what people send. */
  readonly removeUploads: RemoveFiles;
}

/** What was begun and not sent by then goes: longer than any link to upload with, and within the hour. */
const UNSENT_MS = 45 * 60_000;

/** A message may still be on its way with a file that was given to it: longer than any function that stores one runs. */
const SENDING_MS = 60_000;

type FileTimer = Extract<Timer, { kind: 'file' }>;

const timerOf = (holder: FileHolder, id: FileId): FileTimer => ({ kind: 'file', id, ...holder });
const holderOf = ({ chat, user }: FileTimer): FileHolder | undefined =>
  chat ? { chat } : user ? { user } : undefined;

/** Before anything of a file is stored: so nothing of it can stay behind, whatever happens. */
export const seeToFile = ({ db, now }: FilesContext, holder: FileHolder, id: FileId): Promise<void> =>
  arm(db, timerOf(holder, id), now() + UNSENT_MS);

/** The bytes, wherever they have come to. */
const removeBytes = async (
  { removeUploads }: FilesContext,
  holder: FileHolder,
  id: FileId,
): Promise<void> => {
  await removeUploads(uploadOf(holder, id));
  await removeUploads(lookedIntoOf(holder, id));
};

/** @returns whether it is gone; not when it was given to a message meanwhile. */
export const discardFile = async (
  context: FilesContext,
  { holder, id, kept }: { readonly holder: FileHolder; readonly id: FileId; readonly kept: Kept },
): Promise<boolean> => {
  if (!(await markGoing(context.db, holder, id, kept))) return false;
  await removeBytes(context, holder, id);
  await forgetFile(context.db, holder, id);
  return true;
};

/**
 * What the sweep does when a file's time is up: what was sent stays, without what lies beside it; anything else goes.
 * @returns whether that is settled; else it is to be asked again.
 */
export const lookAtFile = async (context: FilesContext, timer: FileTimer): Promise<boolean> => {
  const { db, now } = context;
  const holder = holderOf(timer);
  if (!holder) return true;
  const { id } = timer;
  const kept = await readGoing(db, holder, id);
  if (!kept) {
    // Of a chat it was taken back. That of a ticket may be there by now; what was uploaded once more is not.
    await ('chat' in holder ? removeBytes(context, holder, id) : removeIn(context, holder, id));
    return true;
  }
  if (kept.removing) {
    await removeBytes(context, holder, id);
    await forgetFile(db, holder, id);
    return true;
  }
  if (kept.usedBy !== undefined && 'chat' in holder) {
    if ((kept.usedAt ?? 0) > now() - SENDING_MS) return false;
    if (await isSent(db, holder.chat, kept)) {
      await removeIn(context, holder, id);
      return true;
    }
  }
  return discardFile(context, { holder, id, kept });
};

/** What was uploaded once more after it was looked into. */
const removeIn = ({ removeUploads }: FilesContext, holder: FileHolder, id: FileId): Promise<void> =>
  removeUploads(uploadOf(holder, id));

/** Everything that was sent in a chat. */
export const removeChatFiles = async ({ removeUploads }: FilesContext, chat: ChatId): Promise<void> => {
  for (const prefix of everythingOf({ chat })) await removeUploads(prefix);
};

/**
 * Files that go with a message that is taken back: to be written with it. From then on no link to them is made; their bytes
 * are removed by the sweep in the next minute.
 */
export const filesTakenBack = (
  { now }: Pick<Context, 'now'>,
  chat: ChatId,
  ids: readonly FileId[],
): readonly Write[] => ids.flatMap((id) => [fileTaken({ chat }, id), armed(timerOf({ chat }, id), now())]);

/**
 * Removes a ticket with its files; the chat it came from is somebody else's to remove.
 * @returns whether it is gone; else the same again goes on.
 */
export const removeTicketWithFiles = async (
  context: FilesContext,
  ticket: Pick<Ticket, 'number' | 'customer' | 'version'>,
  removal: Removal,
): Promise<boolean> => {
  // Before the ticket: as long as it is there, its files are found again.
  for (const { found, by } of await listTicketFiles(context.db, ticket.number)) {
    await context.removeUploads(lookedIntoOf({ user: by }, found.file.id));
    removal.allowance.left -= 1;
  }
  return removeTicket(context.db, ticket, removal);
};

/** What a person uploaded for tickets, sent or not: those that were sent are gone with their tickets. */
export const removeFilesOf = async (context: FilesContext, user: UserId): Promise<void> => {
  for (const prefix of everythingOf({ user })) await context.removeUploads(prefix);
  for (const id of await listUnsentFiles(context.db, user)) await forgetUnsentFile(context.db, user, id);
};
