// What a message that comes costs the page of whoever reads it, and how long a key takes to be seen: eight long chats in a console, one very long chat in the portal.
import type { Page } from 'playwright-core';
import type { Engine } from '../support/engine.ts';
import { openHelpdesk as openConsole } from '../web/console/support/helpdesk.ts';
import { openHelpdesk as openPortal } from '../web/widget/support/helpdesk.ts';
import { printTable } from './format.ts';
import { textOf } from './human-pace.ts';
import { type MainThread, type Sites, watchMainThread, withSites } from './in-browser.ts';
import { at, spread } from './spread.ts';

const CONSOLE = { chats: 8, messages: 500 } as const;
const PORTAL = { messages: 2_000 } as const;
/** Messages that are measured, after some that are not. */
const ROUNDS = 16;
const WARM_UP = 3;
/** A phone of the cheaper kind has some quarter of the processor. */
const SLOWED = [1, 4] as const;
const TYPED = 'Een antwoord van veertig tekens in totaal.';
const KEY_MS = 80;

export interface Received {
  readonly name: string;
  /** Until everything was drawn. */
  readonly opening: MainThread;
  readonly each: readonly MainThread[];
  /** Milliseconds from a key to the frame that shows it, at each share of the processor. */
  readonly keys: readonly (readonly number[])[];
}

type Thread = Awaited<ReturnType<typeof watchMainThread>>;

const receive = async (
  { during, learnIdle }: Thread,
  next: (round: number) => Promise<unknown>,
): Promise<MainThread[]> => {
  await learnIdle();
  const each: MainThread[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const cost = await during(() => next(round));
    if (round >= WARM_UP) each.push(cost);
  }
  return each;
};

/** Types into what has the focus; a key is seen once the frame after it was made. */
const typeKeys = async (page: Page, { tools, atRest }: Thread): Promise<number[][]> => {
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(globalThis, { took });
    addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => took.push(performance.now() - timeStamp);
          port2.postMessage(undefined);
        }),
      true,
    );
  });
  const all: number[][] = [];
  for (const rate of SLOWED) {
    await tools.send('Emulation.setCPUThrottlingRate', { rate });
    await page.evaluate(() => Reflect.get(globalThis, 'took').splice(0));
    await page.keyboard.type(TYPED, { delay: KEY_MS });
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await atRest();
    all.push(await page.evaluate(() => [...Reflect.get(globalThis, 'took')]));
  }
  return all;
};

const inConsole = async (engine: Engine, { browser, pages }: Sites): Promise<Received> => {
  await engine.clear();
  const site = await openConsole(engine, pages('console'));
  const context = await browser.newContext({ baseURL: site.url, viewport: { width: 1440, height: 900 } });
  try {
    const names = Array.from({ length: CONSOLE.chats }, (_, number) => `Klant${number}`);
    for (const name of names) {
      await site.mine(name);
      await site.talkOn(name, CONSOLE.messages);
    }
    await site.signIn(context, site.anna);
    const page = await context.newPage();
    const thread = await watchMainThread(page);
    const opening = await thread.during(async () => {
      await page.goto('/');
      for (const log of await page.getByRole('log').all())
        await log.getByText(textOf(CONSOLE.messages - 1)).waitFor();
    });
    const each = await receive(thread, (round) =>
      site.say(names[round % names.length] ?? '', textOf(CONSOLE.messages + round)),
    );
    await page.getByRole('textbox', { name: `Antwoord aan ${names[0]}` }).focus();
    const keys = await typeKeys(page, thread);
    return { name: `console, ${CONSOLE.chats} chats of ${CONSOLE.messages}`, opening, each, keys };
  } finally {
    await context.close();
    await site.stop();
  }
};

const inPortal = async (engine: Engine, { browser, pages }: Sites): Promise<Received> => {
  await engine.clear();
  const site = await openPortal(engine, pages('portal'));
  const context = await browser.newContext({ baseURL: site.url, viewport: { width: 1440, height: 900 } });
  try {
    await site.begin();
    await site.talkOn(PORTAL.messages);
    await site.signIn(context, site.customer);
    const page = await context.newPage();
    const thread = await watchMainThread(page);
    const opening = await thread.during(async () => {
      await page.goto('/');
      await page
        .getByRole('log')
        .getByText(textOf(PORTAL.messages - 1))
        .waitFor();
    });
    const each = await receive(thread, (round) => site.say('Anna', textOf(PORTAL.messages + round)));
    await page.getByRole('textbox', { name: 'Uw bericht' }).focus();
    const keys = await typeKeys(page, thread);
    return { name: `portal, a chat of ${PORTAL.messages}`, opening, each, keys };
  } finally {
    await context.close();
    await site.stop();
  }
};

export const measureReceived = (engine: Engine): Promise<Received[]> =>
  withSites(async (sites) => [await inConsole(engine, sites), await inPortal(engine, sites)]);

export const printReceived = (received: readonly Received[]): string => {
  const table = printTable(
    ['a message received', 'main thread p10 / p50 / p90 ms', 'script', 'style and layout', 'nodes'],
    received.map(({ name, each }) => {
      const median = (part: keyof MainThread) =>
        at(
          each.map((cost) => cost[part]),
          0.5,
        ).toFixed(1);
      const task = each.map((cost) => cost.task);
      return [name, spread(task, 1), median('script'), median('layout'), median('nodes')];
    }),
  );
  const keys = printTable(
    ['a key until it is seen, p10 / p50 / p90 ms', ...SLOWED.map((rate) => `processor ÷ ${rate}`)],
    received.map(({ name, keys }) => [name, ...keys.map((took) => spread(took))]),
  );
  const opening = printTable(
    ['opened', 'main thread ms', 'nodes'],
    received.map(({ name, opening: { task, nodes } }) => [name, task.toFixed(0), nodes.toFixed(0)]),
  );
  return [table, keys, opening].join('\n\n');
};
