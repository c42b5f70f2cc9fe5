// Numbers that nobody should have in a chat, as the server masks them, and the one message that an agent lets through.
import { describe, expect, it } from 'vitest';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readEntries } from '../../../functions/store/log.ts';
import type { ChatId } from '../../../shared/model.ts';
import { type Desk, end, join, newCid, say, start, startWithAnna, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

const CARD = 'Mijn kaart is 4111 1111 1111 1111';
const MASKED = 'Mijn kaart is •••• •••• •••• 1111';
const IBAN = 'NL91 ABNA 0417 1643 00';
const MASKED_IBAN = 'NL•• •••• •••• ••43 00';

const textsOf = async (chatId: ChatId) =>
  (await readEntries(engine.db, chatId)).flatMap((entry) =>
    entry.kind === 'message' && entry.text !== 'Hallo' ? [entry.text] : [],
  );
const manage = async (change: object) => {
  const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
  const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
  return boss.ask('settings.change', { ...settings, ...change });
};
const lastMasking = (tab: Tab) => tab.received('preview.switched').at(-1);

describe('a number', () => {
  it('that a page did not mask is masked before it is stored, shown or previewed [S139]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    const { entries } = await say(jan, chatId, CARD, { after: 3 });
    await jan.ask('chat.preview', { chatId, rev: 1, text: IBAN });
    expect(await textsOf(chatId)).toEqual([MASKED]);
    expect(entries.at(-1)).toMatchObject({ text: MASKED });
    expect(JSON.stringify(anna.inbox)).not.toContain('4111 1111');
    expect(anna.received('preview.changed')).toMatchObject([{ text: MASKED_IBAN }]);
  });

  it('in the first question is masked for everybody who sees the list [S139]', async () => {
    const anna = await desk.agent('Anna');
    await anna.ask('desk.enter', { sid: anna.sid });
    const jan = await desk.customer();
    const { chat } = await start(jan);
    await say(jan, chat.id, `Klopt ${IBAN}?`);
    expect(anna.received('chat.changed').at(-1)).toMatchObject({
      chat: { question: `Klopt ${MASKED_IBAN}?` },
    });
  });

  it('of a BSN alone is masked where it was asked for [S139]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    const asked = await say(anna, chatId, 'Wat is uw BSN?', { after: 3 });
    await say(jan, chatId, '123456782', { after: asked.seq });
    expect(await textsOf(chatId)).toEqual(['Wat is uw BSN?', '•••••••••']);
  });

  it('of a card is masked in what an agent says; an account stays, it is the company’s [S139]', async () => {
    const { anna, chatId } = await startWithAnna(desk);
    await say(anna, chatId, `${CARD}, ons rekeningnummer ${IBAN}`, { after: 3 });
    expect(await textsOf(chatId)).toEqual([`${MASKED}, ons rekeningnummer ${IBAN}`]);
  });

  it('of a kind that the desk does not mask stays, in chats that run as well [S139]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    expect((await jan.ask('chat.sync', { chatId, sid: jan.sid, after: 0 })).chat.masks).toBeUndefined();
    await manage({ maskIban: false });
    expect(lastMasking(jan)).toMatchObject({ on: true, masks: ['bsn', 'card'] });
    await say(jan, chatId, `${IBAN}, ${CARD}`, { after: 3 });
    const kim = await desk.customer();
    const { chat } = await start(kim);
    expect(chat.masks).toEqual(['bsn', 'card']);
    await say(kim, chat.id, IBAN);
    expect([...(await textsOf(chatId)), ...(await textsOf(chat.id))]).toEqual([`${IBAN}, ${MASKED}`, IBAN]);
    expect(anna.received('settings.changed').at(-1)?.settings).toMatchObject({
      maskIban: false,
      maskBsn: true,
    });
  });

  it('is masked as before by a save of settings that knows nothing of it [S139]', async () => {
    await manage({ maskIban: false });
    const boss = await desk.agent('Boss', { permissions: ['helpdesk', 'manage'] });
    const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
    const { maskBsn: _bsn, maskIban: _iban, maskCard: _card, ...older } = settings;
    expect(await boss.ask('settings.change', { ...older, max: 4 })).toMatchObject({
      max: 4,
      maskIban: false,
    });
  });
});

