// Holds the ledger to its figures: what every action and a whole typical chat consume, exactly, and the budgets they stay under.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estimateDollars } from '../../functions/domain/usage.ts';
import { actions } from '../../shared/actions.ts';
import { routes } from '../../shared/routes.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { actionRows, allRows, costsOf, routeRows } from './ledger.ts';
import { framesOf } from './meter.ts';
import {
  BUDGET,
  measureTypicalChat,
  perThousand,
  printTypicalChat,
  type TypicalChat,
} from './typical-chat.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test('every action and every route has a line in tests/bench/ledger.ts', () => {
  expect(Object.keys(actionRows).sort()).toEqual(Object.keys(actions).sort());
  expect(Object.keys(routeRows).sort()).toEqual(Object.keys(routes).sort());
});

test.each(allRows)(
  '%s costs what its line says: WRU, RRU, calls, frames',
  async (_name, { measure, costs }) => {
    expect(costsOf(await measure(engine))).toEqual(costs);
  },
);

describe('a typical chat', () => {
  let chat: TypicalChat;
  beforeAll(async () => {
    chat = await measureTypicalChat(engine);
  });

  test('costs what its steps say', () => {
    for (const { name, used, costs } of chat.steps) expect([name, costsOf(used)]).toEqual([name, costs]);
  });

  test('stands in docs/performance.md as it is', async () => {
    const doc = await readFile(new URL('../../docs/performance.md', import.meta.url), 'utf8');
    // `npm run bench -- --record` writes it there.
    expect(doc).toContain(printTypicalChat(chat));
  });

  test('is estimated in the overview at what it costs', () => {
    const { whole, connectedMinutes: minutes } = chat;
    const estimate = 1000 * estimateDollars({ chats: 1, messages: 20, minutes });
    expect(estimate / perThousand(whole, minutes)).toBeGreaterThan(0.95);
    expect(estimate / perThousand(whole, minutes)).toBeLessThan(1.05);
  });

  test('stays under its budget', () => {
    const { budgeted, connectedMinutes } = chat;
    expect(budgeted.write).toBeLessThanOrEqual(BUDGET.write);
    expect(budgeted.read).toBeLessThanOrEqual(BUDGET.read);
    expect(framesOf(budgeted)).toBeLessThanOrEqual(BUDGET.frames);
    expect(perThousand(budgeted, connectedMinutes)).toBeLessThanOrEqual(BUDGET.dollars);
  });
});
