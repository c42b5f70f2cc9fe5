// The handler of every route of the chat on other companies' pages; the compiler names the one that is missing.
import type { RouteHandlers } from '../../pipeline/http.ts';
import { createEmbedLeave } from './embed-leave.ts';
import { createEmbedSession } from './embed-session.ts';
import { embedWindow, embedWindowCode } from './embed-window.ts';
import { issuerCreate, issuerDelete, issuerList, issuerSave } from './issuers.ts';
import type { EmbedMeans } from './means.ts';
import { createTokenCheck } from './token-check.ts';

export const createEmbedRoutes = (means: EmbedMeans): RouteHandlers<'embed'> => ({
  'POST /api/embed/session': createEmbedSession(means),
  'DELETE /api/embed/session': createEmbedLeave(means),
  'POST /api/embed/window': embedWindowCode,
  'PUT /api/embed/window': embedWindow,
  'GET /api/issuers': issuerList,
  'POST /api/issuers': issuerCreate,
  'PUT /api/issuers/{issuerId}': issuerSave,
  'DELETE /api/issuers/{issuerId}': issuerDelete,
  'POST /api/tokens/check': createTokenCheck(means),
});
