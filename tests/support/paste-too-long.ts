// Far too much pasted into every field of a page: none of it may be cut or sent, and each field says that it is too much.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const MUCH = 'x'.repeat(5000);
const FIELDS =
  // What counts days takes digits.
  ':is(input:not([type]), input[type=text], input[type=search], input[type=password], textarea):not([readonly], [inputmode=numeric]):visible';

export const pasteTooLong = async (page: Page): Promise<void> => {
  const sent: string[] = [];
  page.on('request', (request) => {
    const said = `${request.url()} ${request.postData() ?? ''}`;
    if (said.includes(MUCH.slice(0, 20))) sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await page.locator(FIELDS).first().waitFor();
  const fields = await page.locator(FIELDS).all();
  for (const field of fields) await field.fill(MUCH);
  const tell = () =>
    Promise.all(
      fields.map((field) =>
        field.evaluate((it: HTMLInputElement) => ({
          field: it.name || it.labels?.[0]?.textContent || it.ariaLabel,
          characters: it.value.length,
          says: (it.getAttribute('aria-describedby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent ?? '')
            .some((text) => / tekens te lang/.test(text)),
        })),
      ),
    );
  await expect
    .poll(async () => (await tell()).filter(({ characters, says }) => characters !== MUCH.length || !says))
    .toEqual([]);
  // What stands below a field moves nothing beside it.
  const [beside, button] = [page.locator('.beside input').first(), page.locator('.beside > button').first()];
  if (await button.isVisible()) {
    const [a, b] = await Promise.all([beside.boundingBox(), button.boundingBox()]);
    if (!a || !b) throw new Error('Not on the screen.');
    expect(Math.abs(a.y + a.height / 2 - b.y - b.height / 2)).toBeLessThan(6);
  }
  for (const field of fields) {
    await field.focus();
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.form?.requestSubmit();
    });
    expect(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')),
      'the focus is in a field that is wrong',
    ).toBe('true');
  }
  expect(sent).toEqual([]);
};
