// What a customer does as often as the wire allows holds off nobody: counted in tries, with something done between every two steps of the others.
import { beforeEach, describe, expect, it } from 'vitest';
import { readChat } from '../../../functions/store/log.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ActionName } from '../../../shared/actions.ts';
import type { ChatId, Sid } from '../../../shared/model.ts';
import { askBetween, type Call, withBetween } from '../../support/between.ts';
import { type Desk, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { PATIENCE_MS } from '../../support/scale.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
let anna: Tab;
let bram: Tab;
let jan: Tab;
let chatId: ChatId;
useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  // Nobody waits between two tries: how many there are is what counts.
  desk = { ...desk, context: { ...desk.context, random: () => 0 } };
  await desk.settings({ max: 20, timeoutMinutes: 10 });
  [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
  jan = await desk.customer('jan');
  chatId = (await start(jan)).chat.id;
  await say(jan, chatId, 'Dag');
  await join(anna, chatId);
});

let sids = 0;
const freshSid = () => `s${String(++sids).padStart(7, '0')}` as Sid;

/** Four sockets of one customer, each with a new name every time. */
const syncing = async () => {
  const sockets = [1, 2, 3, 4].map(() => desk.open(jan.me));
  await Promise.all(sockets.map((tab) => tab.tryTo('chat.sync', { chatId, sid: freshSid(), after: 0 })));
};
/** The last socket goes and another comes. */
const flapping = async () => {
  const chat = await readChat(engine.db, chatId, { consistent: true });
  for (const { role, connection } of Object.values(chat?.sessions ?? {}))
    if (role === 'customer') await desk.closeConnections([connection]);
  const tab = desk.open(jan.me);
  await tab.tryTo('chat.sync', { chatId, sid: freshSid(), after: 0 });
};
const staying = async () => void (await jan.tryTo('chat.stay', { chatId }));
const starting = async () => {
  const tab = desk.open(jan.me);
  await tab.tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' });
};
const typing = async () => void (await jan.ask('chat.preview', { chatId, rev: 1, text: 'x' }));

/** Everything a customer may do in a running chat, but speaking and ending it. */
const nuisances = { syncing, flapping, staying, starting, typing };

/** What others do to the chat, in as many transactions as stand here: one that is refused for the tabs alone, and one. */
const decisions: readonly (readonly [ActionName, () => readonly [Tab, object]])[] = [
  ['chat.end', () => [anna, { chatId, cid: newCid(), after: 1 }]],
  ['chat.join', () => [bram, { chatId, sid: bram.sid, cid: newCid(), second: true }]],
  ['chat.invite', () => [anna, { chatId, agent: bram.me.id, note: '', transfer: false }]],
  ['chat.fill', () => [anna, { chatId, fields: { subject: 'Factuur' } }]],
  ['chat.sync', () => [desk.open(anna.me), { chatId, sid: freshSid(), after: 0 }]],
];

describe.each(Object.entries(nuisances))('a customer %s between every two steps', (_name, nuisance) => {
  it.each(decisions)(
    'does not hold off %s',
    async (action, ask) => {
      const [tab, input] = ask();
      let changes = 0;
      const before = async (call: Call) => {
        if (call === 'transact' || call === 'update') changes++;
        await nuisance();
      };
      const answer = await askBetween(desk, tab, { action, input, before });
      expect(answer).toHaveProperty('ok');
      expect(changes).toBeLessThanOrEqual(4);
    },
    PATIENCE_MS,
  );

  it(
    'does not hold off the time-out',
    async () => {
      const db = withBetween(desk.context.db, async (call) => {
        if (call === 'transact' || call === 'update') await nuisance();
      });
      for (let minute = 0; minute < 10; minute++) {
        desk.pass(60_000);
        for (const tab of [anna, bram]) await tab.ask('duty.beat', {});
        // "Ik ben er nog" is for once it was announced: then it is no nuisance but an answer.
        const context = { ...desk.context, db: nuisance === staying ? desk.context.db : db };
        await sweep(context);
      }
      expect((await readChat(engine.db, chatId, { consistent: true }))?.ended).toMatchObject({
        reason: 'unanswered',
      });
    },
    PATIENCE_MS,
  );
});

it('a customer who writes between every two steps does not hold off the end', async () => {
  let after = 3;
  let said = 0;
  const before = async () => {
    // Faster than anyone types, and not without end.
    if (++said > 12) return;
    const { seq } = await say(jan, chatId, `Nog iets ${said}`, { after });
    after = seq;
  };
  const input = { chatId, cid: newCid(), after: 1 };
  expect(await askBetween(desk, anna, { action: 'chat.end', input, before })).toHaveProperty('ok');
});

it('what a customer does in a running chat moves no version that is decided from', async () => {
  const revOf = async () => (await readChat(engine.db, chatId, { consistent: true }))?.rev;
  const rev = await revOf();
  for (const nuisance of Object.values(nuisances)) await nuisance();
  await say(jan, chatId, 'En nog iets', { after: 1 });
  expect(await revOf()).toBe(rev);
});
