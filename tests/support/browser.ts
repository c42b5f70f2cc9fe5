// A real Chromium for tests, from an npm package or from CHROMIUM_PATH, and pictures of what it shows. Independent of the product.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { STEP_MS } from './patience.ts';

const buildDir = resolve(import.meta.dirname, '../../.build');
const unpackedDir = join(buildDir, 'chromium');
const screenshotsDir = join(buildDir, 'screenshots');

/**
 * Close it when done: one browser per test file, a context (`browser.newContext()`) per person.
 * @param hasScrollbars as most people with a mouse have them: they take room.
 */
export const launchBrowser = async ({ hasScrollbars = false } = {}): Promise<Browser> => {
  const path = process.env.CHROMIUM_PATH;
  if (path && !existsSync(path)) throw new Error(`CHROMIUM_PATH names ${path}, which is not there.`);
  if (!path && !existsSync(unpackedDir)) await unpack();
  const start = (env: Readonly<Record<string, string>> = {}) =>
    chromium.launch({
      executablePath: path ?? join(unpackedDir, 'chromium'),
      args: [
        // The sandbox needs rights that containers do not give; the tests open only our own pages.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--font-render-hinting=none',
      ],
      ...(hasScrollbars && { ignoreDefaultArgs: ['--hide-scrollbars'] }),
      env: { ...process.env, ...(path ? {} : { FONTCONFIG_FILE: join(unpackedDir, 'fonts.conf') }), ...env },
    });
  const browser = await start().catch((error: unknown) => {
    // A machine on which nothing was ever installed lacks two libraries; the package has them for Lambda.
    if (path || !String(error).includes('shared libraries')) throw error;
    return start({ LD_LIBRARY_PATH: join(unpackedDir, 'al2023/lib') });
  });
  // Shorter than a test's own, so that the step that failed is named.
  browser.on('context', (context) => context.setDefaultTimeout(STEP_MS));
  return browser;
};

/** The package unpacks into the temporary folder without a lock; this way it appears at once, whole, also with two test files at a time. */
const unpack = async (): Promise<void> => {
  await mkdir(buildDir, { recursive: true });
  const folder = await mkdtemp(`${unpackedDir}-`);
  const before = process.env.TMPDIR;
  try {
    process.env.TMPDIR = folder;
    await packed.executablePath();
    await inflate(fileURLToPath(new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(folder, 'fonts.conf'), fontConfig);
  // Fails when another test file was first: then its folder is as good.
  await rename(folder, unpackedDir).catch(() => rm(folder, { recursive: true, force: true }));
};

/** The fonts of two packages alone: with those of the machine lines would break elsewhere on another one. */
const fontConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(unpackedDir, 'fonts')}</dir>
  <dir>${resolve(import.meta.dirname, '../../node_modules/dejavu-fonts-ttf/ttf')}</dir>
  <cachedir>${join(unpackedDir, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** Writes `.build/screenshots/<name>.png` when `SCREENSHOTS` is set: the hundreds of them take a minute. */
export const screenshot = async (
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<void> => {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(screenshotsDir, { recursive: true });
  const path = join(screenshotsDir, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', ...options });
};

/** Whether one thing on the screen covers another, or part of it. */
export const isOver = async (one: Locator, other: Locator): Promise<boolean> => {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (!a || !b) throw new Error('Not on the screen.');
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
};
