// Where a measured step of a second factor starts from: anna with an app, with a passkey, or half signed in. No figures of its own.
import type { RouteName } from '../../shared/routes.ts';
import type { Engine } from '../support/engine.ts';
import {
  type AskFactors,
  addApp,
  addPasskey,
  beginApp,
  halfOf,
  newPasskey,
  originOf,
  provePasskey,
} from '../support/factors.ts';
import { desk, type Scene } from './scenes.ts';

/** Asks as anna. */
export const askAsAnna =
  ({ rig, anna, annasCookie }: Pick<Scene, 'rig' | 'anna' | 'annasCookie'>): AskFactors =>
  (route, body, { cookie = annasCookie, path } = {}) =>
    rig.request(route as RouteName, {
      account: anna.account,
      cookie,
      body,
      ...(path && { path }),
      mayRefuse: route === 'POST /api/login',
    });

export const withAppBegun = async (engine: Engine) => {
  const scene = await desk(engine);
  return { ...scene, ...(await beginApp(askAsAnna(scene), scene.rig.now())) };
};

export const withApp = async (engine: Engine) => {
  const scene = await desk(engine);
  return { ...scene, ...(await addApp(askAsAnna(scene), scene.rig.now())) };
};

export const withPasskeyBegun = async (engine: Engine) => {
  const scene = await desk(engine);
  return { ...scene, body: await newPasskey(askAsAnna(scene), originOf(scene.anna.account)) };
};

export const withPasskey = async (engine: Engine) => {
  const scene = await desk(engine);
  return { ...scene, ...(await addPasskey(askAsAnna(scene), originOf(scene.anna.account))) };
};

/** Her password was right; an app gives the code. */
export const halfWithApp = async (engine: Engine) => {
  const scene = await withApp(engine);
  return { ...scene, half: await halfOf(askAsAnna(scene), scene.anna.account) };
};

/** Her password was right; her passkey was asked and has answered. */
export const halfWithPasskey = async (engine: Engine) => {
  const scene = await withPasskey(engine);
  const ask = askAsAnna(scene);
  const half = await halfOf(ask, scene.anna.account);
  return { ...scene, half };
};

export const passkeyAnswered = async (engine: Engine) => {
  const scene = await halfWithPasskey(engine);
  const { authenticator, half: cookie, anna } = scene;
  return {
    ...scene,
    proof: await provePasskey(askAsAnna(scene), { origin: originOf(anna.account), authenticator, cookie }),
  };
};
