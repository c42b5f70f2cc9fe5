// How long a customer waits for the chat: from a page nobody has been to until the tab is there, and from the click on it until the form can be filled in, as slow as the line may be.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { createSocketClient, signInOverHttp, signInUnseen } from '../support/client.ts';
import { printTable } from './format.ts';
import { withCloud } from './local-cloud.ts';
import { spread } from './spread.ts';

const ROUNDS = 12;

/** Chromium's "Slow 4G". It does not reach the frames of a WebSocket, so what is asked over one comes too early by the line's latency. */
const SLOW_4G = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const NO_LIMIT = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
/** How long a pointer is over what it is about to click, milliseconds. */
const HOVER_MS = 200;

interface Way {
  readonly name: string;
  readonly line: typeof SLOW_4G;
  readonly hovers: boolean;
}

const ways: readonly Way[] = [
  { name: 'no limit', line: NO_LIMIT, hovers: false },
  { name: 'slow 4G', line: SLOW_4G, hovers: false },
  { name: `slow 4G, the pointer over it for ${HOVER_MS} ms`, line: SLOW_4G, hovers: true },
];

export interface Opening {
  readonly name: string;
  /** Milliseconds, and what was fetched meanwhile, a round each. */
  readonly took: number[];
  readonly requests: number[];
  readonly bytes: number[];
}

/** @returns what was fetched since, when called. */
const countFetched = async (page: Page, line: typeof SLOW_4G) => {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', { offline: false, ...line });
  const fetched = { requests: 0, bytes: 0 };
  tools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    fetched.requests += 1;
    fetched.bytes += encodedDataLength;
  });
  return () => ({ ...fetched });
};

const visit = async (browser: Browser, url: string, { line, hovers }: Way, note: Note) => {
  const context = await browser.newContext();
  try {
    await signInUnseen(context, url, 'jansen');
    const page = await context.newPage();
    const fetched = await countFetched(page, line);
    const tab = page.getByRole('button', { name: /^Chat met / });
    const step = async (name: string, work: () => Promise<unknown>) => {
      const [from, before] = [performance.now(), fetched()];
      await work();
      const [took, after] = [performance.now() - from, fetched()];
      note(name, { took, requests: after.requests - before.requests, bytes: after.bytes - before.bytes });
    };
    await step('a page nobody has been to → the tab', async () => {
      await page.goto(url, { waitUntil: 'commit' });
      await tab.waitFor();
    });
    await page.waitForLoadState('networkidle');
    if (hovers) {
      await tab.hover();
      await sleep(HOVER_MS);
    }
    await step('a click on the tab → the form', async () => {
      await tab.click();
      await page.getByLabel('Nickname').waitFor();
    });
  } finally {
    await context.close();
  }
};

type Note = (name: string, figures: { took: number; requests: number; bytes: number }) => void;

export const measureOpening = (): Promise<Opening[]> =>
  withCloud(async ({ portalUrl, consoleUrl }) => {
    const anna = await createSocketClient(consoleUrl, await signInOverHttp(consoleUrl, 'anna'));
    await anna.ask('desk.enter', { sid: anna.sid });
    await anna.ask('duty.start', {});
    const browser = await launchBrowser();
    const openings = new Map<string, Opening>();
    try {
      for (let round = 0; round <= ROUNDS; round++)
        for (const way of ways) {
          await anna.ask('duty.beat', {});
          await visit(browser, portalUrl, way, (step, { took, requests, bytes }) => {
            const name = `${step}, ${way.name}`;
            const opening = openings.get(name) ?? { name, took: [], requests: [], bytes: [] };
            openings.set(name, opening);
            // The first round warms up what a deployment has warm.
            if (round === 0) return;
            opening.took.push(took);
            opening.requests.push(requests);
            opening.bytes.push(bytes);
          });
        }
    } finally {
      await browser.close();
      anna.close();
    }
    return [...openings.values()].sort((one, other) => one.name.localeCompare(other.name));
  });

export const printOpening = (openings: readonly Opening[]): string =>
  printTable(
    [`${ROUNDS} rounds, in turn`, 'p10 / p50 / p90 ms', 'requests', 'bytes'],
    openings.map(({ name, took, requests, bytes }) => [
      name,
      spread(took),
      spread(requests).split(' / ')[1] ?? '',
      spread(bytes).split(' / ')[1] ?? '',
    ]),
  );
