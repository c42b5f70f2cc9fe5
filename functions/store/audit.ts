// Who watched which chat unseen (S91): written for administrators, read by nobody else.
import * as v from 'valibot';
import { AuditLine } from '../../shared/model.ts';
import type { Db } from './db.ts';
import { AUDIT } from './keys.ts';

/** Kept a year. */
const KEEP_SECONDS = 365 * 24 * 60 * 60;

export const addAuditLine = async (db: Db, line: AuditLine, id: string): Promise<void> => {
  const expiresAt = Math.floor(line.at / 1000) + KEEP_SECONDS;
  await db.put({ pk: AUDIT, sk: `${line.at}#${id}`, ...line, expiresAt });
};

/** The latest, newest first. */
export const listAuditLines = async (db: Db, limit: number): Promise<AuditLine[]> => {
  const { items } = await db.query({ pk: AUDIT, backwards: true, limit });
  return items.map((item) => v.parse(AuditLine, item));
};
