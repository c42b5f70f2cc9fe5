// What the desk decides for all agents: the settings, and the standard texts two people change at once.

import { describe, expect, it } from 'vitest';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { TEXTS } from '../../../functions/store/keys.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Desk, join, start, startWithAnna } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

describe('settings', () => {
  const manage = async () => {
    const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    return { boss, settings: (await boss.ask('desk.enter', { sid: boss.sid })).settings };
  };

  it('[S8] a new maximum holds at once; whoever is above it keeps the chats and has no room', async () => {
    const { boss, settings } = await manage();
    const anna = await desk.agent('Anna');
    for (let chats = 0; chats < 3; chats++) await join(anna, (await start(await desk.customer())).chat.id);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
    const lower = await boss.ask('settings.change', { ...settings, max: 2 });
    expect(await desk.counts()).toEqual({ free: 2, waiting: 0 });
    const { chat } = await start(await desk.customer());
    await expect(join(anna, chat.id)).rejects.toThrow('at_maximum');
    await boss.ask('settings.change', { ...lower, max: 5 });
    expect(await desk.counts()).toEqual({ free: 7, waiting: 1 });
    await join(anna, chat.id);
  });

  it('are in the log with what they were and what they are; what was not saved, or stayed as it was, is not', async () => {
    const { boss, settings } = await manage();
    await boss.ask('settings.change', { ...settings, max: 5, preview: false });
    await expect(boss.ask('settings.change', { ...settings, max: 7 })).rejects.toThrow('outdated');
    await boss.ask('settings.change', { ...settings, max: 5, preview: false, rev: settings.rev + 1 });
    expect((await listAuditLines(engine.db, { kind: 'settings' })).lines).toEqual([
      {
        at: desk.now(),
        who: { id: boss.me.id, name: 'Ohadmin' },
        action: 'settings_changed',
        about: '',
        changes: [
          { name: 'max', from: '3', to: '5' },
          { name: 'preview', from: 'true', to: 'false' },
        ],
      },
    ]);
  });

  it('standard texts are in the log when they are written, changed and deleted', async () => {
    const { boss } = await manage();
    const { id, rev } = await boss.ask('text.save', { title: 'Groet', text: 'Dag', category: '', order: 1 });
    desk.pass(1);
    const long = 'x'.repeat(4000);
    await boss.ask('text.save', { textId: id, rev, title: 'Groet', text: long, category: '', order: 1 });
    desk.pass(1);
    await boss.ask('text.delete', { textId: id });
    await boss.ask('text.delete', { textId: id });
    const { lines } = await listAuditLines(engine.db, { kind: 'settings' });
    const clipped = `${'x'.repeat(300)}…`;
    expect(lines).toMatchObject([
      {
        action: 'text_deleted',
        about: 'Groet',
        changes: [{ name: 'title', from: 'Groet' }, { name: 'text', from: clipped }, {}, {}],
      },
      { action: 'text_saved', about: 'Groet', changes: [{ name: 'text', from: 'Dag', to: clipped }] },
      { action: 'text_saved', about: 'Groet', changes: [{ name: 'title', to: 'Groet' }, {}, {}, {}] },
    ]);
  });

  it('refuses what cannot be, who may not, and a save of an older version', async () => {
    const { boss, settings } = await manage();
    const anna = await desk.agent('Anna');
    await expect(anna.ask('settings.change', settings)).rejects.toThrow('forbidden');
    for (const wrong of [
      { max: 0 },
      { max: 21 },
      { timeoutMinutes: 1 },
      { timeoutMinutes: 481 },
      { welcome: 'x'.repeat(1001) },
    ]) {
      const result = await boss.tryTo('settings.change', { ...settings, ...wrong });
      expect(result).toEqual({ error: { code: 'bad_request', path: Object.keys(wrong)[0] } });
    }
    await boss.ask('settings.change', { ...settings, welcome: 'Dag' });
    await expect(boss.ask('settings.change', { ...settings, welcome: 'Hoi' })).rejects.toThrow('outdated');
    expect(anna.received('settings.changed').at(-1)?.settings.welcome).toBe('Dag');
  });

  it('[S43] switches previews off in running chats', async () => {
    const { boss, settings } = await manage();
    const { anna, customer, chatId } = await startWithAnna(desk);
    await boss.ask('settings.change', { ...settings, preview: false });
    expect(customer.received('preview.switched')).toMatchObject([{ chatId, on: false }]);
    await customer.ask('chat.preview', { chatId, rev: 1, text: 'Geheim' });
    expect(anna.received('preview.changed')).toEqual([]);
  });

  it('[S13] tells of a customer who goes only when the desk wants that', async () => {
    const { boss, settings } = await manage();
    const { customer } = await startWithAnna(desk);
    await boss.ask('settings.change', { ...settings, realtimeOnline: false });
    const received = boss.received('chat.changed').length;
    await customer.drop();
    expect(boss.received('chat.changed')).toHaveLength(received);
  });

  it('[S12] keeps standard texts in their order, for whoever may', async () => {
    const { boss } = await manage();
    const anna = await desk.agent('Anna');
    const text = { title: 'Groet', text: 'Dag {klant}', category: '', order: 2 };
    await expect(anna.ask('text.save', text)).rejects.toThrow('forbidden');
    const saved = await boss.ask('text.save', text);
    await boss.ask('text.save', { ...text, title: 'Eerst', order: 1 });
    await boss.ask('text.save', { ...text, textId: saved.id, rev: saved.rev, title: 'Groeten' });
    expect((await anna.ask('text.list', {})).texts.map(({ title }) => title)).toEqual(['Eerst', 'Groeten']);
    await boss.ask('text.delete', { textId: saved.id });
    expect(anna.received('text.changed').at(-1)).toEqual({ event: 'text.changed', id: saved.id });
    expect((await anna.ask('text.list', {})).texts).toHaveLength(1);
  });
});

