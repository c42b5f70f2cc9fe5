// What the notices say of how long things are kept, as an administrator set it.
import { masksOf } from '../../domain/chat.ts';
import { unmaskedBy } from '../../domain/settings.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readSettings } from '../../store/desk.ts';
import { readRetention } from '../../store/retention.ts';

export const noticeRead: RouteHandler<'GET /api/privacy'> = async (_input, { context: { db } }) => {
  const [{ cases, deleted, ratings }, settings] = await Promise.all([readRetention(db), readSettings(db)]);
  const masks = masksOf({ unmasked: unmaskedBy(settings) }, 'customer');
  return { ok: { cases, deleted, ratings, preview: settings.preview, masks } };
};
