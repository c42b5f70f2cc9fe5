// The action of every route of the people function; the compiler names the one that is missing.
import type { Reach } from '../actions/rights.ts';
import type { HttpActions } from '../platform/http.ts';
import { account } from './account.ts';
import { createAccountBlock } from './account-block.ts';
import { createAccountChange } from './account-change.ts';
import { accountCreate } from './account-create.ts';
import { createAccountPassword } from './account-password.ts';
import { accountSearch } from './account-search.ts';
import { audit } from './audit.ts';
import { categories, createCategoriesSave } from './categories.ts';
import { createGroupChange } from './group-change.ts';
import { groupCreate } from './group-create.ts';
import { createGroupDelete } from './group-delete.ts';
import { groupList } from './group-list.ts';
import { createLogin } from './login.ts';
import { createLogout } from './logout.ts';
import { createOwnPassword } from './own-password.ts';
import { createPreferencesChange, preferences } from './preferences.ts';

/** @param reach the way to those who are connected now. */
export const createPeopleActions = (reach: Reach): HttpActions<'people'> => ({
  'POST /api/login': createLogin(reach),
  'POST /api/logout': createLogout(reach),
  'GET /api/accounts': accountSearch,
  'GET /api/accounts/{accountId}': account,
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
  'GET /api/audit': audit,
  'GET /api/preferences': preferences,
  'PATCH /api/preferences': createPreferencesChange(reach),
  'POST /api/preferences/password': createOwnPassword(reach),
  'POST /api/profile/password': createOwnPassword(reach),
});
