// That every page of both sites, and the chat in a window of its own, can be printed: only the content, in dark on white.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';

const web = join(import.meta.dirname, '../../../.build/web');

/** The style sheet of a site, as it is built. */
const sheetOf = async (site: 'portal' | 'console'): Promise<string> => {
  const assets = join(web, site, 'assets');
  const [file = ''] = (await readdir(assets)).filter(
    (name) => name.startsWith(site) && name.endsWith('.css'),
  );
  return readFile(join(assets, file), 'utf8');
};

/** A page as the sites draw it, with the chat over it. */
const PAGE = `
  <a class="skip-link" href="#content">Naar de inhoud</a>
  <header class="site-header"><nav>Menu</nav></header>
  <main class="page" id="content">
    <h1>Melding 1</h1>
    <form><label>Antwoord <textarea></textarea></label></form>
    <ol class="conversation">
      <li class="message message--own"><div class="message__text">Mijn vraag</div></li>
      <li class="message"><div class="message__text">Ons antwoord</div></li>
    </ol>
    <button class="button">Opslaan</button>
  </main>
  <footer class="site-footer">Privacy</footer>
  <aside style="position: fixed">Chat</aside>`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(['portal', 'console'] as const)('a page of the %s', (site) => {
  it('prints what it says and nothing else, in dark on white, also for whoever has it dark', async () => {
    const page = await browser.newPage({ colorScheme: 'dark' });
    await page.setContent(
      `<!doctype html><html data-theme="dark"><style>${await sheetOf(site)}</style>${PAGE}</html>`,
    );
    expect(await page.getByText('Chat').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not printed
    expect((await page.locator('body').innerText()).split(/\s*\n\s*/)).toEqual([
      'Melding 1',
      'Mijn vraag',
      'Ons antwoord',
    ]);
    const looks = await page.locator('.message__text').evaluateAll((texts) =>
      texts.map((text) => {
        const { color, backgroundColor } = getComputedStyle(text);
        return { color, backgroundColor };
      }),
    );
    for (const look of looks)
      expect(look).toEqual({ color: 'rgb(26, 33, 48)', backgroundColor: 'rgba(0, 0, 0, 0)' });
    await page.close();
  });

  it('that has nothing but a form prints the form, without its buttons', async () => {
    const page = await browser.newPage();
    await page.setContent(
      `<!doctype html><style>${await sheetOf(site)}</style><main><form><p>Naam</p><button>Opslaan</button></form></main>`,
    );
    await page.emulateMedia({ media: 'print' });
    // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not printed
    expect((await page.locator('body').innerText()).trim()).toBe('Naam');
    await page.close();
  });
});
