// Who watched which chat unseen (S91), who changed what others may: written for administrators, read by nobody else.

import * as v from 'valibot';
import { type AuditKind, AuditLine } from '../../shared/audit-line.ts';
import { UserId } from '../../shared/model.ts';
import { isAbout, isOf, kindOf, type Named } from '../domain/audit.ts';
import { type Db, type Item, unconditional, type Write } from './db.ts';
import { AUDIT } from './keys.ts';
import { pagesOf } from './pages.ts';

export const addAuditLine = async (db: Db, line: AuditLine, id: string): Promise<void> => {
  await db.put(toItem(line, id), unconditional('a line of its own, under an id nobody else has'));
};

/** Whom a line names that was made by nobody known. */
const NOBODY = v.parse(UserId, 'nobody________________');
const HOUR_MS = 3_600_000;

/** Guesses at logins that nobody has: one line an hour for all there are, which says of none which login it was. */
export const addLineOfStrangers = async (db: Db, now: number): Promise<void> => {
  const line: AuditLine = {
    at: now - (now % HOUR_MS),
    who: { id: NOBODY, name: '' },
    action: 'sign_in_failed',
    about: '',
  };
  await db.put(
    toItem(line, NOBODY),
    unconditional('one line an hour for all who guess at logins that nobody has'),
  );
};

/** To be written with what it tells of: the one is not there without the other. */
export const auditLine = (line: AuditLine, id: string) =>
  ({
    put: toItem(line, id),
    when: unconditional('a line of its own, under an id nobody else has'),
  }) satisfies Write;

const toItem = (line: AuditLine, id: string): Item => ({ pk: AUDIT, sk: `${line.at}#${id}`, ...line });

const KeyedLine = v.intersect([v.object({ pk: v.string(), sk: v.string() }), AuditLine]);

/** Every line there is, a batch at a time: for an export or an erasure, which nobody waits for at a desk. */
export async function* readAllAuditLines(db: Db): AsyncGenerator<v.InferOutput<typeof KeyedLine>> {
  for await (const items of pagesOf(db, { pk: AUDIT, consistent: true })) {
    for (const item of items) yield v.parse(KeyedLine, item);
  }
}

/** Takes out of the log what tells of one customer. What was done, by whom and when stays; a customer's own signing in is nobody's from then on. */
export const forgetInAudit = async (db: Db, customer: Named): Promise<void> => {
  for await (const line of readAllAuditLines(db)) {
    const { pk, sk } = line;
    const [field, told] = 'chatId' in line ? ['nickname', line.nickname] : ['about', line.about];
    if (told === '' || !isAbout(line, customer)) continue;
    await db.update(
      { pk, sk },
      {
        update: 'SET #field = :none, who = :who REMOVE aboutId',
        condition: 'attribute_exists(pk)',
        names: { '#field': field },
        values: {
          ':none': '',
          ':who': line.who.id === customer.id ? { id: NOBODY, name: '' } : line.who,
        },
      },
    );
  }
};

/** Lines of one page. */
const LINES = 100;
/** Lines looked at in one query for those of a kind, some 300 bytes each; and queries for one page. A query gives at most 1 MB. */
const LOOK = 500;
const QUERIES = 3;

export interface AuditPage {
  readonly lines: readonly AuditLine[];
  /** Where to go on; absent at the end of the log. */
  readonly cursor?: string;
}

export interface AuditFilter {
  readonly kind?: AuditKind | undefined;
  /** Part of the name of whoever did it, or of what it is about. */
  readonly person?: string | undefined;
  readonly cursor?: string | undefined;
}

/** One page, newest first. @param cursor of the page before. */
export const listAuditLines = async (
  db: Db,
  { kind, person, cursor }: AuditFilter = {},
): Promise<AuditPage> => {
  const lines: AuditLine[] = [];
  let place = cursor?.replace('.', '#');
  for (let queries = 0; queries < QUERIES; queries++) {
    const range = {
      pk: AUDIT,
      backwards: true,
      limit: kind || person ? LOOK : LINES + 1,
      ...(place && { to: place }),
    };
    const page = await db.query(range);
    for (const item of page.items) {
      if (item.sk === place) continue;
      if (lines.length === LINES) return { lines, cursor: toCursor(place) };
      const line = v.parse(AuditLine, item);
      place = String(item.sk);
      if ((!kind || kindOf(line) === kind) && (!person || isOf(line, person))) lines.push(line);
    }
    if (!page.more) return { lines };
  }
  return { lines, cursor: toCursor(place) };
};

const toCursor = (place = ''): string => place.replace('#', '.');
