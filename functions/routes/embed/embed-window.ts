// The window of its own beside a frame of another site: it has other cookies than the frame, and takes over its session by a code that works once.
import { refuse } from '../../../shared/errors.ts';
import { readSignedIn } from '../../auth/session.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { layDown, takeUp } from '../../store/used-once.ts';

export const embedWindowCode: RouteHandler<'POST /api/embed/window'> = async (
  _input,
  { context, cookie },
) => {
  if (!cookie.token) return refuse({ code: 'not_signed_in' });
  const { db, now, newId } = context;
  const code = newId() + newId();
  await layDown(db, { code, token: cookie.token, now: now() });
  return { ok: { code } };
};

/** The very session: whoever signs out of the one is out of the other. */
export const embedWindow: RouteHandler<'PUT /api/embed/window'> = async (
  { code },
  { context, site, cookie },
) => {
  const token = await takeUp(context.db, { code, now: context.now() });
  const signedIn = token && (await readSignedIn(context, site, token));
  if (!signedIn) return refuse({ code: 'not_signed_in' });
  cookie.setEmbedded(token, 'site');
  return { ok: {} };
};