describe('what an agent lets through', () => {
  const allow = (tab: Tab, chatId: ChatId, allowed = true) => tab.ask('chat.allow', { chatId, allowed });

  it('is one message with a number, and no preview; the next one is masked again [S139]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await allow(anna, chatId);
    expect(lastMasking(jan)).toMatchObject({ allowed: true });
    expect((await jan.ask('chat.sync', { chatId, sid: jan.sid, after: 3 })).chat.allowed).toBe(true);
    await jan.ask('chat.preview', { chatId, rev: 1, text: CARD });
    expect(anna.received('preview.changed')).toMatchObject([{ text: MASKED }]);
    await say(jan, chatId, 'Moment, ik pak hem', { after: 3 });
    await say(jan, chatId, CARD, { after: 4 });
    expect(lastMasking(jan)?.allowed).toBeUndefined();
    await say(jan, chatId, CARD, { after: 5 });
    expect(await textsOf(chatId)).toEqual(['Moment, ik pak hem', CARD, MASKED]);
  });

  it('is used once, however many messages come at the same moment and however often they are sent [S139]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await allow(anna, chatId);
    const cids = [newCid(), newCid(), newCid(), newCid()];
    const sendAll = () =>
      Promise.all(cids.map((cid) => jan.tryTo('chat.say', { chatId, cid, after: 3, text: CARD })));
    for (let tries = 0; tries < 20; tries++) if ((await sendAll()).every((answer) => 'ok' in answer)) break;
    expect((await textsOf(chatId)).toSorted()).toEqual([CARD, MASKED, MASKED, MASKED]);
  });

  it('is in the log for administrators, and every console knows of it until it is used [S139]', async () => {
    const { customer: jan, anna, bram, chatId } = await startWithAnna(desk);
    await bram.ask('desk.enter', { sid: bram.sid });
    await allow(anna, chatId);
    await allow(anna, chatId);
    expect((await listAuditLines(engine.db, { kind: 'data' })).lines).toEqual([
      {
        at: desk.now(),
        who: { id: anna.me.id, name: 'Anna' },
        aboutId: jan.me.id,
        chatId,
        nickname: expect.any(String),
        action: 'number_allowed',
      },
    ]);
    expect(bram.received('chat.changed').at(-1)?.chat.allowed).toBe(true);
    await say(jan, chatId, CARD, { after: 3 });
    expect(bram.received('chat.changed').at(-1)?.chat.allowed).toBeUndefined();
  });

  it('is for agents of a chat that runs to say, and to take back [S139]', async () => {
    const { customer: jan, anna, bram, chatId } = await startWithAnna(desk);
    await expect(allow(bram, chatId)).rejects.toThrow('not_participant');
    await expect(allow(jan, chatId)).rejects.toThrow('forbidden');
    await allow(anna, chatId);
    await allow(anna, chatId, false);
    await say(jan, chatId, CARD, { after: 3 });
    expect(await textsOf(chatId)).toEqual([MASKED]);
    await allow(anna, chatId);
    await end(jan, chatId);
    await expect(allow(anna, chatId)).rejects.toThrow('chat_ended');
  });

  it('is not an agent’s own message, which is masked and leaves it for the customer [S139]', async () => {
    const { customer: jan, anna, chatId } = await startWithAnna(desk);
    await allow(anna, chatId);
    await say(anna, chatId, CARD, { after: 3 });
    await say(jan, chatId, CARD, { after: 4 });
    expect(await textsOf(chatId)).toEqual([MASKED, CARD]);
  });

  it('goes with a colleague who takes over: it is the chat’s [S139]', async () => {
    const { customer: jan, anna, bram, chatId } = await startWithAnna(desk);
    await allow(anna, chatId);
    await join(bram, chatId, { second: true });
    await anna.ask('chat.leave', { chatId, cid: newCid() });
    await say(jan, chatId, CARD, { after: 5 });
    expect(await textsOf(chatId)).toEqual([CARD]);
  });
});
