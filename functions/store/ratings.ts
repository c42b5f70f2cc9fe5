// What customers thought of their chats (S67-S69): one rating beside each chat, in an index by month. Knows no permission.
import * as v from 'valibot';
import { ChatId, Person, Stars, UserId } from '../../shared/model.ts';
import type { Db } from './db.ts';
import { feedbackKey, ratingIndex } from './keys.ts';

/** As stored; with every agent who took part in the chat, so that a report per agent needs no chat. */
export const Rating = v.object({
  chatId: ChatId,
  stars: Stars,
  comment: v.string(),
  at: v.number(),
  customer: UserId,
  agents: v.array(Person),
});
export type Rating = v.InferOutput<typeof Rating>;

/** Writes the rating of a chat if it has none. @returns the one that counts: this one, or the one that stood there. */
export const writeRating = async (db: Db, rating: Rating): Promise<Rating> => {
  const { chatId, at } = rating;
  const written = await db.put(
    { ...feedbackKey(chatId), ...ratingIndex(at, chatId), ...rating },
    { condition: 'attribute_not_exists(pk)' },
  );
  if ('done' in written) return rating;
  return written.refused ? v.parse(Rating, written.refused) : ((await readRating(db, chatId)) ?? rating);
};

export const readRating = async (db: Db, chatId: ChatId): Promise<Rating | undefined> => {
  const item = await db.get(feedbackKey(chatId), { consistent: true });
  return item && v.parse(Rating, item);
};
