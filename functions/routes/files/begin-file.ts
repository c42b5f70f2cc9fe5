// Begins a file: whether it may come at all, noted before any of it is there, and a link that takes exactly so many bytes.
import { type Result, refuse } from '../../../shared/errors.ts';
import { bytesOf } from '../../../shared/files.ts';
import type { FileId } from '../../../shared/sent-file.ts';
import type { Context } from '../../adapters/context.ts';
import { uploadOf } from '../../adapters/file-names.ts';
import type { Account } from '../../domain/account.ts';
import { refuseSpeaking, takesPart } from '../../domain/chat.ts';
import { type Attempt, attempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { beginFile, isSameFile, readFileRules, readKept } from '../../store/files.ts';
import type { FileHolder } from '../../store/keys.ts';
import { readChat } from '../../store/log.ts';
import { takeAttempt } from '../../store/throttle.ts';
import { seeToFile } from '../../workflows/files.ts';
import { maskFor } from '../../workflows/mask.ts';
import type { FileMeans } from './means.ts';

interface Beginning {
  readonly fileId: FileId;
  readonly name: string;
  readonly size: number;
}

export const createChatFileBegin =
  (means: FileMeans): RouteHandler<'POST /api/chats/{chatId}/files'> =>
  async ({ chatId, ...file }, { context, session: { account } }) => {
    const chat = await readChat(context.db, chatId);
    // Someone else's chat and no chat are one answer: an id tells nothing.
    if (!chat || chat.removing || !takesPart(chat, account)) return refuse({ code: 'not_found' });
    const refusal = refuseSpeaking(chat, account, []);
    if (refusal) return refuse(refusal);
    return begin(means, context, {
      holder: { chat: chatId },
      file,
      account,
      counts: [attempt('file', account.id), attempt('chatFile', chatId)],
    });
  };

export const createTicketFileBegin =
  (means: FileMeans): RouteHandler<'POST /api/ticket-files'> =>
  (file, { context, session: { account } }) =>
    begin(means, context, {
      holder: { user: account.id },
      file,
      account,
      counts: [attempt('file', account.id)],
    });

const begin = async (
  { uploads, removeUploads }: FileMeans,
  context: Context,
  {
    holder,
    file: { fileId, name, size },
    account,
    counts,
  }: {
    readonly holder: FileHolder;
    readonly file: Beginning;
    readonly account: Pick<Account, 'id' | 'role'>;
    readonly counts: readonly Attempt[];
  },
): Promise<Result<{ url: string }>> => {
  const { db, now } = context;
  // A name is text like any other (S139).
  const masked = await maskFor(db, account.role, name.toWellFormed());
  const asked = { by: account.id, name: masked, size };
  const link = async () => ({ ok: { url: await uploads.uploadLink(uploadOf(holder, fileId), size) } });
  const known = await readKept(db, holder, fileId);
  if (known) return isSameFile(known, asked) ? link() : refuse({ code: 'file_gone' });

  const rules = await readFileRules(db);
  if (!rules.on) return refuse({ code: 'files_off' });
  if (size > bytesOf(rules)) return refuse({ code: 'file_too_large', max: rules.megabytes });
  for (const each of counts) {
    const taken = await takeAttempt(db, each, now());
    if ('error' in taken) return taken;
  }
  await seeToFile({ db, now, removeUploads }, holder, fileId);
  const begun = await beginFile(db, holder, fileId, { ...asked, most: rules.most });
  return begun ? link() : refuse({ code: 'file_gone' });
};
