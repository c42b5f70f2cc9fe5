// The session that a frame in another company's page gives to its window, by a code that works once (web/embed/apart.ts).
import { request } from '../ui/api.ts';

/** Where the frame is, as its policy lets it be told within the own origin alone. */
const isFromFrame = (referrer: string): boolean => referrer === `${location.origin}/embed`;

const CODE = /^#[\w-]{44}$/;

/** Does nothing on a page that was opened without a code. */
export const takeOverSession = async (): Promise<void> => {
  const { hash, pathname } = location;
  if (!CODE.test(hash)) return;
  // Out of the address before anything else: it is nobody's to see or to keep.
  history.replaceState(null, '', pathname);
  // Only the frame itself opens it so: a link of somebody else's would sign this browser in as them.
  if (!isFromFrame(document.referrer)) return;
  await request('PUT /api/embed/window', { code: hash.slice(1) });
};
