// What is known of a file: from when it is begun until it is taken away with its chat or ticket. Its bytes are in the bucket. No permission checks.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { FileRules } from '../../shared/file-routes.ts';
import { type ChatId, Cid, UserId } from '../../shared/model.ts';
import { FileId, SentFile } from '../../shared/sent-file.ts';
import { type Db, type Item, unconditional, type Write } from './db.ts';
import {
  chatKey,
  entrySk,
  type FileHolder,
  fileKey,
  fileRulesKey,
  filesOf,
  META,
  TICKET_FILES,
  ticketFileKey,
  ticketPk,
} from './keys.ts';
import { readAll } from './pages.ts';
import { isWritten } from './written.ts';

/** What was found when it was looked into. */
const Found = v.object({
  file: SentFile,
  /** Where in the bucket it is. */
  object: v.string(),
  /** As it is given out. */
  type: v.string(),
});
export type Found = v.InferOutput<typeof Found>;

const Kept = v.object({
  by: UserId,
  /** As it is called where it comes from. */
  name: v.string(),
  /** Bytes that may be uploaded. */
  size: v.number(),
  /** Files of one message, by what the desk took then. */
  most: v.number(),
  found: v.optional(Found),
  /** Nothing speaks against giving it out: it was scanned, or nothing is scanned here. */
  clean: v.optional(v.boolean()),
  /** The message it was sent with, or is being sent with. */
  usedBy: v.optional(Cid),
  usedAt: v.optional(v.number()),
  /** That message stands behind this place of the log, if anywhere. */
  usedAfter: v.optional(v.number()),
  /** It is being taken away: for everyone it is not there any more. */
  removing: v.optional(v.boolean()),
});
export type Kept = v.InferOutput<typeof Kept>;

const toKept = (item: Item): Kept => v.parse(Kept, item);

/** Also one that is being taken away. */
export const readGoing = async (db: Db, holder: FileHolder, id: FileId): Promise<Kept | undefined> => {
  const item = await db.get(fileKey(holder, id), { consistent: true });
  return item && toKept(item);
};

export const readKept = async (db: Db, holder: FileHolder, id: FileId): Promise<Kept | undefined> => {
  const kept = await readGoing(db, holder, id);
  return kept?.removing ? undefined : kept;
};

/** @returns whether it stands there now, by this call or one before that was the same. */
export const beginFile = async (
  db: Db,
  holder: FileHolder,
  id: FileId,
  file: Pick<Kept, 'by' | 'name' | 'size' | 'most'>,
): Promise<boolean> => {
  const put = await db.put({ ...fileKey(holder, id), ...file }, { condition: 'attribute_not_exists(pk)' });
  if ('done' in put) return true;
  const known = put.refused && toKept(put.refused);
  return known !== undefined && isSameFile(known, file);
};

/** Whether it is the same file of the same person, and still to be sent. */
export const isSameFile = (known: Kept, { by, size }: Pick<Kept, 'by' | 'size'>): boolean =>
  known.by === by && known.size === size && !known.removing && known.usedBy === undefined;

const NOT_GONE = 'attribute_exists(pk) AND attribute_not_exists(removing)';

/** @returns what is known then; nothing when it was taken away, or looked into by another call meanwhile. */
export const noteFound = async (
  db: Db,
  holder: FileHolder,
  id: FileId,
  { found, clean }: Required<Pick<Kept, 'found'>> & Pick<Kept, 'clean'>,
): Promise<Kept | undefined> => {
  const noted = await db.update(fileKey(holder, id), {
    update: `SET #found = :found${clean ? ', clean = :yes' : ''}`,
    condition: `${NOT_GONE} AND (attribute_not_exists(#found) OR #found.#object = :object)`,
    names: { '#found': 'found', '#object': 'object' },
    values: { ':found': found, ':object': found?.object, ...(clean && { ':yes': true }) },
  });
  return 'done' in noted && noted.item ? toKept(noted.item) : undefined;
};

export const noteClean = async (db: Db, holder: FileHolder, id: FileId): Promise<boolean> => {
  const noted = await db.update(fileKey(holder, id), {
    update: 'SET clean = :yes',
    condition: NOT_GONE,
    values: { ':yes': true },
  });
  return 'done' in noted;
};

/** Places behind the one that was known at which a message was put at last, and some more. */
const NEAR = 130;

/** Whether the message that a file was given to is in the log. */
export const isSent = async (
  db: Db,
  chat: ChatId,
  { usedBy, usedAfter = 0 }: Pick<Kept, 'usedBy' | 'usedAfter'>,
): Promise<boolean> => {
  const range = { pk: chatKey(chat), from: entrySk(usedAfter), to: META, consistent: true, limit: NEAR };
  const { items } = await db.query(range);
  return items.some(({ cid }) => cid === usedBy);
};

