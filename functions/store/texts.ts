// The standard texts of the desk (S12).

import * as v from 'valibot';
import { StandardText } from '../../shared/model.ts';
import type { Db, Write } from './db.ts';
import { bytesOf, fitToMessage, MESSAGE_BYTES } from './fit-to-message.ts';
import { TEXTS } from './keys.ts';
import { after, pagesOf } from './pages.ts';
import { isWritten } from './written.ts';

/** Texts read together: a page of long ones reads hardly more than it gives. */
const AT_ONCE = 20;

/** As agents ordered them: a page of the first release shows them as they come. */
const inOrder = (a: StandardText, b: StandardText) => a.order - b.order || a.title.localeCompare(b.title);

/** The texts behind a place in the order of their ids, as many as one message carries. */
export const listTexts = async (
  db: Db,
  from = '',
): Promise<{ readonly texts: StandardText[]; readonly next?: string }> => {
  const read: StandardText[] = [];
  for (let bytes = 0, isMore = true; isMore && bytes <= MESSAGE_BYTES; ) {
    const last = read.at(-1)?.id ?? from;
    const page = await db.query({ pk: TEXTS, from: after(last), limit: AT_ONCE });
    const found = page.items.map((item) => v.parse(StandardText, item));
    read.push(...found);
    bytes += found.reduce((sum, text) => sum + bytesOf(text), 0);
    isMore = page.more;
    if (!isMore && bytes <= MESSAGE_BYTES) return { texts: fitToMessage(read).sort(inOrder) };
  }
  const texts = fitToMessage(read);
  const last = texts.at(-1);
  return { texts: texts.sort(inOrder), ...(last && { next: last.id }) };
};

/** How many texts there are. Two that are saved at the same moment may both be the last that is allowed. */
export const countTexts = async (db: Db): Promise<number> => {
  let count = 0;
  for await (const items of pagesOf(db, { pk: TEXTS })) count += items.length;
  return count;
};

export const readText = async (db: Db, id: string): Promise<StandardText | undefined> => {
  const item = await db.get({ pk: TEXTS, sk: id }, { consistent: true });
  return item && v.parse(StandardText, item);
};

/**
 * Stores a text of which nobody stored another version since: a new one, or the next of `rev`.
 * @param more written with it, or not at all.
 * @returns the stored one; `undefined` when somebody was quicker, also by deleting it.
 */
export const putText = async (
  { db, random }: { readonly db: Db; readonly random: () => number },
  { rev, ...text }: StandardText,
  isNew: boolean,
  more: readonly Write[],
): Promise<StandardText | undefined> => {
  const next = { ...text, rev: (rev ?? 0) + 1 };
  const condition = isNew
    ? { condition: 'attribute_not_exists(pk)' }
    : rev === undefined
      ? { condition: 'attribute_exists(pk) AND attribute_not_exists(rev)' }
      : { condition: 'rev = :rev', values: { ':rev': rev } };
  const put: Write = { put: { pk: TEXTS, sk: text.id, ...next }, when: condition };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

/**
 * Whatever it says by now: who deletes means the text, not a version of it.
 * @param more written with it; not when it was deleted already.
 */
export const deleteText = async (
  { db, random }: { readonly db: Db; readonly random: () => number },
  id: string,
  more: readonly Write[],
): Promise<void> => {
  const gone: Write = { delete: { pk: TEXTS, sk: id }, when: { condition: 'attribute_exists(pk)' } };
  await isWritten(db, random, [gone, ...more], {});
};
