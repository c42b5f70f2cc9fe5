// Clocks that are wrong: a customer's by a day, the servers' set back or forward, the night the hour comes twice. The log's order is by number, whatever the clocks say.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgent } from '../../functions/store/agents.ts';
import { readEntries } from '../../functions/store/log.ts';
import { asScene } from '../support/as-scene.ts';
import { addAgent, addCustomer } from '../support/desk.ts';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { createBrowser, openConsolePage, openCustomerPage } from './support/pages.ts';
import { createSystem } from './support/system.ts';
import { type FaultyTable, startFaultyTable } from './support/table.ts';
import { createWorld } from './support/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let table: FaultyTable;
beforeAll(async () => {
  table = await startFaultyTable();
});
afterAll(() => table.stop());

it(
  '[F16] browsers whose clocks are a day wrong say, see and reload as all others',
  async ({ annotate }) => {
    const rounds = scaled(2, 200);
    for (let round = 0; round < rounds; round++) {
      const random = seeded(round);
      await table.engine.clear();
      const world = createWorld({ db: table.db, random });
      const wrong = Math.round((random() * 2 - 1) * DAY);
      const person = await addCustomer(table.engine.db);
      const agent = openConsolePage(world, createBrowser(await addAgent(table.engine.db)));
      const browser = createBrowser(person);
      /** The same browser, with a clock of its own. */
      const askew = (by: number) => {
        const environment = world.environment;
        const skewed = {
          ...world,
          environment: (...given: Parameters<typeof environment>) => {
            const all = environment(...given);
            return { ...all, now: () => all.now() + by };
          },
        };
        return openCustomerPage(skewed, browser);
      };
      await world.clock.advance(200);
      void agent.duty('start');
      await world.clock.advance(300);
      let page = askew(wrong);
      await world.clock.advance(200);
      void page.start();
      await world.clock.advance(300);
      const chatId = page.shown.value?.chatId;
      if (!chatId) throw new Error('no chat');
      void agent.join(chatId);
      await world.clock.advance(300);
      page.say('een');
      page.say('twee');
      await world.clock.advance(500);
      agent.say(chatId, 'drie');
      await world.clock.advance(500);
      // The clock is set right, and the page is loaded again.
      page.close();
      page = askew(0);
      await world.clock.advance(1_000);
      page.say('vier');
      await world.clock.advance(1_000);
      expect(page.texts()).toEqual(['een', 'twee', 'drie', 'vier']);
      expect(agent.texts(chatId)).toEqual(['een', 'twee', 'drie', 'vier']);
      const times = (await readEntries(table.engine.db, chatId)).map(({ at }) => at);
      // The servers' time, not the browser's.
      for (const at of times) expect(Math.abs(at - world.clock.now())).toBeLessThan(MINUTE);
      page.close();
      agent.close();
    }
    await annotate(`${rounds} browsers, clocks up to 24 h wrong`, 'figures');
  },
  PATIENCE_MS,
);

describe('[F16] when the servers’ clock is set back 5 minutes', () => {
  it(
    'the order stays, and nothing that was to end stays for ever',
    async () => {
      const system = await createSystem({ table, random: seeded(1), timeoutMinutes: 10 });
      const { world, customers, consoles, db } = system;
      const [page] = customers;
      const [agent] = consoles;
      if (!page || !agent) throw new Error('nobody');
      void page.start();
      await world.clock.advance(2 * MINUTE);
      const chatId = page.shown.value?.chatId;
      if (!chatId) throw new Error('no chat');
      void agent.join(chatId);
      await world.clock.advance(1_000);
      page.say('voor');
      await world.clock.advance(1_000);
      world.step(-5 * MINUTE);
      agent.say(chatId, 'na');
      await world.clock.advance(1_000);
      expect(page.texts()).toEqual(['voor', 'na']);
      // A lease and a time-out of after the step: the consoles go, nothing more is said.
      for (const each of consoles) each.close();
      for (const line of world.lines) if (line.person.role === 'agent') line.isDead = true;
      await world.clock.advance(6 * MINUTE);
      for (const { id } of system.people.agents) expect((await readAgent(db, id))?.counted).toBe(false);
      await world.clock.advance(12 * MINUTE);
      expect((await readEntries(db, chatId)).at(-1)).toMatchObject({ kind: 'ended', reason: 'unanswered' });
      system.close();
    },
    PATIENCE_MS,
  );

  it(
    'and forward again: what was to be done in between is done',
    async () => {
      const system = await createSystem({ table, random: seeded(2), timeoutMinutes: 5 });
      const { world, customers, db } = system;
      const [page] = customers;
      if (!page) throw new Error('nobody');
      void page.start();
      await world.clock.advance(MINUTE);
      world.step(-5 * MINUTE);
      page.say('hallo');
      await world.clock.advance(MINUTE);
      world.step(5 * MINUTE);
      await world.clock.advance(8 * MINUTE);
      const chatId = page.shown.value?.chatId;
      if (!chatId) throw new Error('no chat');
      expect((await readEntries(db, chatId)).at(-1)).toMatchObject({ kind: 'ended', reason: 'unanswered' });
      system.close();
    },
    PATIENCE_MS,
  );
});

it(
  '[F16] in the night that has the hour from 2 to 3 twice, a chat times out after its minutes, not an hour later',
  async () => {
    // 25 October 2026, 02:50 in Amsterdam, ten minutes before the clock goes back.
    await table.engine.clear();
    await table.engine.db.put({ pk: 'DESK#helpdesk', sk: 'SETTINGS', timeoutMinutes: 15 }, asScene);
    const world = createWorld({ db: table.db, random: seeded(3), start: Date.UTC(2026, 9, 25, 0, 50) });
    world.startSweeping();
    const agent = openConsolePage(world, createBrowser(await addAgent(table.engine.db)));
    const page = openCustomerPage(world, createBrowser(await addCustomer(table.engine.db)));
    await world.clock.advance(200);
    void agent.duty('start');
    await world.clock.advance(300);
    void page.start();
    await world.clock.advance(300);
    page.say('Slaapt u nog?');
    await world.clock.advance(14 * MINUTE);
    expect(page.shown.value?.chat.value?.state).toBe('waiting');
    await world.clock.advance(3 * MINUTE);
    expect(page.shown.value?.chat.value?.state).toBe('ended');
    page.close();
    agent.close();
  },
  PATIENCE_MS,
);
