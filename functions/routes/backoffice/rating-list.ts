// The ratings of one month, for the report.
import type { RouteHandler } from '../../pipeline/http.ts';
import { readRatings, readRemoved } from '../../store/rating-report.ts';

const nothing = { all: [0, 0, 0, 0, 0] as [number, number, number, number, number], agents: [] };

export const ratingList: RouteHandler<'GET /api/ratings'> = async (
  { month, cursor },
  { context: { db } },
) => {
  const [page, removed] = await Promise.all([
    readRatings(db, month, cursor?.replace('.', '#')),
    cursor ? nothing : readRemoved(db, month),
  ]);
  return { ok: { ratings: [...page.ratings], cursor: page.next?.replace('#', '.'), removed } };
};
