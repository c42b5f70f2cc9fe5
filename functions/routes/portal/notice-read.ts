// What the notices say of how long things are kept, as an administrator set it.
import type { RouteHandler } from '../../pipeline/http.ts';
import { readSettings } from '../../store/desk.ts';
import { readRetention } from '../../store/retention.ts';

export const noticeRead: RouteHandler<'GET /api/privacy'> = async (_input, { context: { db } }) => {
  const [{ cases, deleted, ratings }, { preview }] = await Promise.all([readRetention(db), readSettings(db)]);
  return { ok: { cases, deleted, ratings, preview } };
};
