// A browser on its way to a provider and back, at the handler: begins, comes back with what the provider gave it, and keeps its cookies.
import { cookieName } from '../../functions/auth/session.ts';
import type { Site } from '../../functions/domain/account.ts';
import type { createHttpHandler } from '../../functions/pipeline/http.ts';
import { type Answered, ask } from './accounts.ts';
import type { ScriptedProvider } from './scripted-provider.ts';

type Handler = ReturnType<typeof createHttpHandler>;

export const CALLBACK = 'GET /api/sign-in/callback';

export interface Away {
  /** The provider's address it was sent to. */
  readonly to: string;
  /** The `Cookie` header of the browser from then on. */
  readonly cookie: string;
}

export const goAway = async (
  handler: Handler,
  { site = 'console', back, cookie }: { site?: Site; back?: string; cookie?: string } = {},
): Promise<Away> => {
  const begun = await ask(handler, { route: 'POST /api/sign-in', site, cookie, body: { back } });
  const to = Object(Object(begun.body).ok).to;
  if (typeof to !== 'string') throw new Error(`not begun: ${JSON.stringify(begun.body)}`);
  return { to, cookie: begun.cookies[0]?.split(';')[0] ?? '' };
};

export interface Came {
  /** `done`, or why not. */
  readonly outcome: string;
  readonly location: string;
  /** Of the session; nothing when there is none. */
  readonly session: string | undefined;
  readonly answer: Answered;
}

export const comeIn = async (
  handler: Handler,
  query: Record<string, string>,
  { site = 'console', cookie }: { site?: Site; cookie?: string | undefined },
): Promise<Came> => {
  const answer = await ask(handler, { route: CALLBACK, site, query, cookie, headers: { origin: undefined } });
  const location = String(answer.headers.location);
  return {
    answer,
    location,
    outcome: location.slice(location.indexOf('#provider=') + '#provider='.length),
    session: answer.cookies
      .find((given) => given.startsWith(`${cookieName(site)}=`) && !given.includes('=;'))
      ?.split(';')[0],
  };
};

/** All the way. */
export const signInBy = async (
  handler: Handler,
  provider: Pick<ScriptedProvider, 'comeBack'>,
  { site = 'console', back, given }: { site?: Site; back?: string; given?: Record<string, unknown> } = {},
): Promise<Came> => {
  const { to, cookie } = await goAway(handler, { site, ...(back && { back }) });
  return comeIn(handler, provider.comeBack(to, given), { site, cookie });
};
