// The handler of every route of the accounts function; the compiler names the one that is missing.

import type { RouteHandlers } from '../../pipeline/http.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { createAccountBlock } from './account-block.ts';
import { createAccountChange } from './account-change.ts';
import { accountCreate } from './account-create.ts';
import { createAccountPassword } from './account-password.ts';
import { accountRead } from './account-read.ts';
import { accountSearch } from './account-search.ts';
import { auditList } from './audit-list.ts';
import { categories, createCategoriesSave } from './categories.ts';
import { createGroupChange } from './group-change.ts';
import { groupCreate } from './group-create.ts';
import { createGroupDelete } from './group-delete.ts';
import { groupList } from './group-list.ts';
import { createLogin } from './login.ts';
import { createLogout } from './logout.ts';
import { createOwnPassword } from './own-password.ts';
import { createPreferencesChange, preferences } from './preferences.ts';
import { createSessionEnd, createSessionsEnd, sessionList } from './sessions.ts';

/** @param reach the way to those who are connected now. */
export const createAccountsRoutes = (reach: Reach): RouteHandlers<'accounts'> => ({
  'POST /api/login': createLogin(reach),
  'POST /api/logout': createLogout(reach),
  'GET /api/accounts': accountSearch,
  'GET /api/accounts/{accountId}': accountRead,
  'POST /api/accounts': accountCreate,
  'PATCH /api/accounts/{accountId}': createAccountChange(reach),
  'PUT /api/accounts/{accountId}/blocked': createAccountBlock(reach),
  'PUT /api/accounts/{accountId}/password': createAccountPassword(reach),
  'GET /api/groups': groupList,
  'POST /api/groups': groupCreate,
  'PATCH /api/groups/{groupId}': createGroupChange(reach),
  'DELETE /api/groups/{groupId}': createGroupDelete(reach),
  'GET /api/categories': categories,
  'PUT /api/categories': createCategoriesSave(reach),
  'GET /api/audit': auditList,
  'GET /api/preferences': preferences,
  'PATCH /api/preferences': createPreferencesChange(reach),
  'POST /api/preferences/password': createOwnPassword(reach),
  'POST /api/profile/password': createOwnPassword(reach),
  'GET /api/sessions': sessionList,
  'DELETE /api/sessions/{sessionId}': createSessionEnd(reach),
  'POST /api/sessions/end-others': createSessionsEnd(reach),
});
