// The handler of every route of signing in with a provider; the compiler names the one that is missing.
import type { RouteHandlers } from '../../pipeline/http.ts';
import { createAway, createBack } from './away.ts';
import { createProviderLogout } from './logout.ts';
import type { SignInMeans } from './means.ts';
import { createProviderCheck } from './provider-check.ts';
import { createProviderSave, providerDelete, providerList } from './providers.ts';

export const createSignInRoutes = (means: SignInMeans): RouteHandlers<'sign-in'> => ({
  'POST /api/sign-in': createAway(means),
  'GET /api/sign-in/callback': createBack(means),
  'POST /api/sign-in/logout': createProviderLogout(means),
  'GET /api/providers': providerList,
  'PUT /api/providers/{site}': createProviderSave(means.secrets),
  'DELETE /api/providers/{site}': providerDelete,
  'POST /api/providers/{site}/check': createProviderCheck(means),
});