describe('two people and one standard text', () => {
  const text = { title: 'Groet', text: 'Dag {klant}', category: '', order: 1 };
  const manage = (name = 'Ohadmin') =>
    desk.agent(name, { onDuty: false, permissions: ['helpdesk', 'manage'] });

  it('[S12] the second who saves is told so, and nothing of the first is lost', async () => {
    const [boss, other] = [await manage(), await manage('Collega')];
    const { id: textId, rev } = await boss.ask('text.save', text);
    const first = await boss.ask('text.save', { ...text, textId, rev, text: 'Goedendag {klant}' });
    const late = { ...text, textId, rev, text: 'Hallo {klant}' };
    await expect(other.ask('text.save', late)).rejects.toThrow('outdated');
    expect((await other.ask('text.list', {})).texts).toEqual([first]);
    expect(other.received('text.changed').at(-1)?.text).toEqual(first);
    const second = await other.ask('text.save', { ...late, rev: first.rev });
    expect((await boss.ask('text.list', {})).texts).toEqual([second]);
  });

  it('[S12] what is deleted does not come back by saving what was typed over it', async () => {
    const boss = await manage();
    const { id: textId, rev } = await boss.ask('text.save', text);
    await boss.ask('text.delete', { textId });
    await expect(boss.ask('text.save', { ...text, textId, rev })).rejects.toThrow('outdated');
    expect((await boss.ask('text.list', {})).texts).toEqual([]);
  });

  it('[S12] of twenty who save at once, one does', async () => {
    const boss = await manage();
    const { id: textId, rev } = await boss.ask('text.save', text);
    const tries = Array.from({ length: 20 }, (_, order) =>
      boss.tryTo('text.save', { ...text, textId, rev, order }),
    );
    expect((await Promise.all(tries)).filter((answer) => 'ok' in answer)).toHaveLength(1);
  });

  it('[S12] a text from before there were versions can be saved', async () => {
    const boss = await manage();
    await engine.db.put({ pk: TEXTS, sk: 'old', id: 'old', ...text }, asScene);
    await boss.ask('text.save', { ...text, textId: 'old', title: 'Nieuw' });
    expect((await boss.ask('text.list', {})).texts).toMatchObject([{ title: 'Nieuw', rev: 1 }]);
  });
});
