// Taking a message back: who may and until when, what every page then has, and that the text is nowhere any more.
import { beforeEach, describe, expect, it } from 'vitest';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readChat } from '../../../functions/store/log.ts';
import { readTicket } from '../../../functions/store/tickets.ts';
import type { ChatId, Permission } from '../../../shared/model.ts';
import { TAKE_BACK_MS } from '../../../shared/rules.ts';
import { addEntries, emptyTimeline } from '../../../shared/timeline.ts';
import { type Desk, end, join, newCid, say, start, startWithAnna, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => ({ engine, desk } = today));

const SECRET = 'pincode 4711';
const manages: Permission[] = ['helpdesk', 'manage'];
let scene: Awaited<ReturnType<typeof startWithAnna>> & { readonly boss: Tab };
/** Entry 2 is the customer's question, entry 4 what was said last. */
beforeEach(async () => {
  const boss = await desk.agent('Ohadmin', { permissions: manages, onDuty: false });
  scene = { ...(await startWithAnna(desk)), boss };
});

const take = async (tab: Tab, seq: number, cid = newCid()) => {
  const answer = await tab.tryTo('chat.redact', { chatId: scene.chatId, seq, cid });
  return 'error' in answer ? answer.error.code : 'ok';
};
const sync = (tab: Tab, after = 0) =>
  tab.ask('chat.sync', { chatId: scene.chatId, sid: tab.sid, after, speaks: 5 });
const stored = async () => (await engine.scan()).map((item) => JSON.stringify(item)).join('\n');

describe('who may take a message back', () => {
  it('is its author, a customer or an agent, for two minutes by the server’s clock [S138]', async () => {
    const { anna, customer, chatId } = scene;
    await say(anna, chatId, SECRET, { after: 3 });
    desk.pass(TAKE_BACK_MS);
    expect([await take(customer, 2), await take(anna, 4)]).toEqual(['ok', 'ok']);
    const { entries } = await sync(customer);
    expect(entries.flatMap((entry) => (entry.kind === 'message' ? [entry.redacted] : []))).toEqual([
      'author',
      'author',
    ]);
  });

  it('is nobody else’s, and after two minutes not even the author’s [S138]', async () => {
    const { anna, bram, customer, chatId } = scene;
    await join(bram, chatId, { second: true });
    const stranger = await desk.customer('devries');
    await say(anna, chatId, 'Van Anna', { after: 3 });
    expect([
      await take(customer, 5),
      await take(bram, 5),
      await take(anna, 2),
      await take(stranger, 2),
    ]).toEqual(['forbidden', 'forbidden', 'forbidden', 'not_found']);
    desk.pass(TAKE_BACK_MS + 1);
    expect([await take(customer, 2), await take(anna, 5)]).toEqual(['forbidden', 'forbidden']);
    expect(await stored()).toContain('Van Anna');
  });

  it('is at any time who has “Chat beheren” as it is now, with a line in the log that says who, when and of which chat [S138]', async () => {
    const { anna, boss, chatId } = scene;
    await say(anna, chatId, SECRET, { after: 3 });
    desk.pass(90 * 60_000);
    expect(await take(boss, 4)).toBe('ok');
    const { lines } = await listAuditLines(engine.db);
    expect(lines).toEqual([
      {
        at: desk.now(),
        who: { id: boss.me.id, name: 'Ohadmin' },
        aboutId: scene.customer.me.id,
        chatId,
        nickname: 'Jan',
        action: 'redacted',
      },
    ]);
    expect(await stored()).not.toContain(SECRET);
    await engine.db.update(
      { pk: `USER#${boss.me.id}`, sk: 'ACCOUNT' },
      {
        condition: 'attribute_exists(pk)',
        update: 'SET #p = :p',
        names: { '#p': 'permissions' },
        values: { ':p': ['helpdesk'] },
      },
    );
    expect(await take(boss, 2)).toBe('forbidden');
  });

  it('takes back messages alone: a start, a joining and what is not there are refused [S138]', async () => {
    const { boss } = scene;
    expect([await take(boss, 1), await take(boss, 3), await take(boss, 99), await take(boss, 0)]).toEqual([
      'not_found',
      'not_found',
      'not_found',
      'not_found',
    ]);
  });

  it('does it once: again, or by two at a time, changes nothing more [S138]', async () => {
    const { anna, boss, customer, chatId } = scene;
    await say(anna, chatId, SECRET, { after: 3 });
    const cid = newCid();
    const all = await Promise.all([take(anna, 4, cid), take(anna, 4, cid), take(boss, 4), take(anna, 4)]);
    expect(all).toEqual(['ok', 'ok', 'ok', 'ok']);
    const { entries } = await sync(customer);
    expect(entries.filter(({ kind }) => kind === 'redacted')).toHaveLength(1);
    expect((await listAuditLines(engine.db)).lines.length).toBeLessThanOrEqual(1);
  });
});

