// The chat's looks in what a person notices without knowing why: sizes of letters, distances, colours that mean one thing.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { screenshot } from '../../support/browser.ts';
import { scrollTo } from '../../support/scrolling.ts';
import { partsOf, say, startChat, useRig } from './support/rig.ts';

const { newPerson, openPage, helpdesk } = useRig();

const styleOf = (part: Locator, property: string, pseudo?: string): Promise<string> =>
  part.evaluate((one, [name, of]) => getComputedStyle(one, of).getPropertyValue(name), [
    property,
    pseudo,
  ] as const);

test('what stands in an empty field has the size of what is typed there', async () => {
  const page = await openPage(await newPerson());
  const parts = partsOf(page);
  await parts.tab.click();
  for (const field of [parts.nickname, parts.email, parts.question])
    expect(await styleOf(field, 'font-size', '::placeholder')).toBe(await styleOf(field, 'font-size'));
  await parts.start.click();
  await parts.box.waitFor();
  expect(await styleOf(parts.box, 'font-size', '::placeholder')).toBe(await styleOf(parts.box, 'font-size'));
});

test('lines of the log, of whatever kind, stand 2 to 16 pixels apart', async () => {
  const page = await openPage(await newPerson());
  const parts = partsOf(page);
  await startChat(parts);
  await say(parts, 'Mijn vraag');
  await helpdesk().join('Anna');
  await helpdesk().say('Anna', 'Goedemiddag, waarmee kan ik u helpen?');
  await helpdesk().say('Anna', 'Ik kijk het na.');
  await say(parts, 'Dank u');
  await helpdesk().join('Bram');
  await helpdesk().say('Bram', 'Ik help mee.');
  await parts.log.getByText('Ik help mee.').waitFor();
  await screenshot(page, 'widget-rhythm');
  const gaps = await parts.log.locator('li').evaluateAll((lines) => {
    const boxes = lines
      .filter((line) => line.checkVisibility())
      .map((line) => line.getBoundingClientRect())
      .filter(({ height }) => height > 0);
    return boxes.slice(1).map((box, at) => Math.round(box.top - (boxes[at]?.bottom ?? 0)));
  });
  expect(gaps.length).toBeGreaterThan(5);
  for (const gap of gaps) {
    expect(gap, gaps.join()).toBeGreaterThanOrEqual(2);
    expect(gap, gaps.join()).toBeLessThanOrEqual(16);
  }
});

test('[S64] an end that takes the focus draws no box around its words', async () => {
  const page = await openPage(await newPerson());
  const parts = partsOf(page);
  await startChat(parts);
  await parts.box.focus();
  await helpdesk().end('agent');
  await parts.next.waitFor();
  const focused = await page.evaluate(() => {
    const one = document.activeElement?.shadowRoot?.activeElement;
    return one ? { isButton: one.matches('button'), outline: getComputedStyle(one).outlineStyle } : undefined;
  });
  expect(focused).toBeDefined();
  expect(focused?.isButton || focused?.outline === 'none').toBe(true);
});

test.each(['light', 'dark'] as const)(
  'in %s the word of new messages has not the colour of the own ones',
  async (colorScheme) => {
    const page = await openPage(await newPerson({ colorScheme }));
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'Mijn vraag');
    for (let line = 1; line <= 30; line++) await helpdesk().say('Anna', `Regel ${line}`);
    await parts.log.getByText('Regel 30').waitFor();
    await scrollTo(parts.scroll, 150);
    await helpdesk().say('Anna', 'De laatste');
    const word = page.getByRole('button', { name: 'Nieuwe berichten' });
    await word.waitFor();
    await screenshot(page, `widget-new-messages-${colorScheme}`);
    const own = parts.log.getByText('Mijn vraag');
    const ground = await own.evaluate((text) => {
      const isPainted = (one: Element) => !/, 0\)|transparent/.test(getComputedStyle(one).backgroundColor);
      let one: Element | null = text;
      while (one && !isPainted(one)) one = one.parentElement;
      return one && getComputedStyle(one).backgroundColor;
    });
    expect(ground).toMatch(/^(rgb|color|oklch)/);
    expect(await styleOf(word, 'background-color')).not.toBe(ground);
  },
);
