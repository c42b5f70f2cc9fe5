// Giving files to the message they are sent with: the one part of files that a message waits for. What else is known of a file is in files.ts.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Cid, UserId } from '../../shared/model.ts';
import { type FileId, SentFile } from '../../shared/sent-file.ts';
import type { Db } from './db.ts';
import { type FileHolder, fileKey } from './keys.ts';

/** As much of it as is asked here. */
const Used = v.object({ most: v.number(), found: v.optional(v.object({ file: SentFile })) });

interface Using {
  readonly by: UserId;
  readonly cid: Cid;
  readonly ids: readonly FileId[];
  /** The last place of the log that is known. */
  readonly after: number;
  readonly now: number;
}

/**
 * Gives files to the message that is about to be stored: each to one message for good, and again to the same. 1 write unit
 * each. Where one is refused the others are given back.
 */
export const useFiles = async (
  db: Db,
  chat: ChatId,
  { by, cid, ids, after, now }: Using,
): Promise<Result<readonly SentFile[]>> => {
  const used = await Promise.all(
    ids.map((id) =>
      db.update(fileKey({ chat }, id), {
        update: 'SET usedBy = :cid, usedAt = :now, usedAfter = :after',
        condition: `clean = :yes AND #by = :by AND attribute_not_exists(removing) AND (attribute_not_exists(usedBy) OR usedBy = :cid) AND most >= :count`,
        names: { '#by': 'by' },
        values: { ':cid': cid, ':now': now, ':after': after, ':yes': true, ':by': by, ':count': ids.length },
      }),
    ),
  );
  const files = used.map((result) =>
    'done' in result && result.item ? v.parse(Used, result.item).found?.file : undefined,
  );
  const known = files.filter((file) => file !== undefined);
  if (known.length === ids.length) return { ok: known };
  await Promise.all(ids.filter((_, index) => files[index]).map((id) => giveBack(db, { chat }, id, cid)));
  const most = used.flatMap((result) =>
    'refused' in result && result.refused ? [v.parse(Used, result.refused).most] : [],
  );
  const [least] = most.filter((max) => max < ids.length);
  return refuse(least === undefined ? { code: 'file_gone' } : { code: 'too_many_files', max: least });
};

const giveBack = (db: Db, holder: FileHolder, id: FileId, cid: Cid) =>
  db.update(fileKey(holder, id), {
    update: 'REMOVE usedBy, usedAt, usedAfter',
    condition: 'usedBy = :cid',
    values: { ':cid': cid },
  });
