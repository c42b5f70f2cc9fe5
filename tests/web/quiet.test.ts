// What the pages of both sites ask of the helpdesk while nothing happens, in a real browser with a clock the test moves.
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { BEAT_MS } from '../../shared/rules.ts';
import { pageNames, pathTo } from '../../web/console/shell/paths.ts';
import type { DeskSite } from '../support/desk-site.ts';
import type { Helpdesk } from './console/support/helpdesk.ts';
import { consoleInBrowser } from './console/support/in-browser.ts';
import { partsOf, say, startChat, useRig } from './widget/support/rig.ts';

const STEP_MS = 5_000;
const STEPS = 24;

/** Lets two minutes go by; what the page asks meanwhile is answered in between. */
const passTwoMinutes = async (page: Page, { idle }: Pick<DeskSite, 'idle'>): Promise<void> => {
  // There and back behind what is on its way.
  const thereAndBack = () =>
    page.evaluate(async () => {
      await fetch('/favicon.svg');
    });
  for (let step = 0; step < STEPS; step++) {
    await page.clock.runFor(STEP_MS);
    await thereAndBack();
    await idle();
    await thereAndBack();
  }
};

/** What a page asks over HTTP from now on, by path. */
const listRequests = (page: Page): readonly string[] => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname !== '/favicon.svg') asked.push(pathname);
  });
  return asked;
};

/** The looks after lost pushes, of a chat and of the desk, and whether the connection still lives. */
const LOOKS = ['chat.sync', 'desk.enter', 'ping'];
/** As often as a beat comes in two minutes; nothing else comes more often. */
const OFTEN = (STEPS * STEP_MS) / BEAT_MS;

describe('[S112] the console', () => {
  let helpdesk: Helpdesk;
  const { open } = consoleInBrowser((today) => {
    helpdesk = today;
  });

  test.each(pageNames)(
    '%s asks nothing while nothing happens, beside the beat and the looks after lost pushes',
    async (name) => {
      await helpdesk.grant('helpdesk', 'manage', 'administer');
      await helpdesk.mine('Jan');
      const page = await open('/');
      await page.clock.install();
      await page.goto(pathTo(name));
      await page.getByText('Verbonden').first().waitFor();
      await page.waitForLoadState('networkidle');
      const [requests, before] = [listRequests(page), helpdesk.frames.length];
      await passTwoMinutes(page, helpdesk);
      expect(requests).toEqual([]);
      const asked = Object.entries(Object.groupBy(helpdesk.frames.slice(before), ({ action }) => action)).map(
        ([action, frames = []]) => ({ action, times: frames.length }),
      );
      expect(asked.filter(({ action }) => ![...LOOKS, 'duty.beat'].includes(action))).toEqual([]);
      expect(asked.filter(({ times }) => times > OFTEN)).toEqual([]);
      // The clock did move.
      expect(asked).toContainEqual({ action: 'duty.beat', times: OFTEN });
    },
  );
});

describe('[S112] the portal', () => {
  const rig = useRig();
  let page: Page;
  beforeEach(async () => {
    page = await rig.openPage(await rig.newPerson());
    await page.clock.install();
    await page.reload();
    await partsOf(page).tab.waitFor();
  });
  const framesDuring = async (what: Promise<void>) => {
    const before = rig.helpdesk().frames.length;
    await what;
    return rig
      .helpdesk()
      .frames.slice(before)
      .map(({ action }) => String(action));
  };

  test('a page that waits for room asks nothing but whether its connection still lives', async () => {
    await page.waitForLoadState('networkidle');
    const requests = listRequests(page);
    const asked = await framesDuring(passTwoMinutes(page, rig.helpdesk()));
    expect(requests).toEqual([]);
    expect(asked.filter((action) => action !== 'ping')).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(OFTEN);
  });

  test('a chat in which nothing is said asks once in forty seconds whether a push was lost', async () => {
    const parts = partsOf(page);
    // What may be sent as a file is asked once, when the reply field is there.
    const rules = page.waitForRequest('**/api/file-rules');
    await startChat(parts);
    await rules;
    await say(parts, 'Bent u daar?');
    await parts.log.getByText('Verzonden').waitFor();
    const requests = listRequests(page);
    const asked = await framesDuring(passTwoMinutes(page, rig.helpdesk()));
    expect(requests).toEqual([]);
    expect(asked.filter((action) => !['chat.sync', 'ping'].includes(action))).toEqual([]);
    const syncs = asked.filter((action) => action === 'chat.sync').length;
    expect(syncs).toBeGreaterThan(0);
    expect(syncs).toBeLessThanOrEqual(OFTEN);
  });
});
