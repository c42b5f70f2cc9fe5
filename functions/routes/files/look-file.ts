// Looks into a file that was uploaded: what it is by its bytes, without what it tells unasked, in a place that nobody else writes to.
import { createHash } from 'node:crypto';
import { type Refusal, type Result, refuse } from '../../../shared/errors.ts';
import type { FileId, SentFile } from '../../../shared/sent-file.ts';
import type { Context } from '../../adapters/context.ts';
import { lookedIntoOf, smallOf, uploadOf } from '../../adapters/file-names.ts';
import { UNKNOWN_TYPE } from '../../adapters/uploads.ts';
import { type LookedInto, lookInto } from '../../inspect/look-into.ts';
import { makeSmall } from '../../inspect/thumbnail.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { type Found, type Kept, noteClean, noteFound, readFileRules, readKept } from '../../store/files.ts';
import type { FileHolder } from '../../store/keys.ts';
import { discardFile } from '../../workflows/files.ts';
import type { FileMeans } from './means.ts';

interface Looking {
  readonly holder: FileHolder;
  readonly id: FileId;
}
type Looked = Result<{ readonly state: 'checking' | 'ready'; readonly file: SentFile }>;

export const createChatFileLook =
  (means: FileMeans): RouteHandler<'POST /api/chats/{chatId}/files/{fileId}'> =>
  ({ chatId, fileId }, { context, session: { account } }) =>
    lookAt(means, context, { holder: { chat: chatId }, id: fileId }, account.id);

export const createTicketFileLook =
  (means: FileMeans): RouteHandler<'POST /api/ticket-files/{fileId}'> =>
  ({ fileId }, { context, session: { account } }) =>
    lookAt(means, context, { holder: { user: account.id }, id: fileId }, account.id);

const lookAt = async (
  means: FileMeans,
  context: Context,
  { holder, id }: Looking,
  by: string,
): Promise<Looked> => {
  const kept = await readKept(context.db, holder, id);
  // Somebody else's is not there.
  if (!kept || kept.by !== by) return refuse({ code: 'file_gone' });
  if (kept.found) return answer(means, context, { holder, id, kept, found: kept.found });
  const bytes = await means.uploads.read(uploadOf(holder, id), kept.size);
  if (!bytes) return refuse({ code: 'file_gone' });
  const seen = await inspect(context, bytes, kept);
  if ('error' in seen) return discard(means, context, { holder, id, kept }, seen.error);
  const found = await keep(means, { holder, id }, seen.ok);
  const noted = await noteFound(context.db, holder, id, { found, clean: !means.uploads.scans });
  if (!noted?.found) {
    // Another call was quicker, whose bytes may be others: what it found stands.
    const known = await readKept(context.db, holder, id);
    if (known?.found?.object !== found.object)
      await Promise.all([means.uploads.remove(found.object), means.uploads.remove(smallOf(found.object))]);
    return known?.found
      ? answer(means, context, { holder, id, kept: known, found: known.found })
      : refuse({ code: 'file_gone' });
  }
  await means.uploads.remove(uploadOf(holder, id));
  return answer(means, context, { holder, id, kept: noted, found });
};

/** What may be passed on, by its bytes and by what the desk takes. */
const inspect = async ({ db }: Context, bytes: Uint8Array, { name }: Kept): Promise<Result<LookedInto>> => {
  const [rules, verdict] = await Promise.all([readFileRules(db), lookInto(bytes, name)]);
  if ('fault' in verdict) return refuse({ code: verdict.fault === 'broken' ? 'file_broken' : 'file_kind' });
  return rules.kinds.includes(verdict.ok.kind) ? verdict : refuse({ code: 'file_kind' });
};

/** Named by its bytes: done again it is the same, and whatever else was uploaded lies elsewhere. */
const keep = async (
  { uploads, codecs }: FileMeans,
  { holder, id }: Looking,
  { name, kind, bytes, picture, shown }: LookedInto,
): Promise<Found> => {
  const object = `${lookedIntoOf(holder, id)}${createHash('sha256').update(bytes).digest('hex')}`;
  const type = picture ? `image/${picture.format}` : UNKNOWN_TYPE;
  await uploads.put({ key: object, body: bytes, type });
  const small = picture && (await makeSmall(codecs, picture.format, picture));
  if (small) await uploads.put({ key: smallOf(object), body: small, type: 'image/jpeg' });
  return {
    object,
    type,
    file: { id, name, kind, size: bytes.length, ...shown, ...(small && { small: true }) },
  };
};

const discard = async (
  { removeUploads }: FileMeans,
  { db, now }: Context,
  which: Looking & { readonly kept: Kept },
  refusal: Refusal,
): Promise<Looked> => {
  await discardFile({ db, now, removeUploads }, which);
  return refuse(refusal);
};

const answer = async (
  means: FileMeans,
  context: Context,
  { holder, id, kept, found }: Looking & { readonly kept: Kept; readonly found: Found },
): Promise<Looked> => {
  const { file, object } = found;
  if (kept.clean) return { ok: { state: 'ready', file } };
  const scan = await means.uploads.scanned(object);
  if (scan === undefined) return { ok: { state: 'checking', file } };
  if (scan !== 'clean') {
    const code = scan === 'infected' ? 'file_infected' : 'file_unscanned';
    return discard(means, context, { holder, id, kept }, { code });
  }
  const noted = await noteClean(context.db, holder, id);
  return noted ? { ok: { state: 'ready', file } } : refuse({ code: 'file_gone' });
};
