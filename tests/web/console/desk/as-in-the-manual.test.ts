// What the manual of the chat says of the console's looks: where a thing stands, and in which colour. What things do, other tests show.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Helpdesk } from '../support/helpdesk.ts';
import { block, chatWindow, consoleInBrowser, reply } from '../support/in-browser.ts';

let helpdesk: Helpdesk;
const { open } = consoleInBrowser((today) => {
  helpdesk = today;
});
const manager = () => helpdesk.grant('helpdesk', 'manage', 'administer');

/** What anybody would call a colour: `background` or `color` of a part. */
const colourOf = (part: Locator, property: 'backgroundColor' | 'color' = 'backgroundColor') =>
  part.evaluate((element, property) => {
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(element)[property].match(/[\d.]+/g) ?? []).map(
      Number,
    );
    if (Math.min(red, green, blue) > 250) return 'white';
    if (Math.max(red, green, blue) - Math.min(red, green, blue) < 16) return 'grey';
    if (Math.min(red, green) > blue + 80) return 'yellow';
    return green > red && green > blue ? 'green' : 'another';
  }, property);

/** Tops and bottoms of parts of a page, in its own pixels. */
const spansOf = async (...parts: readonly Locator[]) =>
  Promise.all(
    parts.map(async (part) => {
      const box = await part.boundingBox();
      if (!box) throw new Error(`${part} is not on the screen`);
      return [box.y, box.y + box.height] as const;
    }),
  );

describe('the list', () => {
  test('[S27] [S55] [S56] is white for whoever is online, yellow for whoever waits, on top, and grey with the agents for a chat that runs', async () => {
    await helpdesk.onDuty();
    await helpdesk.come('Kees', { agents: ['Bram'] });
    await helpdesk.come('Omar');
    await helpdesk.wait('Petra');
    const page = await open('/');
    await block(page, 'Kees').getByText('Bram neemt deel').waitFor();
    const blocks = page.locator('.block');
    expect(await blocks.locator('.block__name').allInnerTexts()).toEqual(['Petra', 'Omar', 'Kees']);
    expect(await Promise.all([0, 1, 2].map((at) => colourOf(blocks.nth(at))))).toEqual([
      'yellow',
      'white',
      'grey',
    ]);
  });

  test('[S93] a chat is watched by a yellow icon', async () => {
    await manager();
    await helpdesk.come('Kees', { agents: ['Bram'] });
    const page = await open('/');
    const icon = page.getByRole('button', { name: 'Chat volgen zonder dat anderen dit kunnen zien' });
    expect(await colourOf(icon, 'color')).toBe('yellow');
  });
});

describe('a window', () => {
  const openTall = async (): Promise<Page> => {
    const page = await open('/', { viewport: { width: 1440, height: 1000 } });
    await reply(page, 'Jan').waitFor();
    return page;
  };

  test('[S29] [S30] [S31] [S32] is in the right half: the conversation, below it the reply box, below that the fields of the ticket', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await openTall();
    const window = chatWindow(page, 'Jan');
    expect((await window.boundingBox())?.x).toBeGreaterThan(300);
    const fields = ['Onderwerp', 'Rubriek', 'Opmerkingen', 'E-mailadres'].map((name) =>
      window.getByLabel(name),
    );
    const [log, box, ...filled] = await spansOf(window.getByRole('log'), reply(page, 'Jan'), ...fields);
    expect(log?.[1]).toBeLessThanOrEqual(box?.[0] ?? 0);
    expect(filled).toHaveLength(4);
    for (const [top, bottom] of filled) {
      expect(top).toBeGreaterThanOrEqual(box?.[1] ?? 0);
      expect(bottom).toBeLessThanOrEqual(1000);
    }
  });

  test('[S73] [S74] that ended has a grey header with “Beëindigd”, and other buttons at the bottom', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await openTall();
    const window = chatWindow(page, 'Jan');
    const head = window.locator('header');
    expect(await colourOf(head)).not.toBe('grey');
    await helpdesk.endBy('Jan');
    await head.getByText('Beëindigd', { exact: true }).waitFor();
    await expect.poll(() => colourOf(head)).toBe('grey');
    const atTheBottom = window.locator('.closing').getByRole('button');
    expect(await atTheBottom.allInnerTexts()).toEqual([
      'Opslaan als melding en bewerken',
      'Opslaan',
      'Verwijderen',
    ]);
    const [fields, closing] = await spansOf(window.getByLabel('Onderwerp'), atTheBottom.first());
    expect(closing?.[0]).toBeGreaterThan(fields?.[1] ?? 0);
  });

  test('[S94] that is watched has “Meekijk modus” as the status at its top, until the chat has ended', async () => {
    await manager();
    await helpdesk.come('Kees', { agents: ['Bram'] });
    const page = await open('/');
    await page.getByRole('button', { name: 'Chat volgen zonder dat anderen dit kunnen zien' }).click();
    const status = chatWindow(page, 'Kees').locator('header .state');
    await expect.poll(() => status.textContent()).toBe('Meekijk modus');
    await helpdesk.endBy('Kees');
    await expect.poll(() => status.textContent()).toBe('Beëindigd');
  });

  test('[S58] of a second chat stands beside the first', async () => {
    await helpdesk.onDuty();
    await helpdesk.mine('Jan');
    const page = await openTall();
    await helpdesk.mine('Petra');
    await reply(page, 'Petra').waitFor();
    const [jan, petra] = await Promise.all(
      ['Jan', 'Petra'].map((name) => chatWindow(page, name).boundingBox()),
    );
    expect(jan?.y).toBe(petra?.y);
    expect((jan?.x ?? 0) + (jan?.width ?? 0)).toBeLessThanOrEqual(petra?.x ?? 0);
  });
});

describe('the pages', () => {
  test('[S7] the settings are a button in the header of Helpdesk – Chat, for whoever may change them', async () => {
    const page = await open('/');
    const button = page.locator('.desk-bar').getByRole('link', { name: 'Instellingen', exact: true });
    await page.getByRole('button', { name: 'Chatdienst starten' }).waitFor();
    expect(await button.count()).toBe(0);
    await manager();
    await page.reload();
    await button.click();
    await page.getByRole('heading', { level: 1, name: 'Instellingen' }).waitFor();
  });

  test('[S102] [S103] an unclosed chat has a green icon that saves it, and a cross that deletes it', async () => {
    await helpdesk.mine('Jan');
    await helpdesk.endBy('Jan');
    const page = await open('/ongesloten-chats');
    const save = page.getByRole('button', { name: 'Opslaan als melding', exact: true });
    await save.waitFor();
    expect(await colourOf(save, 'color')).toBe('green');
    const [left, right] = await Promise.all(
      [save, page.getByRole('button', { name: 'Verwijderen', exact: true })].map((one) => one.boundingBox()),
    );
    expect(left?.x).toBeLessThan(right?.x ?? 0);
  });
});
