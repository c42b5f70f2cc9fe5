// The standard texts of the desk (S12).
import * as v from 'valibot';
import { StandardText } from '../../shared/model.ts';
import { type Db, isStored, unconditional } from './db.ts';
import { TEXTS } from './keys.ts';

/** In the order agents gave them. */
export const listTexts = async (db: Db): Promise<StandardText[]> => {
  const texts: StandardText[] = [];
  for (let from = ''; ; ) {
    const page = await db.query({ pk: TEXTS, from: `${from}\u0000` });
    for (const item of page.items) {
      const text = v.parse(StandardText, item);
      texts.push(text);
      from = text.id;
    }
    if (!page.more) break;
  }
  return texts.sort((a, b) => a.order - b.order || a.title.localeCompare(b.title));
};

/**
 * Stores a text of which nobody stored another version since: a new one, or the next of `rev`.
 * @returns the stored one; `undefined` when somebody was quicker, also by deleting it.
 */
export const putText = async (
  db: Db,
  { rev, ...text }: StandardText,
  isNew: boolean,
): Promise<StandardText | undefined> => {
  const next = { ...text, rev: (rev ?? 0) + 1 };
  const condition = isNew
    ? { condition: 'attribute_not_exists(pk)' }
    : rev === undefined
      ? { condition: 'attribute_exists(pk) AND attribute_not_exists(rev)' }
      : { condition: 'rev = :rev', values: { ':rev': rev } };
  const result = await db.put({ pk: TEXTS, sk: text.id, ...next }, condition);
  return isStored(result, next) ? next : undefined;
};

export const deleteText = async (db: Db, id: string): Promise<void> => {
  await db.delete(
    { pk: TEXTS, sk: id },
    unconditional('deleted, whatever it says by now: who deletes means the text, not a version of it'),
  );
};
