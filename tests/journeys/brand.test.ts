// A deployment's own name, logo and colour on the real product: set by an administrator, seen on both sites and in the chat, in either theme.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import { arrive, leave } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

/** One pixel; what it shows is nobody's matter here. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const colourOf = (page: Page, selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor);

it('[S130] the name, logo and colour that an administrator gives are on both sites, readable in either theme', async () => {
  const boss = await product.enterConsole('ohadmin');
  const { page } = boss;
  await page.goto(new URL('/beheer/huisstijl', product.consoleUrl).href);
  await page.getByLabel(/^Naam/).fill('Gemeente Voorbeeld');
  await page.getByLabel('Logo', { exact: true }).setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await page.getByText('Dit is geen PNG, JPEG of WebP.').waitFor();
  await page.getByLabel('Logo', { exact: true }).setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.from(PNG, 'base64'),
  });
  await page.getByAltText('Het gekozen logo').waitFor();
  await page.getByLabel('Eigen accentkleur gebruiken').check();
  await page.getByLabel('Op een lichte achtergrond').fill('#ffcc00');
  await screenshot(page, 'brand-refused', { fullPage: true });
  await page.getByRole('button', { name: '#846a00 gebruiken' }).click();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Opgeslagen', { exact: true }).waitFor();
  await screenshot(page, 'brand-saved', { fullPage: true });

  const visitor = await arrive(product.browser, product.portalUrl, { colorScheme: 'light' });
  await visitor.page.getByText('Gemeente Voorbeeld').first().waitFor();
  expect(await visitor.page.title()).toContain('Gemeente Voorbeeld');
  expect(await colourOf(visitor.page, '.button--primary')).toBe('rgb(132, 106, 0)');
  await screenshot(visitor.page, 'brand-portal');
  await leave(visitor);
  const atNight = await arrive(product.browser, product.portalUrl, { colorScheme: 'dark' });
  await atNight.page.getByText('Gemeente Voorbeeld').first().waitFor();
  await screenshot(atNight.page, 'brand-portal-dark');
  await leave(atNight);
  await leave(boss);
});
