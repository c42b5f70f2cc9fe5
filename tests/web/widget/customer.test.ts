// A customer who asks, waits, looks elsewhere and comes back, on the portal's real pages; with the real helpdesk behind it.
import { beforeEach, describe, expect, test } from 'vitest';
import { isOver, screenshot } from '../../support/browser.ts';
import { handOver } from '../../support/files.ts';
import type { Helpdesk } from './support/helpdesk.ts';
import { partsOf, say, startChat, useRig } from './support/rig.ts';

const rig = useRig();
const { newPerson, openPage } = rig;
let helpdesk: Helpdesk;
beforeEach(() => {
  helpdesk = rig.helpdesk();
});

describe('the question first', () => {
  test('[S143] is the first message; the e-mail address is known the next time', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await parts.tab.click();
    await parts.question.fill('Waar blijft mijn pakket?');
    await parts.email.fill('jan@example.nl');
    await page.reload();
    await parts.question.waitFor();
    expect(await parts.question.inputValue()).toBe('Waar blijft mijn pakket?');
    await parts.start.click();
    await parts.log.getByText('Waar blijft mijn pakket?').waitFor();
    await expect.poll(() => helpdesk.asked('chat.say')).toMatchObject([{ text: 'Waar blijft mijn pakket?' }]);
    await parts.window.getByText('We zoeken een medewerker voor u').waitFor();
    await screenshot(page, 'widget-waiting');
    await helpdesk.end('agent');
    await parts.close.click();
    await parts.close.click();
    await parts.tab.click();
    await parts.email.waitFor();
    expect(await parts.question.inputValue()).toBe('');
    expect(await parts.email.inputValue()).toBe('jan@example.nl');
  });

  test('[S143] too long is said before anything is sent', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await parts.tab.click();
    await parts.question.fill('x'.repeat(4001));
    await parts.start.click();
    await parts.window.getByText('Het bericht is te lang').waitFor();
    expect(helpdesk.asked('chat.start')).toEqual([]);
  });

  test('[S25] Ctrl+Enter sends too', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await parts.box.fill('hallo');
    await parts.box.press('Control+Enter');
    await parts.log.getByText('hallo').waitFor();
  });
});

describe('a customer who looks elsewhere', () => {
  test('[S144] sees on the closed tab who is there and what was said, and how much in the title', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await say(parts, 'Waar blijft mijn pakket?');
    await helpdesk.join('Anna');
    await parts.small.click();
    await page.getByRole('button', { name: 'Chat met Anna' }).waitFor();
    const title = await page.title();
    await helpdesk.say('Anna', 'Dat is onderweg, ik kijk waar het ligt.');
    await expect.poll(() => page.title()).toBe(`(1) ${title}`);
    await page.locator('.tab-preview').getByText('Dat is onderweg').waitFor();
    await screenshot(page, 'widget-closed-tab');
    await page.getByRole('button', { name: 'Verder met Anna' }).click();
    await parts.box.waitFor();
    await expect.poll(() => page.title()).toBe(title);
    expect(await page.locator('.tab-preview').count()).toBe(0);
  });

  test('[S14] the start page begins the chat, and goes on with it', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await page.getByRole('main').getByRole('button', { name: 'Start chat' }).click();
    await parts.question.fill('Een vraag');
    // One button of that name is enough.
    expect(await page.getByRole('button', { name: 'Start chat' }).count()).toBe(1);
    await parts.start.click();
    await parts.small.click();
    await page.getByRole('button', { name: 'Verder met de chat' }).click();
    await parts.box.waitFor();
  });
});

describe('what goes otherwise', () => {
  test('[S10] a countdown that is over says so, and does not stand at zero', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await startChat(parts);
    await helpdesk.expireIn(1500);
    await page.getByText('Als u niets stuurt, sluiten we de chat over').waitFor();
    await page.getByText('De chat wordt beëindigd…').waitFor();
    expect(await parts.isHere.count()).toBe(0);
  });

  test('[S10] who got no answer in time is asked for no stars', async () => {
    const parts = partsOf(await openPage(await newPerson()));
    await startChat(parts);
    await say(parts, 'een vraag');
    await parts.log.getByText('· Verzonden').waitFor();
    await helpdesk.end('unanswered');
    await parts.close.click();
    await parts.tab.waitFor();
    await expect.poll(() => helpdesk.asked('chat.dismiss')).toHaveLength(1);
  });

  test('a part of the window that does not load says so', async () => {
    const page = await openPage(await newPerson());
    const parts = partsOf(page);
    await page.route('**/side-*.js', (route) => route.abort());
    await parts.tab.click();
    await parts.window.getByText('Geen antwoord van de server.').waitFor();
    await page.unroute('**/side-*.js');
    await parts.window.getByRole('button', { name: 'Pagina opnieuw laden' }).click();
    await parts.start.waitFor();
  });

  test.each([
    ['no-preference', 'rise'],
    ['reduce', 'none'],
  ] as const)('motion, with %s: %s', async (reducedMotion, name) => {
    const parts = partsOf(await openPage(await newPerson({ reducedMotion })));
    await startChat(parts);
    expect(await parts.window.evaluate((element) => getComputedStyle(element).animationName)).toBe(name);
  });

  test('a page whose script is still on its way says that it loads', async () => {
    const context = await newPerson();
    const page = await context.newPage();
    await page.route('**/*.js', (route) => route.abort());
    await page.goto('/');
    await page.getByText('OfficeHeart: Bezig met laden…').waitFor();
  });
});

/** Upright, with its keyboard, and on its side. */
const PHONES = [
  [360, 640],
  [361, 340],
  [740, 360],
] as const;

test('a file that is dropped or pasted in the chat is said to go nowhere, and the chat goes on', async () => {
  const page = await openPage(await newPerson());
  const parts = partsOf(page);
  await startChat(parts);
  await parts.box.fill('Kijk:');
  const notice = page.getByText('Hier kan geen bestand naartoe. Sleep of plak het bij uw bericht.');
  // There as soon as the part that says it has been fetched.
  await expect.poll(() => handOver(parts.box, 'drop', ['Files'])).toBe(true);
  await notice.waitFor();
  await screenshot(page, 'widget-no-files');
  const message = page.getByRole('alert').filter({ has: notice });
  for (const [width, height] of PHONES) {
    await page.setViewportSize({ width, height });
    await screenshot(page, `widget-no-files-${width}`);
    expect([width, await isOver(message, parts.box), await isOver(message, parts.send)]).toEqual([
      width,
      false,
      false,
    ]);
  }
  await page.getByRole('button', { name: 'Bericht sluiten' }).click();
  await notice.waitFor({ state: 'detached' });
  // Copied from a text processor: the text is what counts.
  await handOver(parts.box, 'paste', ['Files', 'text/plain']);
  expect(await notice.count()).toBe(0);
  await handOver(parts.box, 'paste', ['Files']);
  await notice.waitFor();
  expect(await parts.box.inputValue()).toBe('Kijk:');
});
