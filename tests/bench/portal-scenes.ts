// Where a measured request of another company's page starts from: a desk that knows its portal, and people with its tokens. No figures of its own.
import type { Engine } from '../support/engine.ts';
import { addIssuer, anIssuer, aSigningKey, PORTAL_PAGE, signToken } from '../support/portal-tokens.ts';
import { desk, type Scene } from './scenes.ts';

export interface PortalScene extends Scene {
  /** Begins a session of somebody of the portal. @returns the browser's cookie. */
  readonly arrive: (user: string) => Promise<string>;
  /** What a page asks of its frame, with a token or without. */
  readonly asked: (user: string, given?: object) => Promise<{ readonly body: object }>;
  readonly issuer: ReturnType<typeof anIssuer>;
  readonly pem: string;
  readonly tokenOf: (user: string) => Promise<string>;
}

const SESSION = 'POST /api/embed/session';

export const portal = async (engine: Engine): Promise<PortalScene> => {
  const scene = await desk(engine);
  const { rig } = scene;
  const key = aSigningKey();
  const issuer = await addIssuer(rig.db, anIssuer(key, { everyone: ['with-chat'] }));
  const tokenOf = (user: string) =>
    signToken(key, { now: rig.now(), audience: 'https://portal.example.nl', sub: user });
  const asked = async (user: string, given: object = {}) => ({
    body: { page: PORTAL_PAGE, user, keep: 'site', token: await tokenOf(user), ...given },
  });
  return {
    ...scene,
    issuer,
    pem: key.pem,
    tokenOf,
    asked,
    arrive: async (user) => {
      const { cookies } = await rig.request(SESSION, await asked(user));
      return cookies[0]?.split(';')[0] ?? '';
    },
  };
};

/** Somebody who was here before; with the cookie of that time. */
export const returning = async (engine: Engine): Promise<PortalScene & { readonly cookie: string }> => {
  const scene = await portal(engine);
  return { ...scene, cookie: await scene.arrive('jan') };
};

/** A code lies ready for a window of its own. */
export const poppingOut = async (engine: Engine) => {
  const scene = await returning(engine);
  const { body } = await scene.rig.request('POST /api/embed/window', { cookie: scene.cookie, body: {} });
  return { ...scene, code: String(Object(Object(body).ok).code) };
};
