// Where a measured sign-in with a company's own provider starts from: a desk that has one, and a browser on its way. No figures of its own.
import { RENEWAL_MS } from '../../functions/workflows/open-session.ts';
import type { Engine } from '../support/engine.ts';
import { addProvider, type ScriptedProvider } from '../support/scripted-provider.ts';
import { desk, type Scene } from './scenes.ts';

export interface ProviderScene extends Scene {
  readonly provider: ScriptedProvider;
  /** A browser begins at the console. @returns what it comes back with. */
  readonly begin: () => Promise<{ readonly query: Record<string, string>; readonly cookie: string }>;
}

export const byProvider = async (engine: Engine): Promise<ProviderScene> => {
  const scene = await desk(engine);
  const { rig } = scene;
  await addProvider(rig.db);
  return {
    ...scene,
    provider: rig.provider,
    begin: async () => {
      const { body, cookies } = await rig.request('POST /api/sign-in', { site: 'console', body: {} });
      const query = rig.provider.comeBack(Object(body).ok.to);
      return { query, cookie: cookies[0]?.split(';')[0] ?? '' };
    },
  };
};

const MINUTE = 60_000;

/** Somebody is on the way back, for the first time here. */
export const comingBack = async (engine: Engine) => {
  const scene = await byProvider(engine);
  return { ...scene, ...(await scene.begin()) };
};

const signInOnce = async (scene: ProviderScene) => {
  const { query, cookie } = await scene.begin();
  const { cookies } = await scene.rig.request('GET /api/sign-in/callback', {
    site: 'console',
    query,
    cookie,
  });
  return cookies.at(-1)?.split(';')[0] ?? '';
};

/** As `comingBack`, of somebody who was here before and has not changed. */
export const comingAgain = async (engine: Engine) => {
  const scene = await byProvider(engine);
  await signInOnce(scene);
  return { ...scene, ...(await scene.begin()) };
};

/** Somebody is signed in, and the provider says that it is over. */
export const signedInBy = async (engine: Engine) => {
  const scene = await byProvider(engine);
  await signInOnce(scene);
  return { ...scene, token: await scene.provider.logoutToken() };
};

/** As `signedInBy`, connected, by a provider that does not say so: ten minutes later its refresh token is to be tried. */
export const renewable = async (engine: Engine): Promise<ProviderScene> => {
  const scene = await byProvider(engine);
  const { provider, rig, anna } = scene;
  provider.metadata = { ...provider.metadata, backchannel_logout_supported: false };
  await rig.connect(anna.account, await signInOnce(scene));
  // The minutes before are no part of it.
  rig.pass(RENEWAL_MS - MINUTE);
  await rig.sweep();
  rig.pass(MINUTE);
  return scene;
};

/** The sweep has called the function that speaks with providers. */
export const renewing = async (engine: Engine): Promise<ProviderScene> => {
  const scene = await renewable(engine);
  await scene.rig.sweep();
  return scene;
};