describe('a page', () => {
  /** What a page shows that had everything up to `seen`, and then heard what it was pushed. */
  const asSeen = (tab: Tab, before: Awaited<ReturnType<typeof sync>>['entries']) => {
    const pushed = tab.received('entries.added').flatMap(({ entries }) => entries);
    return addEntries(addEntries(emptyTimeline, before), pushed).entries;
  };

  it('that is open hears of it at once, on both sides, and of one who watches too [S138]', async () => {
    const { anna, boss, customer, chatId } = scene;
    await anna.ask('chat.sync', { chatId, sid: anna.sid, after: 0, speaks: 5 });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0, speaks: 5 });
    const tabs = [anna, boss, customer].map((tab) => desk.open(tab.me));
    const [annas, bosss, customers] = tabs as [Tab, Tab, Tab];
    await sync(annas);
    await bosss.ask('chat.watch', { chatId, sid: bosss.sid, after: 0, speaks: 5 });
    await sync(customers);
    await say(customer, chatId, SECRET, { after: 3 });
    const { entries } = await sync(customer);
    expect(await take(customer, 4)).toBe('ok');
    for (const tab of [annas, bosss, customers]) {
      const shown = asSeen(tab, entries.slice(0, 3));
      expect(shown[3]).toMatchObject({ kind: 'message', text: '', redacted: 'author' });
      expect(shown[4]).toMatchObject({ kind: 'redacted', of: 4, by: 'author' });
    }
  });

  it('that was offline has it gone with its next sync, whatever it had [S138]', async () => {
    const { anna, customer, chatId } = scene;
    await say(customer, chatId, SECRET, { after: 3 });
    const { entries: had } = await sync(customer);
    await take(customer, 4);
    await say(anna, chatId, 'Verder', { after: 4 });
    for (const after of [0, 1, 2, 3, 4]) {
      const { entries } = await sync(customer, after);
      const shown = addEntries(addEntries(emptyTimeline, had.slice(0, after)), entries).entries;
      // A late copy of the push does not bring it back.
      const again = addEntries({ entries: shown, ahead: new Map() }, had).entries;
      expect(JSON.stringify(again)).not.toContain(SECRET);
      expect(again[3]).toMatchObject({ text: '', redacted: 'author' });
    }
  });

  it('hears of it before the message, when pushes overtake each other, and does not show it [S138]', async () => {
    const { customer, chatId } = scene;
    await say(customer, chatId, SECRET, { after: 3 });
    const { entries: had } = await sync(customer);
    await take(customer, 4);
    const { entries } = await sync(customer, 4);
    const shown = addEntries(addEntries(addEntries(emptyTimeline, had.slice(0, 3)), entries), had.slice(3));
    expect(shown.ahead.size).toBe(0);
    expect(JSON.stringify(shown.entries)).not.toContain(SECRET);
  });

  it('of the release before gets an entry it knows, and no text either [S138]', async () => {
    const { customer, chatId } = scene;
    const older = desk.open(customer.me);
    await older.ask('chat.sync', { chatId, sid: older.sid, after: 0, speaks: 4 });
    await say(customer, chatId, SECRET, { after: 3 });
    await take(customer, 4);
    expect(older.received('entries.added').at(-1)?.entries).toMatchObject([
      { seq: 5, kind: 'message', text: '[…]' },
    ]);
    const { entries } = await older.ask('chat.sync', { chatId, sid: older.sid, after: 3, speaks: 4 });
    expect(entries).toMatchObject([
      { seq: 4, kind: 'message', text: '[…]' },
      { seq: 5, kind: 'message', text: '[…]' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('redacted');
  });

  it('that sends the message again, its answer lost, has it stored no second time [S138]', async () => {
    const { customer, chatId } = scene;
    const cid = newCid();
    await say(customer, chatId, SECRET, { after: 3, cid });
    await take(customer, 4);
    expect((await say(customer, chatId, SECRET, { after: 3, cid })).seq).toBe(4);
    expect(await stored()).not.toContain(SECRET);
  });
});

describe('after the end', () => {
  it('open pages are told, and those that come back, though nothing is added to the log [S138]', async () => {
    const { anna, boss, chatId } = scene;
    const customer = desk.open(scene.customer.me);
    await sync(customer);
    await say(customer, chatId, SECRET, { after: 3 });
    const had = (await sync(customer)).entries;
    await end(anna, chatId);
    expect(await take(boss, 4)).toBe('ok');
    const pushed = customer.received('entries.added').flatMap(({ entries }) => entries);
    const shown = addEntries(addEntries(emptyTimeline, had), pushed).entries;
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    const back = await sync(customer, 5);
    const returned = addEntries(addEntries(emptyTimeline, had), back.entries).entries;
    expect(returned[3]).toMatchObject({ text: '', redacted: 'helpdesk' });
    const { entries } = await sync(customer);
    expect(entries.filter(({ seq }) => seq > 0).at(-1)).toMatchObject({ kind: 'ended', seq: 5 });
    expect(JSON.stringify(entries)).not.toContain(SECRET);
  });

  it('a ticket loses the subject it had of it, and what was noted of that; others stay [S138]', async () => {
    const { anna, boss, customer, chatId } = scene;
    await end(anna, chatId);
    const first = await anna.ask('chat.save', { chatId });
    expect((await readTicket(engine.db, first.ticket))?.subject).toBe('Hallo');
    expect(await take(boss, 2)).toBe('ok');
    expect((await readTicket(engine.db, first.ticket))?.subject).toMatch(/^Chat met Jan, /);
    expect(await stored()).not.toContain('Hallo');

    await customer.ask('chat.dismiss', { chatId });
    const next = (await start(customer, { nickname: 'Jan' })).chat.id as ChatId;
    await say(customer, next, SECRET);
    await join(anna, next);
    await anna.ask('chat.fill', { chatId: next, fields: { subject: 'Van de medewerker' } });
    await end(anna, next);
    const { ticket } = await anna.ask('chat.save', { chatId: next });
    await boss.ask('chat.redact', { chatId: next, seq: 2, cid: newCid() });
    expect((await readTicket(engine.db, ticket))?.subject).toBe('Van de medewerker');
    expect(await stored()).not.toContain(SECRET);
  });
});

describe('what is made of the chat', () => {
  it('the list of consoles no longer shows it as the question [S138]', async () => {
    const { anna } = scene;
    const other = await desk.customer('devries');
    const { chat } = await start(other);
    await say(other, chat.id, SECRET);
    const before = anna
      .received('chat.changed')
      .filter((push) => push.chat.id === chat.id)
      .at(-1);
    expect(before?.chat.question).toBe(SECRET);
    await other.ask('chat.redact', { chatId: chat.id, seq: 2, cid: newCid() });
    const after = anna
      .received('chat.changed')
      .filter((push) => push.chat.id === chat.id)
      .at(-1);
    expect(after?.chat).toMatchObject({ state: 'waiting', waitingSince: before?.chat.waitingSince });
    expect(after?.chat.question).toBeUndefined();
    expect(after?.chat.rev).toBeGreaterThan(before?.chat.rev ?? 0);
    const { chats } = await anna.ask('desk.enter', { sid: anna.sid });
    expect(JSON.stringify(chats)).not.toContain(SECRET);
  });

  it('the chats that stayed open show what was said before it [S138]', async () => {
    const { anna, customer, chatId } = scene;
    await say(customer, chatId, SECRET, { after: 3 });
    await take(customer, 4);
    await end(anna, chatId);
    const { chats } = await anna.ask('unclosed.list', {});
    expect(chats[0]?.last?.text).toBe('Hallo');
  });

  it('a message less is none in the month’s usage: it was said [S138]', async () => {
    const { anna, customer, chatId } = scene;
    await take(customer, 2);
    await end(anna, chatId);
    const chat = await readChat(engine.db, chatId);
    expect(chat?.tally.notes).toBe(3);
  });
});
