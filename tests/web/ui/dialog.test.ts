// The dialog in a real browser: focus goes in, stays in and comes back, Escape asks and never decides.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';

let browser: Browser;
let script: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./dialog-page.tsx', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  script = outputFiles[0]?.text ?? '';
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const open = async (address: string): Promise<Page> => {
  const page = await browser.newPage();
  await page.route('http://localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title><body></body>' }),
  );
  await page.goto(`http://localhost/${address}`);
  await page.addScriptTag({ type: 'module', content: script });
  await page.getByRole('button', { name: 'Open' }).press('Enter');
  await page.getByRole('dialog', { name: 'Chat beëindigen?' }).waitFor();
  return page;
};

const focused = (page: Page) =>
  page.evaluate(() => {
    const outer = document.activeElement;
    return (outer?.shadowRoot?.activeElement ?? outer)?.textContent;
  });

describe.each(['', '?shadow'])('at /%s', (where) => {
  test('the first button has the focus, and after closing the one that opened it', async () => {
    const page = await open(where);
    expect(await focused(page)).toBe('Doorgaan');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await focused(page)).toBe('Open');
    await page.close();
  });

  test('Escape asks once to close', async () => {
    const page = await open(where);
    await page.keyboard.press('Escape');
    expect(await page.locator('#answers').textContent()).toBe('closed');
    expect(await focused(page)).toBe('Open');
    await page.close();
  });

  test('Escape, however often, does not close what the owner keeps open', async () => {
    const page = await open(`${where}#refuse`);
    for (const _ of [1, 2, 3]) await page.keyboard.press('Escape');
    expect(await page.locator('#answers').textContent()).toBe('refuse,refuse,refuse');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.close();
  });
});
