// The portal of another company, as the documents give it, beside the product: its process, its pages in a browser, and the chat in them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BrowserContext, BrowserContextOptions, CDPSession, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { signInOverHttp } from './client.ts';
import type { Product } from './product.ts';
import { arrive, type Person } from './signed-in.ts';

/** Starts the example of the documents and has it named here, for the tests of a file. */
export const useOtherPortal = (product: Product) => {
  let portal: ChildProcess;
  let address = '';
  beforeAll(async () => {
    const path = join(import.meta.dirname, '../../docs/examples/portal.mjs');
    portal = spawn(process.execPath, [path], {
      env: { ...process.env, PORT: '0', CHAT: product.portalUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!portal.stdout) throw new Error('no output');
    const [line] = await once(createInterface({ input: portal.stdout }), 'line');
    address = String(line);
    await name(product, address);
  });
  afterAll(() => portal.kill());
  return {
    address: () => address,
    /** Somebody who is signed in there. @param prepare what this browser is like. */
    async enter(
      who: string,
      prepare: (session: CDPSession, context: BrowserContext) => Promise<unknown> = async () => {},
      options: BrowserContextOptions = {},
    ): Promise<Person> {
      const person = await arrive(product.browser, 'about:blank', options);
      const session = await person.context.newCDPSession(person.page);
      await prepare(session, person.context);
      await person.page.goto(`${address}/login?as=${who}`);
      return person;
    },
  };
};

/** As an administrator does on the page for it. */
const name = async (product: Product, issuer: string): Promise<void> => {
  const cookie = await signInOverHttp(product.consoleUrl, 'ohadmin');
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${product.consoleUrl}${path}`, {
      method,
      headers: { cookie, origin: product.consoleUrl, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }).then((answer) => answer.json());
  const { ok } = await ask('GET', '/api/groups');
  const [group] = Object(ok).groups.filter(({ permissions }: { permissions: string[] }) =>
    permissions.includes('chat'),
  );
  const saved = await ask('POST', '/api/issuers', {
    name: 'Voorbeeld',
    issuer,
    keysAddress: `${issuer}/keys`,
    keysText: '',
    origins: [issuer],
    everyone: [],
    groups: [{ said: 'klant', group: group.id }],
  });
  expect(saved).toHaveProperty('ok.issuer', issuer);
};

/** The frame of the chat in a page. */
export const frameOf = async (page: Page): Promise<Frame> => {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('no frame');
  return frame;
};

export const tabIn = (frame: Frame) => frame.getByRole('button', { name: 'Chat met de helpdesk' });

export const startChat = async (frame: Frame, question: string) => {
  await tabIn(frame).click();
  await frame.getByLabel('Uw vraag').fill(question);
  await frame.getByRole('button', { name: 'Start chat' }).click();
  await frame.getByText(question).waitFor();
};
