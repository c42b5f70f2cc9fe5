// Links to a file for whoever may read what it was sent in, made for each who asks; and taking away one's own that was not sent.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { FileId } from '../../../shared/sent-file.ts';
import type { Context } from '../../adapters/context.ts';
import { smallOf } from '../../adapters/file-names.ts';
import { UNKNOWN_TYPE, type Uploads } from '../../adapters/uploads.ts';
import type { Account } from '../../domain/account.ts';
import { type Chat, mayRead } from '../../domain/chat.ts';
import { isShownTo } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { type Found, readKept, readTicketFile } from '../../store/files.ts';
import type { FileHolder } from '../../store/keys.ts';
import { readChat } from '../../store/log.ts';
import { readTicket } from '../../store/tickets.ts';
import { discardFile } from '../../workflows/files.ts';
import type { FileMeans } from './means.ts';

/** Who takes part or may read it afterwards, and who watches it, of which there is a line in the log (S91). */
const maySee = (chat: Chat, account: Account): boolean =>
  mayRead(chat, account) ||
  (!chat.removing && Object.values(chat.watchers).some(({ user }) => user === account.id));

export const createChatFileLinks =
  ({ uploads }: FileMeans): RouteHandler<'GET /api/chats/{chatId}/files/{fileId}'> =>
  async ({ chatId, fileId }, { context: { db }, session: { account } }) => {
    const [chat, kept] = await Promise.all([readChat(db, chatId), readKept(db, { chat: chatId }, fileId)]);
    if (!chat || !maySee(chat, account)) return refuse({ code: 'not_found' });
    const isThere = kept?.clean && (kept.usedBy !== undefined || kept.by === account.id);
    return kept?.found && isThere ? linksTo(uploads, kept.found) : refuse({ code: 'not_found' });
  };

export const createTicketFileLinks =
  ({ uploads }: FileMeans): RouteHandler<'GET /api/tickets/{number}/files/{fileId}'> =>
  async ({ number, fileId }, { context: { db } }) => {
    const file = await readTicketFile(db, number, fileId);
    return file ? linksTo(uploads, file.found) : refuse({ code: 'not_found' });
  };

export const createMyTicketFileLinks =
  ({ uploads }: FileMeans): RouteHandler<'GET /api/my-tickets/{number}/files/{fileId}'> =>
  async ({ number, fileId }, { context: { db }, session: { account } }) => {
    const [ticket, file] = await Promise.all([readTicket(db, number), readTicketFile(db, number, fileId)]);
    if (!ticket || !isShownTo(account.id, ticket) || !file) return refuse({ code: 'not_found' });
    return linksTo(uploads, file.found);
  };

/** Only a picture that was looked into is shown; anything else is saved, whatever it is called. */
const linksTo = async (
  uploads: Uploads,
  { object, type, file }: Found,
): Promise<Result<{ url: string; save: string; small?: string }>> => {
  const save = await uploads.link(object, UNKNOWN_TYPE, file.name);
  if (type === UNKNOWN_TYPE) return { ok: { url: save, save } };
  const url = await uploads.link(object, type);
  const small = file.small ? await uploads.link(smallOf(object), 'image/jpeg') : undefined;
  return { ok: { url, save, ...(small && { small }) } };
};

export const createChatFileRemove =
  (means: FileMeans): RouteHandler<'DELETE /api/chats/{chatId}/files/{fileId}'> =>
  ({ chatId, fileId }, { context, session: { account } }) =>
    remove(means, context, { chat: chatId }, { id: fileId, by: account.id });

export const createTicketFileRemove =
  (means: FileMeans): RouteHandler<'DELETE /api/ticket-files/{fileId}'> =>
  ({ fileId }, { context, session: { account } }) =>
    remove(means, context, { user: account.id }, { id: fileId, by: account.id });

/** Not there, or somebody else's, or sent by now: then there is nothing of it to take away. */
const remove = async (
  { removeUploads }: FileMeans,
  { db, now }: Context,
  holder: FileHolder,
  { id, by }: { readonly id: FileId; readonly by: string },
): Promise<Result<Record<string, never>>> => {
  const kept = await readKept(db, holder, id);
  if (kept?.by === by && kept.usedBy === undefined)
    await discardFile({ db, now, removeUploads }, { holder, id, kept });
  return { ok: {} };
};
