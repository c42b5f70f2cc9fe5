// The standard texts of the desk (S12).
import * as v from 'valibot';
import { StandardText } from '../../shared/model.ts';
import type { Db } from './db.ts';
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

export const putText = async (db: Db, text: StandardText): Promise<void> => {
  await db.put({ pk: TEXTS, sk: text.id, ...text });
};

export const deleteText = async (db: Db, id: string): Promise<void> => {
  await db.delete({ pk: TEXTS, sk: id });
};
