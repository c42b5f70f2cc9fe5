// The price of a whole chat, in units: the budgets of the product, and what each step is made of in `npm run bench`.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureTypicalChat, total } from '../bench/typical-chat.ts';
import { type Engine, startEngine } from '../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

it('keeps a typical chat under 60 WRU, 30 RRU and 115 API Gateway messages', async () => {
  const steps = await measureTypicalChat(engine);
  const portal = new Set(['portal page asks for the tab', 'close the window']);
  const chat = total(steps.filter(({ name }) => !portal.has(name)));
  expect(chat.write).toBeLessThanOrEqual(60);
  expect(chat.read).toBeLessThanOrEqual(30);
  expect(total(steps).frames).toBeLessThanOrEqual(115);
});
