// Rating a chat on the real engine: who, when, once, with an explanation when unhappy; what is stored and what it costs.

import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRating } from '../../../functions/store/ratings.ts';
import { actions } from '../../../shared/actions.ts';
import type { ChatId } from '../../../shared/model.ts';
import { COMMENT_MAX } from '../../../shared/rules.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
let anna: Tab;
let customer: Tab;
let chatId: ChatId;

useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  anna = await desk.agent('Anna');
  customer = await desk.customer('jansen');
  chatId = (await start(customer, { nickname: 'Jan' })).chat.id;
  await say(customer, chatId, 'Hallo');
  await join(anna, chatId);
});

const rate = (stars: 1 | 2 | 3 | 4 | 5, comment = '', tab = customer) =>
  tab.ask('chat.rate', { chatId, stars, comment });
const finish = () => end(customer, chatId, { after: 3 });

describe('chat.rate', () => {
  it('[S68] keeps stars, comment, time, customer and agents, listed by month', async () => {
    await finish();
    await rate(4, '  Snel geholpen  ');
    expect(await readRating(engine.db, chatId)).toEqual({
      chatId,
      stars: 4,
      comment: 'Snel geholpen',
      at: desk.now(),
      customer: customer.me.id,
      agents: [{ id: anna.me.id, name: 'Anna' }],
    });
    const { items } = await engine.db.query({ pk: 'RATINGS#helpdesk#2026-11', index: 'lists' });
    expect(items).toMatchObject([{ pk: `CHAT#${chatId}`, gsk: `${desk.now()}#${chatId}` }]);
    expect(await readRating(engine.db, 'x'.repeat(22) as ChatId)).toBeUndefined();
  });

  it('is of every agent who took part, also of those who left, and not of those who watched or declined', async () => {
    const bram = await desk.agent('Bram', { permissions: ['helpdesk', 'manage'] });
    const carla = await desk.agent('Carla');
    await join(bram, chatId, { second: true });
    await anna.ask('chat.leave', { chatId, cid: newCid() });
    await bram.ask('chat.invite', { chatId, agent: carla.me.id, note: '', transfer: false });
    await carla.ask('chat.decline', { chatId });
    const dirk = await desk.agent('Dirk', { permissions: ['helpdesk', 'manage'] });
    await dirk.ask('chat.watch', { chatId, sid: dirk.sid, after: 0 });
    await end(bram, chatId, { after: 3 });
    await rate(5);
    expect((await readRating(engine.db, chatId))?.agents.map(({ name }) => name).sort()).toEqual([
      'Anna',
      'Bram',
    ]);
  });

  it.each([1, 2] as const)('[S69] needs an explanation at %i stars, also after trim', async (stars) => {
    await finish();
    await expect(rate(stars)).rejects.toThrow('comment_required');
    await expect(rate(stars, ' \n\t ')).rejects.toThrow('comment_required');
    expect(await readRating(engine.db, chatId)).toBeUndefined();
    await rate(stars, 'Niet geholpen');
  });

  it.each([3, 4, 5] as const)('needs none at %i', async (stars) => {
    await finish();
    await rate(stars);
  });

  it('is for the customer of the chat, once it has ended', async () => {
    await expect(rate(5)).rejects.toThrow('chat_not_ended');
    await finish();
    await expect(rate(5, '', await desk.customer())).rejects.toThrow('not_found');
    await expect(
      customer.ask('chat.rate', { chatId: 'x'.repeat(22) as ChatId, stars: 5, comment: '' }),
    ).rejects.toThrow('not_found');
    expect(actions['chat.rate'].by).toEqual(['customer']);
  });

  it.each(['save', 'delete'] as const)('works when the helpdesk was quicker to %s the chat', async (how) => {
    await finish();
    await anna.ask(`chat.${how}`, { chatId });
    await rate(5);
  });

  it('[S67] once: the same again is no error, another one is refused and changes nothing', async () => {
    await finish();
    await rate(2, 'Te traag');
    await rate(2, 'Te traag ');
    await expect(rate(2, 'Anders')).rejects.toThrow('already_rated');
    await expect(rate(5, 'Te traag')).rejects.toThrow('already_rated');
    expect(await readRating(engine.db, chatId)).toMatchObject({ stars: 2, comment: 'Te traag' });
  });

  it('[S67] five at a time, 40 times: one counts, the others hear so', async () => {
    await finish();
    for (let round = 0; round < 40; round++) {
      await engine.db.delete({ pk: `CHAT#${chatId}`, sk: 'SIDE#FEEDBACK' }, asScene);
      const all = [1, 2, 3, 4, 5] as const;
      const results = await Promise.all(
        all.map((stars) => customer.tryTo('chat.rate', { chatId, stars, comment: 'x' })),
      );
      const counted = all.filter((_, index) => 'ok' in (results[index] ?? {}));
      expect(counted).toEqual([(await readRating(engine.db, chatId))?.stars]);
      expect(
        results.filter((result) => 'error' in result && result.error.code === 'already_rated'),
      ).toHaveLength(4);
    }
  });

  it('takes whole stars of five and a comment of limited length, and nothing else', () => {
    const { input } = actions['chat.rate'];
    const takes = (stars: unknown, comment: unknown = '') =>
      v.safeParse(input, { chatId: 'x'.repeat(22), stars, comment }).success;
    expect([1, 2, 3, 4, 5].every((stars) => takes(stars))).toBe(true);
    for (const stars of [0, 6, 2.5, -1, '3', null, undefined]) expect(takes(stars)).toBe(false);
    expect(takes(3, 'x'.repeat(COMMENT_MAX))).toBe(true);
    expect(takes(3, 'x'.repeat(COMMENT_MAX + 1))).toBe(false);
    expect(takes(3, 7)).toBe(false);
    // Half a surrogate pair could not be stored.
    expect(v.parse(input, { chatId: 'x'.repeat(22), stars: 3, comment: '\ud83d' }).comment).toBe('\ufffd');
  });

  it('costs 2 WRU, 2 for the look at the chat and 1 for the list, and 0.5 RRU', async () => {
    await finish();
    const spent = engine.capacity.mark();
    await rate(2, 'Ik heb lang moeten wachten en weet het antwoord nog niet.');
    const { write, read, calls } = spent();
    expect({ write, read, calls }).toEqual({ write: 5, read: 0.5, calls: ['GetItem', 'TransactWriteItems'] });
  });
});
