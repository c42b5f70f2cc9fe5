// The ratings of a month for the report, and the counts that stay of those whose chat is removed. No permission checks.

import * as v from 'valibot';
import type { RatingLine, StarCounts } from '../../shared/history-routes.ts';
import { ChatId, UserId } from '../../shared/model.ts';
import { monthOf } from '../domain/usage.ts';
import { type Db, unconditional, type Write } from './db.ts';
import { feedbackKey, RATED, ratedKey, ratingsOf } from './keys.ts';
import { after, partBehindHash, readAll } from './pages.ts';
import { Rating } from './ratings.ts';

/** Of one page: half a read unit each, and with the longest comments within what Lambda can answer. */
const PAGE = 500;

/** Oldest first. @param last the place of the last one of the page before, as in the index. */
export const readRatings = async (
  db: Db,
  month: string,
  last = '',
): Promise<{ readonly ratings: readonly RatingLine[]; readonly next?: string }> => {
  const pk = ratingsOf(month);
  const page = await db.query({ pk, index: 'lists', from: after(last), limit: PAGE });
  const places = page.items.map(({ gsk }) => v.parse(v.string(), gsk));
  const keys = places.map((gsk) => feedbackKey(v.parse(ChatId, partBehindHash(gsk))));
  const ratings = (await db.getAll(keys)).map((item) => v.parse(Rating, item));
  return {
    ratings: ratings.sort((a, b) => a.at - b.at || (a.chatId < b.chatId ? -1 : 1)),
    ...(page.more && { next: places.at(-1) }),
  };
};

const none: StarCounts = [0, 0, 0, 0, 0];

const RatedItem = v.object({
  sk: v.string(),
  name: v.optional(v.string(), ''),
  s1: v.optional(v.number(), 0),
  s2: v.optional(v.number(), 0),
  s3: v.optional(v.number(), 0),
  s4: v.optional(v.number(), 0),
  s5: v.optional(v.number(), 0),
});

const countsOf = ({ s1, s2, s3, s4, s5 }: v.InferOutput<typeof RatedItem>): StarCounts => [
  s1,
  s2,
  s3,
  s4,
  s5,
];

/** What is known of the ratings of a month whose chat is no longer there: how often, and of which agents. */
export const readRemoved = async (db: Db, month: string) => {
  const items = await readAll(db, { pk: RATED, from: `${month}#`, to: `${month}#~` });
  const rows = items.map((item) => v.parse(RatedItem, item));
  const sum = rows.find(({ sk }) => sk === `${month}#`);
  return {
    all: sum ? countsOf(sum) : none,
    agents: rows
      .filter((row) => row !== sum)
      .map((row) => ({
        agent: { id: v.parse(UserId, row.sk.slice(`${month}#`.length)), name: row.name },
        counts: countsOf(row),
      })),
  };
};

const anyStars = unconditional('a sum: each rating adds its part, in the transaction that takes it away');

/** Takes a rating away and counts it; refused as a whole when it was taken away before, so none counts twice. */
export const countRating = ({ chatId, stars, at, agents }: Rating): Write[] => {
  const month = monthOf(at);
  const star = { '#star': `s${stars}` };
  return [
    { delete: feedbackKey(chatId), when: { condition: 'attribute_exists(pk)' } },
    {
      update: ratedKey(month),
      by: { update: 'ADD #star :one', condition: anyStars, names: star, values: { ':one': 1 } },
    },
    ...agents.map(({ id, name }) => ({
      update: ratedKey(month, id),
      by: {
        update: 'SET #name = :name ADD #star :one',
        condition: anyStars,
        names: { ...star, '#name': 'name' },
        values: { ':one': 1, ':name': name },
      },
    })),
  ];
};
