// Every screen of both sites in both languages, light and dark, wide and 360 pixels: accessible, whole, and without a complaint of the browser.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatScreens } from '../support/screens/chat.ts';
import { consolePages, otherConsoleScreens, pageDialogs } from '../support/screens/console.ts';
import { portalPages } from '../support/screens/portal.ts';
import { prepare, type Screen, startWalk, type Walk } from '../support/screens/walk.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct({ hasScrollbars: true });
let prepared: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  prepared = await prepare(product);
});
afterAll(async () => {
  prepared?.chats.close();
});

/** Pages are known by their types; this is for what a page may put over itself. */
it('the walk meets every dialog', () => {
  const web = join(import.meta.dirname, '../../web');
  const files = globSync('{console,portal,widget}/**/*.tsx', { cwd: web });
  const withDialog = files.filter((file) =>
    readFileSync(join(web, file), 'utf8').match(/<(Dialog|Confirm)\b/),
  );
  const met = Object.keys({ ...pageDialogs, ...chatScreens }).filter((name) => name.endsWith('.tsx'));
  expect(met.toSorted()).toEqual(withDialog.toSorted());
});

describe.each(['nl', 'en'] as const)('[S111] in %s', (language) => {
  let walk: Walk;
  beforeAll(async () => {
    walk = await startWalk(product, language, prepared);
  });
  afterAll(() => walk?.leave());
  const visit = async (_: string, screen: Screen) => {
    await screen(walk);
    expect(walk.takeFaults()).toEqual([]);
  };

  it.each(Object.entries(portalPages))('the portal: %s', visit);
  it.each(Object.entries({ ...consolePages, ...otherConsoleScreens, ...pageDialogs }))(
    'the console: %s',
    visit,
  );
  it('a chat, on both sides', async () => {
    for (const [name, screen] of Object.entries(chatScreens)) {
      await screen(walk).catch((cause) => {
        throw new Error(`at “${name}”`, { cause });
      });
    }
    expect(walk.takeFaults()).toEqual([]);
  });
});
