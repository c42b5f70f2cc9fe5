// A desk with a scripted provider and the door to it, anew for each test of a file; and what the log says of who was refused.
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../functions/routes/sign-in/index.ts';
import { aContext } from './accounts.ts';
import { type Engine, startEngine } from './engine.ts';
import {
  addProvider,
  createScriptedProvider,
  type ScriptedProvider,
  signInMeans,
} from './scripted-provider.ts';

interface ProviderRig {
  readonly engine: Engine;
  readonly context: ReturnType<typeof aContext>;
  readonly provider: ScriptedProvider;
  readonly handler: ReturnType<typeof createHttpHandler>;
}

const TOLD = ['not signed in', 'token cut', 'logout token refused'];

export const useProvider = () => {
  let engine: Engine;
  let rig: ProviderRig;
  const lines: string[] = [];
  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    await engine.clear();
    const context = aContext(engine.db);
    const provider = createScriptedProvider(context.now);
    const routes = { ...portalRoutes, ...createSignInRoutes(signInMeans(provider, context.now)) };
    rig = { engine, context, provider, handler: createHttpHandler(routes, context) };
    await addProvider(engine.db);
    lines.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await engine.stop();
  });
  return {
    today: () => rig,
    /** The rules that the log names. */
    rules: (): unknown[] =>
      lines.flatMap((line) => {
        const { message, code } = JSON.parse(line);
        return TOLD.includes(message) ? [code] : [];
      }),
    forgetLog: () => {
      lines.length = 0;
    },
  };
};
