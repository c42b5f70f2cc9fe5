// By what one signs in at a site, for its login page; for everybody.
import type { RouteHandler } from '../../pipeline/http.ts';
import { readProvider } from '../../store/providers.ts';

export const signInRead: RouteHandler<'GET /api/sign-in'> = async (_input, { context, site }) => {
  const provider = await readProvider(context.db, site);
  return {
    ok: {
      provider: provider && { name: provider.name },
      passwords: !provider?.passwordsOff,
    },
  };
};
