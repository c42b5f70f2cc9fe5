// The chat where there is little room for it: a phone on its side with its keyboard, a page enlarged four times, a sheet of paper.
import { expect, test } from 'vitest';
import { screenshot } from '../../support/browser.ts';
import { partsOf, say, startChat, useRig } from './support/rig.ts';

const { newPerson, openPage, helpdesk } = useRig();

/** Pixels of a line of the log. */
const LINE = 20;

test.each([
  { width: 844, height: 200, lines: 5 },
  { width: 844, height: 170, lines: 3 },
  { width: 320, height: 256, lines: 5 },
])(
  'at $width × $height pixels, with $lines lines typed, one can read two lines and send',
  async ({ lines, ...viewport }) => {
    const page = await openPage(await newPerson({ viewport: { width: 844, height: 390 }, hasTouch: true }));
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk().join('Anna');
    await helpdesk().say('Anna', 'Goedemiddag, waarmee kan ik u helpen?');
    await parts.log.getByText('Goedemiddag').waitFor();
    // As the page asks browsers to do when the keyboard comes up.
    await page.setViewportSize(viewport);
    const text = Array.from({ length: lines }, (_, line) => `Regel ${line + 1}`).join('\n');
    await parts.box.fill(text);
    await screenshot(page, `widget-little-room-${viewport.width}-${viewport.height}`);
    const [send, log] = [await parts.send.boundingBox(), await parts.scroll.boundingBox()];
    expect(send?.y).toBeGreaterThanOrEqual(0);
    expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    expect(log?.height).toBeGreaterThanOrEqual(2 * LINE);
    await parts.send.click();
    await parts.log.getByText(`Regel ${lines}`).waitFor();
  },
);

test('on paper it is not laid over the page that is printed, open or small', async () => {
  const page = await openPage(await newPerson());
  const parts = partsOf(page);
  await startChat(parts);
  await say(parts, 'Mijn vraag');
  await page.emulateMedia({ media: 'print' });
  await parts.window.waitFor({ state: 'hidden' });
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await parts.small.click();
  const tab = page.getByRole('button', { name: /^Chat met / });
  await tab.waitFor();
  await page.emulateMedia({ media: 'print' });
  await tab.waitFor({ state: 'hidden' });
});
