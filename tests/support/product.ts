// The whole product on this machine, as `npm start` runs it, with a browser beside it: for the journeys.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Synthesised } from '../../infra/app.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';
import { findAssembly } from './assembly.ts';
import { launchBrowser } from './browser.ts';
import { signInUnseen } from './client.ts';
import { arrive, type Person } from './signed-in.ts';

interface EnterOptions extends BrowserContextOptions {
  readonly password?: string;
}

export interface Product {
  readonly browser: Browser;
  readonly portalUrl: string;
  readonly consoleUrl: string;
  readonly cloud: () => LocalCloud;
  /** A customer at a browser of their own, signed in already: the form is `signIn`'s. */
  enterPortal(login: string, options?: EnterOptions): Promise<Person>;
  /** An agent at a browser of their own, signed in. */
  enterConsole(login: string, options?: EnterOptions): Promise<Person>;
  /** Stops everything but the browser and starts it again on the same ports and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs the bundles in `.build`, made by `npm run build`, with the demo accounts in fresh data. Environment Vitest it needs the assembly. */
export const startProduct = async (
  assembly?: Synthesised,
  { hasScrollbars = false } = {},
): Promise<Product> => {
  const dir = await mkdtemp(join(tmpdir(), 'officeheart-'));
  const { template, dir: assets } = assembly ?? (await findAssembly());
  const start = (ports: { portalPort?: number; consolePort?: number } = {}) =>
    startLocalCloud({
      template,
      assets,
      dataDir: join(dir, 'data'),
      seed: join(import.meta.dirname, '../../.build/tools/seed-demo.mjs'),
      ...ports,
    });
  let cloud = await start();
  const { portalUrl, consoleUrl } = cloud;
  const browser = await launchBrowser({ hasScrollbars });
  /** What a role refused may pass unseen on the screen; on AWS it is an outage. */
  const refuseRefusals = () => {
    const [refusal] = cloud.refusals();
    if (refusal) throw new Error(refusal);
  };
  const enter = async (url: string, login: string, { password, ...options }: EnterOptions = {}) => {
    const person = await arrive(browser, 'about:blank', options);
    await signInUnseen(person.context, url, login, password);
    await person.page.goto(url);
    await person.page.getByRole('button', { name: 'Uitloggen' }).waitFor();
    return person;
  };
  const portOf = (url: string) => Number(new URL(url).port);
  return {
    browser,
    portalUrl,
    consoleUrl,
    cloud: () => cloud,
    enterPortal: (login, options) => enter(portalUrl, login, options),
    enterConsole: (login, options) => enter(consoleUrl, login, options),
    async restart() {
      await cloud.stop();
      refuseRefusals();
      cloud = await start({ portalPort: portOf(portalUrl), consolePort: portOf(consoleUrl) });
    },
    async stop() {
      await browser.close();
      await cloud.stop();
      refuseRefusals();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
