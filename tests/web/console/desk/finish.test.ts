// The desk's looks where they decide what an agent finds: what goes on beyond an edge, fields that are whole, signs that mean one thing.
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screenshot } from '../../../support/browser.ts';
import type { Helpdesk } from '../support/helpdesk.ts';
import { chatWindow, consoleInBrowser } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser(
  (today) => {
    helpdesk = today;
  },
  { hasScrollbars: true },
);

const laptop = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' } as const;

/** Own chats of these people, with a line each. */
const openDesk = async (names: readonly string[], options: Parameters<typeof open>[1]): Promise<Page> => {
  await helpdesk.onDuty(8);
  for (const name of names)
    await helpdesk.mine(name, { ago: 300_000, says: [['klant', `Een vraag van ${name}`]] });
  return open('/', options);
};

test('[S32] every ticket field can be brought whole into sight, on a laptop too', async () => {
  const page = await openDesk(['Jan', 'Petra', 'Kees', 'Fatma', 'Mohammed', 'Sanne'], laptop);
  const window = chatWindow(page, 'Jan');
  await window.getByText('Gegevens voor de melding').click();
  for (const label of ['Onderwerp', 'Opmerkingen']) {
    const field = window.getByLabel(label);
    await field.scrollIntoViewIfNeeded();
    await expect.poll(() => field.evaluate(isWhole), { message: label }).toBe(true);
  }
  await screenshot(page, 'desk-fields-1280');
});

test('on a phone links that go on beyond the edge fade there, until the last is in sight', async () => {
  const page = await openDesk(['Jan'], {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const links = page.locator('.site-header__links');
  await links.waitFor();
  const fade = () => links.evaluate((one) => getComputedStyle(one).getPropertyValue('--fade'));
  expect(await links.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeGreaterThan(0);
  expect(await links.evaluate((one) => getComputedStyle(one).maskImage)).toContain('linear-gradient');
  await expect.poll(fade).not.toBe('0px');
  await screenshot(page, 'desk-links-fade');
  await links.evaluate((one) => one.scrollTo(one.scrollWidth, 0));
  await expect.poll(fade).toBe('0px');
});

test('a sign means one thing: buttons with the same one do the same', async () => {
  const page = await openDesk(['Jan', 'Petra'], laptop);
  await chatWindow(page, 'Jan').getByText('Een vraag van Jan').waitFor();
  await helpdesk.endBy('Petra');
  await chatWindow(page, 'Petra')
    .getByText(/beëindigd/)
    .first()
    .waitFor();
  const meanings = await signsOf(page.locator('button:not(.language-switch button), a[href]'));
  expect(meanings.size).toBeGreaterThan(4);
  const several = [...meanings].filter(([, names]) => names.size > 1).map(([, names]) => [...names]);
  expect(several).toEqual([]);
});

/** No side of it lies outside a part that scrolls, or outside the page. */
const isWhole = (field: Element): boolean => {
  const { top, bottom } = field.getBoundingClientRect();
  for (let around = field.parentElement; around; around = around.parentElement) {
    if (!/auto|scroll|hidden|clip/.test(getComputedStyle(around).overflowY)) continue;
    const box = around.getBoundingClientRect();
    if (top < box.top - 1 || bottom > box.bottom + 1) return false;
  }
  return top >= 0 && bottom <= innerHeight;
};

/** What is drawn on buttons and links without words, with all that it is called, a person's name left out. */
const signsOf = async (pressed: Locator): Promise<Map<string, Set<string>>> => {
  const found = await pressed.evaluateAll((all) =>
    all
      // biome-ignore lint/performance/useDomNodeTextContent: words for screen readers alone are not seen
      .filter((one) => one.checkVisibility() && !(one as HTMLElement).innerText.trim())
      .map((one) => ({
        sign: [...one.querySelectorAll('path')].map((path) => path.getAttribute('d')).join(),
        name: one.getAttribute('aria-label') ?? one.getAttribute('title') ?? '',
      }))
      .filter(({ sign }) => sign),
  );
  const meanings = new Map<string, Set<string>>();
  for (const { sign, name } of found) {
    const meaning = name.replaceAll(/Jan|Petra|\d+/g, '…');
    meanings.set(sign, (meanings.get(sign) ?? new Set()).add(meaning));
  }
  return meanings;
};
