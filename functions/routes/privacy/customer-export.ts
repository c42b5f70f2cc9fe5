// All data of a customer as one ZIP: PDFs first, as many per call as its time allows, then what was sent, the file of data and the link.
import { refuse } from '../../../shared/errors.ts';
import type { RouteInput } from '../../../shared/routes.ts';
import { TRANSCRIPT_LINK_SECONDS } from '../../../shared/rules.ts';
import type { Context } from '../../adapters/context.ts';
import { exportsOf } from '../../adapters/file-names.ts';
import type { Files } from '../../adapters/files.ts';
import { writeZip, type ZipFile } from '../../adapters/zip.ts';
import { type Account, displayName } from '../../domain/account.ts';
import { attempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { addAuditLine } from '../../store/audit.ts';
import { listChatIds, readAllTickets } from '../../store/customer-data.ts';
import { type Found, listChatFiles, listTicketFiles } from '../../store/files.ts';
import { type Head, readHead } from '../../store/log.ts';
import { takeAttempt } from '../../store/throttle.ts';
import type { Transcripts } from '../../transcript/transcripts.ts';
import { gather } from './gather-customer.ts';

type Name = 'POST /api/customers/{customerId}/export';

export interface ExportMeans {
  readonly files: Files;
  readonly transcripts: Transcripts;
  /** The bucket of what people send. */
  readonly sent: Pick<Files, 'get'>;
}

/** Entries drawn in one call: some seconds of the 29 that API Gateway waits. A longer chat has a call of its own. */
const ENTRIES = 3000;
/** PDFs of one call, for those of hardly an entry take a tenth of a second as well. */
const DRAWN = 40;
/** Asked of the bucket, or fetched from it, together. */
const AT_ONCE = 10;
/** What the function's memory holds twice, once as parts and once as the ZIP. */
const BYTES_MAX = 400 * 1024 * 1024;

export const createExport =
  ({ files, transcripts, sent }: ExportMeans): RouteHandler<Name> =>
  async (input, { context, session }) => {
    const { db, now, newId } = context;
    const account = await readAccount(db, input.customerId);
    if (account?.role !== 'customer') return refuse({ code: 'not_found' });
    const taken = await takeAttempt(db, attempt('export', session.account.id), now());
    if ('error' in taken) return taken;
    const heads = await readHeads(context, account);
    const { keys, made } = await draw(transcripts, context, heads, input);
    if (made < heads.length) return { ok: { done: false, made, of: heads.length } };

    const parts = [
      ...keys.map((pdf) => ({ ...pdf, from: files })),
      ...(await listSent(context, account, heads)).map((file) => ({ ...file, from: sent })),
    ];
    const pdfs: ZipFile[] = [];
    let bytes = 0;
    for (let start = 0; start < parts.length; start += AT_ONCE) {
      const batch = parts.slice(start, start + AT_ONCE);
      for (const { name, body } of await Promise.all(batch.map(fetchPart))) {
        pdfs.push({ name, body });
        bytes += body.byteLength;
        if (bytes > BYTES_MAX) return refuse({ code: 'too_large' });
      }
    }
    const chats = heads.map(({ chat }) => chat);
    const data = await gather(db, { account, chats, now: now() });
    const json: ZipFile = { name: 'data.json', body: Buffer.from(`${JSON.stringify(data, null, 2)}\n`) };
    const zip = writeZip([json, ...pdfs], now());
    const key = `${exportsOf(account.id)}${newId()}.zip`;
    await files.put({ key, body: zip, type: 'application/zip' });
    const who = { id: session.account.id, name: displayName(session.account) };
    const about = { about: account.login, aboutId: account.id };
    await addAuditLine(db, { at: now(), who, action: 'exported', ...about }, newId());
    const fileName = `export-${new Date(now()).toISOString().slice(0, 10)}.zip`;
    const url = await files.link({ key, fileName, seconds: TRANSCRIPT_LINK_SECONDS });
    return { ok: { done: true, url, bytes: zip.byteLength } };
  };

const readHeads = async ({ db }: Context, { id }: Account): Promise<Head[]> => {
  const ids = await listChatIds(db, id);
  const heads: Head[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const batch = await Promise.all(ids.slice(start, start + AT_ONCE).map((chatId) => readHead(db, chatId)));
    heads.push(...batch.flatMap((head) => (head && !head.chat.removing ? [head] : [])));
  }
  return heads;
};

interface Pdf {
  readonly key: string;
  readonly name: string;
}

/** Makes PDFs that are not there yet, up to what one call can do. */
const draw = async (
  transcripts: Transcripts,
  context: Context,
  heads: readonly Head[],
  { language, timeZone }: RouteInput<Name>,
): Promise<{ readonly keys: readonly Pdf[]; readonly made: number }> => {
  const keys: Pdf[] = [];
  let entries = 0;
  let drawn = 0;
  for (const head of heads) {
    // Made and read at the desk before it is given to whom it is about: it speaks of that person by name.
    const options = { head, reader: 'helpdesk', language, timeZone } as const;
    const isThere = await transcripts.isMade(context, options);
    if (!isThere && drawn > 0 && (entries + head.last.seq > ENTRIES || drawn === DRAWN)) continue;
    if (!isThere) {
      await transcripts.make(context, options);
      entries += head.last.seq;
      drawn++;
    }
    const day = new Date(head.chat.startedAt).toISOString().slice(0, 10);
    keys.push({ key: transcripts.keyOf(options), name: `chats/${day}-${head.chat.id}.pdf` });
  }
  return { keys, made: keys.length };
};

/** Everything the customer's chats and tickets have of files, from both sides. */
const listSent = async (
  { db }: Context,
  { id }: Account,
  heads: readonly Head[],
): Promise<readonly Pdf[]> => {
  const found: Found[] = [];
  for (const { chat } of heads) found.push(...(await listChatFiles(db, chat.id)));
  for (const { number } of await readAllTickets(db, id))
    found.push(...(await listTicketFiles(db, number)).map((file) => file.found));
  return found.map(({ object, file }) => ({ key: object, name: `files/${file.id}/${file.name}` }));
};

const fetchPart = async ({
  key,
  name,
  from,
}: Pdf & { readonly from: Pick<Files, 'get'> }): Promise<ZipFile> => ({
  name,
  body: await from.get(key),
});
