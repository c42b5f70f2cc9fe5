// How far a customer has read, and on which page that is: for the agents of the chat, never stored, and gone with the chat.
import { describe, expect, it } from 'vitest';
import { type Desk, end, join, startWithAnna } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

const page = { path: '/tickets?token=geheim#deel', title: 'Meldingen' };
const shown = { path: '/tickets', title: 'Meldingen' };
const manage = async (change: object) => {
  const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
  const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
  return boss.ask('settings.change', { ...settings, ...change });
};

describe('what a customer’s page tells beside what is typed', () => {
  it('reaches every agent of the chat, without what an address may hold as a secret, and no one else [S140] [S141]', async () => {
    const { customer: jan, anna, bram, chatId } = await startWithAnna(desk);
    await join(bram, chatId, { second: true });
    const other = await desk.agent('Carla');
    await other.ask('desk.enter', { sid: other.sid });
    jan.inbox.length = 0;
    await jan.ask('chat.preview', { chatId, rev: 1, text: '', seen: 3, page });
    for (const agent of [anna, bram])
      expect(agent.received('preview.changed')).toMatchObject([{ text: '', seen: 3, page: shown }]);
    expect(other.received('preview.changed')).toEqual([]);
    expect(jan.inbox).toEqual([]);
  });

  it('is not written anywhere [S140] [S141]', async () => {
    const { customer: jan, chatId } = await startWithAnna(desk);
    const before = await engine.scan();
    await jan.ask('chat.preview', { chatId, rev: 1, text: 'Ik', seen: 3, page });
    const after = await engine.scan();
    expect(after).toHaveLength(before.length);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it('is no preview where those are off [S43] [S140]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await manage({ preview: false });
    await jan.ask('chat.preview', { chatId, rev: 1, text: 'Geheim', seen: 3 });
    await jan.ask('chat.preview', { chatId, rev: 2, text: 'Geheim' });
    expect(anna.received('preview.changed')).toMatchObject([{ text: '', seen: 3 }]);
  });

  it('is no page where the desk does not want that, also of a page that was not told so [S141]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await manage({ showPage: false });
    expect(jan.received('preview.switched').at(-1)).toMatchObject({ hidesPage: true });
    await jan.ask('chat.preview', { chatId, rev: 1, text: '', seen: 3, page });
    expect(anna.received('preview.changed').at(-1)?.page).toBeUndefined();
    expect((await jan.ask('chat.sync', { chatId, sid: jan.sid, after: 0 })).chat.hidesPage).toBe(true);
  });

  it('ends with the chat [S141]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await end(jan, chatId);
    await jan.ask('chat.preview', { chatId, rev: 1, text: '', seen: 3, page });
    expect(anna.received('preview.changed')).toEqual([]);
  });

  it('is the customer’s to tell alone; what agents read is told to nobody [S140]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await expect(anna.ask('chat.preview', { chatId, rev: 1, text: '', seen: 3 })).rejects.toThrow(
      'forbidden',
    );
    jan.inbox.length = 0;
    await anna.ask('chat.sync', { chatId, sid: anna.sid, after: 3 });
    expect(jan.inbox).toEqual([]);
  });
});
