// The handler of every route of the accounts function; the compiler names the one that is missing.

import type { RouteHandlers } from '../../pipeline/http.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { createAccountBlock } from './account-block.ts';
import { createAccountChange } from './account-change.ts';
import { createAccountCreate } from './account-create.ts';
import { createAccountInvite } from './account-invite.ts';
import { createAccountPassword } from './account-password.ts';
import { accountRead } from './account-read.ts';
import { accountSearch } from './account-search.ts';
import { auditList } from './audit-list.ts';
import { brandSave, brandSettings } from './brand.ts';
import { categories, createCategoriesSave } from './categories.ts';
import { createFactorsReset } from './factors-reset.ts';
import { createGroupChange } from './group-change.ts';
import { groupCreate } from './group-create.ts';
import { createGroupDelete } from './group-delete.ts';
import { groupList } from './group-list.ts';
import { createHoursSave, hours } from './hours.ts';
import { createLogin } from './login.ts';
import { createLogout } from './logout.ts';
import { createOwnPassword } from './own-password.ts';
import { createForgotten, createPasswordChoose, createPasswordMeans, linkLook } from './password-link.ts';
import { createPreferencesChange, preferences } from './preferences.ts';
import { createSessionEnd, createSessionsEnd, sessionList } from './sessions.ts';
import { signInRules, signInRulesSave } from './sign-in-rules.ts';

/** @param reach the way to those who are connected now; @param hasMail whether this deployment sends mail. */
export const createAccountsRoutes = (reach: Reach, hasMail = false): RouteHandlers<'accounts'> => ({
  'POST /api/login': createLogin(reach),
  'POST /api/logout': createLogout(reach),
  'GET /api/accounts': accountSearch,
  'GET /api/accounts/{accountId}': accountRead,
  'POST /api/accounts': createAccountCreate(hasMail),
  'PATCH /api/accounts/{accountId}': createAccountChange(reach),
  'PUT /api/accounts/{accountId}/blocked': createAccountBlock(reach),
  'PUT /api/accounts/{accountId}/password': createAccountPassword(reach, hasMail),
  'POST /api/accounts/{accountId}/invitation': createAccountInvite(hasMail),
  'DELETE /api/accounts/{accountId}/factors': createFactorsReset(reach),
  'GET /api/brand/settings': brandSettings,
  'PUT /api/brand/settings': brandSave,
  'GET /api/sign-in-rules': signInRules,
  'PUT /api/sign-in-rules': signInRulesSave,
  'GET /api/groups': groupList,
  'POST /api/groups': groupCreate,
  'PATCH /api/groups/{groupId}': createGroupChange(reach),
  'DELETE /api/groups/{groupId}': createGroupDelete(reach),
  'GET /api/categories': categories,
  'PUT /api/categories': createCategoriesSave(reach),
  'GET /api/hours': hours,
  'PUT /api/hours': createHoursSave(reach),
  'GET /api/audit': auditList,
  'GET /api/preferences': preferences,
  'PATCH /api/preferences': createPreferencesChange(reach),
  'POST /api/preferences/password': createOwnPassword(reach, hasMail),
  'POST /api/profile/password': createOwnPassword(reach, hasMail),
  'GET /api/password/means': createPasswordMeans(hasMail),
  'POST /api/password/forgotten': createForgotten(hasMail),
  'POST /api/password/link': linkLook,
  'POST /api/password/choose': createPasswordChoose(reach, hasMail),
  'GET /api/sessions': sessionList,
  'DELETE /api/sessions/{sessionId}': createSessionEnd(reach),
  'POST /api/sessions/end-others': createSessionsEnd(reach),
});
