// The page of components in both languages and themes: nothing is missing on it, nothing complains, and what it shows is accessible.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, screenshot } from '../support/browser.ts';
import { type ComponentsPage, serveComponents } from './serve.ts';

let components: ComponentsPage;
let browser: Browser;
beforeAll(async () => {
  [components, browser] = await Promise.all([serveComponents(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await components?.stop();
});

/** Folders whose components are all shown; the pages of both sites are walked past by journeys/every-screen.test.ts. */
const SHOWN = 'web/{ui,widget/views,console/chat,console/desk}/*.tsx';
/** The desk as a whole, and what it shows once somebody else was quicker or a part was fetched, and what asks the server by itself: journeys/every-screen.test.ts meets them. One has no component of its own. */
const ELSEWHERE = [
  'console/desk/Desk.tsx',
  'console/desk/TakenDialog.tsx',
  'console/chat/InviteDialog.tsx',
  'ui/no-files.tsx',
  'ui/OwnSessions.tsx',
  // What it fetches is met by journeys/second-factor.test.ts.
  'ui/LaterFactors.tsx',
  'ui/PasswordByMail.tsx',
].map((file) => `web/${file}`);

it('every component of these folders is on the page', () => {
  const there = globSync(SHOWN, { cwd: join(import.meta.dirname, '../..') });
  expect(there.length).toBeGreaterThan(50);
  const missing = there.filter((file) => !components.sources.includes(file) && !ELSEWHERE.includes(file));
  expect(missing).toEqual([]);
});

const open = async (query: string, width = 1280) => {
  const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${components.url}/?${query}`);
  await page.getByRole('heading', { level: 1, name: 'Components' }).waitFor();
  return { page, complaints };
};

/** Of what is shown: a page of many windows has many banners and mains, which are the pages' own matter. */
const findViolations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id} ${target} ${html}`));
};

describe.each(['nl', 'en'])('in %s', (language) => {
  it.each(['light', 'dark'])(
    '%s: each state is there, accessible, and without a complaint',
    async (theme) => {
      const { page, complaints } = await open(`language=${language}&theme=${theme}`);
      await page.getByRole('figure', { name: 'made small, with news' }).getByText('3').first().waitFor();
      await page.getByText('Factuur februari').or(page.locator('.chat-window')).first().waitFor();
      await screenshot(page, `components-${language}-${theme}`, { fullPage: true });
      expect(await findViolations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});

it('a dialog opens from its button', async () => {
  const { page, complaints } = await open('language=nl');
  for (const kind of ['dialog', 'confirm']) {
    await page.getByRole('button', { name: kind, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Dit onderdeel kon niet worden geladen.' });
    await dialog.waitFor();
    await screenshot(page, `components-${kind}`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  expect(complaints).toEqual([]);
  await page.close();
});

it('at 360 pixels the page is in a frame of that width, and nothing is wider', async () => {
  const { page, complaints } = await open('language=nl&width=360');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('figure', { name: 'thanked' }).waitFor();
  const width = await frame
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await screenshot(page, 'components-360');
  expect(width).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  await page.close();
});
