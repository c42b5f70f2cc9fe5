// The session that a frame in another company's page gives to its window, by a code that works once (web/embed/apart.ts).
import { request } from '../ui/api.ts';

const CODE = /^#[\w-]{44}$/;

/** Does nothing on a page that was opened without a code. */
export const takeOverSession = async (): Promise<void> => {
  const { hash, pathname } = location;
  if (!CODE.test(hash)) return;
  // Out of the address before anything else: it is nobody's to see or to keep.
  history.replaceState(null, '', pathname);
  await request('PUT /api/embed/window', { code: hash.slice(1) });
};