/**
 * From now on it is there for nobody, so it can be taken away.
 * @param as it was read: one that was given to a message since stays.
 */
export const markGoing = async (
  db: Db,
  holder: FileHolder,
  id: FileId,
  { usedBy, usedAt }: Pick<Kept, 'usedBy' | 'usedAt'>,
): Promise<boolean> => {
  const marked = await db.update(fileKey(holder, id), {
    update: 'SET removing = :yes',
    condition: `attribute_exists(pk) AND ${usedBy === undefined ? 'attribute_not_exists(usedBy)' : 'usedBy = :cid AND usedAt = :at'}`,
    values: { ':yes': true, ...(usedBy !== undefined && { ':cid': usedBy, ':at': usedAt }) },
  });
  return 'done' in marked;
};

/** Once its bytes are gone. */
export const forgetFile = async (db: Db, holder: FileHolder, id: FileId): Promise<void> => {
  await db.delete(fileKey(holder, id), {
    condition: 'removing = :yes',
    values: { ':yes': true },
  });
};

/** To be written with what takes them back, in whose key they are. */
export const fileTaken = (holder: FileHolder, id: FileId): Write => ({
  delete: fileKey(holder, id),
  when: unconditional('it goes with the message that is taken back, whatever it says'),
});

/** Files that go with a ticket or a reply, and the writes that move them there. */
export interface Attached {
  readonly files: readonly SentFile[];
  readonly writesFor: (number: number) => readonly Write[];
}

/** One's own files, ready to go with a ticket that is being written. */
export const readAttached = async (db: Db, by: UserId, ids: readonly FileId[]): Promise<Result<Attached>> => {
  const unique = [...new Set(ids)];
  const items = await Promise.all(unique.map((id) => readKept(db, { user: by }, id)));
  const found = items.flatMap((kept) => (kept?.clean && kept.found ? [kept.found] : []));
  if (found.length < unique.length) return refuse({ code: 'file_gone' });
  const max = Math.min(...items.map((kept) => kept?.most ?? unique.length));
  if (unique.length > max) return refuse({ code: 'too_many_files', max });
  return {
    ok: {
      files: found.map(({ file }) => file),
      writesFor: (number) =>
        found.flatMap((each): Write[] => [
          {
            delete: fileKey({ user: by }, each.file.id),
            when: { condition: 'clean = :yes AND attribute_not_exists(removing)', values: { ':yes': true } },
          },
          {
            put: { ...ticketFileKey(number, each.file.id), found: each, by },
            when: { condition: 'attribute_not_exists(pk)' },
          },
        ]),
    },
  };
};

/** Of a chat those that are in its messages. */
export const listChatFiles = async (db: Db, chat: ChatId): Promise<Found[]> => {
  const { pk, sk } = fileKey({ chat }, '' as FileId);
  const kept = (await readAll(db, { pk, from: sk, to: `${sk}~`, consistent: true })).map(toKept);
  return kept.flatMap(({ found, usedBy, removing }) => (found && usedBy && !removing ? [found] : []));
};

const OfTicket = v.object({ found: Found, by: UserId });
export type TicketFile = v.InferOutput<typeof OfTicket>;

export const readTicketFile = async (db: Db, number: number, id: FileId): Promise<TicketFile | undefined> => {
  const item = await db.get(ticketFileKey(number, id));
  return item && v.parse(OfTicket, item);
};

/** Every file of a ticket and its replies. */
export const listTicketFiles = async (db: Db, number: number): Promise<TicketFile[]> => {
  const range = { pk: ticketPk(number), from: TICKET_FILES, to: `${TICKET_FILES}~`, consistent: true };
  return (await readAll(db, range)).map((item) => v.parse(OfTicket, item));
};

/** Those of a ticket that its author was still writing. */
export const listUnsentFiles = async (db: Db, user: UserId): Promise<FileId[]> =>
  (await readAll(db, { pk: filesOf(user), consistent: true })).map(({ sk }) => v.parse(FileId, sk));

export const forgetUnsentFile = async (db: Db, user: UserId, id: FileId): Promise<void> => {
  await db.delete(
    fileKey({ user }, id),
    unconditional('its author is being erased: it is to go whatever it says'),
  );
};

const STANDARD: FileRules = {
  on: true,
  kinds: ['image', 'pdf', 'office', 'text'],
  megabytes: 20,
  most: 10,
  rev: 0,
};

export const readFileRules = async (db: Db, { consistent = false } = {}): Promise<FileRules> =>
  v.parse(FileRules, (await db.get(fileRulesKey, { consistent })) ?? STANDARD);

/** @returns undefined when somebody else saved since that version. */
export const writeFileRules = async (
  db: Db,
  random: () => number,
  { rev, ...rules }: FileRules,
  more: readonly Write[],
): Promise<FileRules | undefined> => {
  const next = { ...rules, rev: rev + 1 };
  const put: Write = {
    put: { ...fileRulesKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};
