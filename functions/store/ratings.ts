// What customers thought of their chats (S67-S69): one rating beside each chat, in an index by month. No permission checks.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { ChatId, Person, Stars, UserId } from '../../shared/model.ts';
import type { Db } from './db.ts';
import { feedbackKey, metaKey, ratingIndex } from './keys.ts';
import { RETRY, retryUntilSettled } from './retry.ts';

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

/**
 * Writes the rating of an ended chat if it has none, in one with a look at the chat: one that is being removed would leave
 * it behind.
 * @returns the rating that counts: this one, or the one that stood there.
 */
export const writeRating = (db: Db, random: () => number, rating: Rating): Promise<Result<Rating>> => {
  const { chatId, at } = rating;
  return retryUntilSettled(random, async () => {
    const written = await db.transact([
      {
        put: { ...feedbackKey(chatId), ...ratingIndex(at, chatId), ...rating },
        when: { condition: 'attribute_not_exists(pk)' },
      },
      {
        check: metaKey(chatId),
        when: { condition: 'attribute_exists(ended) AND attribute_not_exists(removing)' },
      },
    ]);
    if ('done' in written) return { ok: rating };
    if ('conflict' in written) return RETRY;
    const [stored, chat] = written.refused;
    if (chat) return refuse({ code: 'not_found' });
    return stored ? { ok: v.parse(Rating, stored) } : RETRY;
  });
};

export const readRating = async (db: Db, chatId: ChatId): Promise<Rating | undefined> => {
  const item = await db.get(feedbackKey(chatId), { consistent: true });
  return item && v.parse(Rating, item);
};
