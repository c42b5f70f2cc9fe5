// A ticket's history a page at a time: each thing once, in order, also what lies under the keys of the first release.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { olderReplyKey, ticketHistoryKey, ticketKey } from '../../../functions/store/keys.ts';
import { makeTicket } from '../../../functions/store/new-tickets.ts';
import { type HistoryPage, readHistory } from '../../../functions/store/ticket-history.ts';
import { addReply, fromTicket, readTicket, type Ticket } from '../../../functions/store/tickets.ts';
import type { AgentTicketItem, Author, Cid } from '../../../shared/model.ts';
import { asScene } from '../../support/as-scene.ts';
import { newCid } from '../../support/desk.ts';
import { addEndedChat } from '../../support/ended-chats.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear());

const aTicket = async (said: readonly string[], given: Partial<Ticket> = {}): Promise<Ticket> => {
  const chat = await addEndedChat(engine.db, { said });
  const [ticket] = makeTicket({
    number: 7,
    about: { chatId: chat.id },
    customer: chat.customer,
    form: { subject: 'x', category: '', remarks: '', email: '' },
    published: true,
    createdAt: 1,
  });
  await engine.db.put(fromTicket({ ...ticket, ...given }), asScene);
  return { ...ticket, ...given };
};
const byOf = ({ customer: { id, name } }: Ticket): Author => ({ role: 'customer', id, name });
const reply = async (ticket: Ticket, text: string, cid: Cid = newCid(), now = 100) =>
  addReply(engine.db, Math.random, {
    number: ticket.number,
    cid,
    by: byOf(ticket),
    words: { text },
    solve: false,
    now,
    allows: () => true,
  });
const wordsOf = (items: readonly AgentTicketItem[]): string[] =>
  items.flatMap((item) => {
    if (item.kind === 'chat')
      return item.entries.map((entry) => (entry.kind === 'message' ? entry.text : entry.kind));
    return item.kind === 'message' ? item.text : 'change';
  });
/** From the end to the beginning. */
const readPages = async (ticket: Ticket): Promise<HistoryPage[]> => {
  const pages: HistoryPage[] = [];
  for (let before: string | undefined, isMore = true; isMore; isMore = before !== undefined) {
    const page = await readHistory(engine.db, ticket, { before });
    pages.unshift(page);
    before = page.earlier;
  }
  return pages;
};
const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`);

describe('a history', () => {
  it('has every entry of a long chat and every reply once, in order, on pages that one answer carries', async () => {
    const said = numbered(700, 'woord');
    const ticket = await aTicket(said);
    await Promise.all(
      numbered(230, 'antwoord').map((text, index) =>
        engine.db.put(
          {
            ...ticketHistoryKey(7, index + 2, 'reply'),
            kind: 'message',
            at: 5,
            author: byOf(ticket),
            text,
            cid: newCid(),
          },
          asScene,
        ),
      ),
    );
    const pages = await readPages(ticket);
    expect(pages.length).toBeGreaterThan(3);
    expect(wordsOf(pages.flatMap(({ items }) => items))).toEqual([
      'started',
      ...said,
      'ended',
      ...numbered(230, 'antwoord'),
    ]);
  });

  it('goes by what it reads, not by how much there is', async () => {
    const ticket = await aTicket(numbered(10, 'x'.repeat(4000)));
    await Promise.all(
      numbered(300, 'y'.repeat(4000)).map((text, index) =>
        engine.db.put(
          { ...ticketHistoryKey(7, index + 2, 'reply'), kind: 'message', at: 5, author: byOf(ticket), text },
          asScene,
        ),
      ),
    );
    const spent = engine.capacity.mark();
    const page = await readHistory(engine.db, ticket);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(450 * 1024);
    expect(spent().read).toBeLessThan(150);
  });

  it('gives behind a place only what came since, and stands alone when that is more than a page', async () => {
    const ticket = await aTicket(['Hallo']);
    await reply(ticket, 'een');
    const after = (await readHistory(engine.db, ticket)).items.at(-1)?.place;
    await reply(ticket, 'twee');
    expect(await readHistory(engine.db, ticket, { after })).toMatchObject({ items: [{ text: 'twee' }] });
    for (const text of numbered(101, 'meer')) await reply(ticket, text);
    const gap = await readHistory(engine.db, ticket, { after });
    expect(gap.items).toHaveLength(100);
    expect(gap.earlier).toBe(gap.items[0]?.place);
  });
});

describe('what the first release stored', () => {
  const older = async (ticket: Ticket, cid: Cid, at: number, text: string) =>
    engine.db.put(
      { ...olderReplyKey(ticket.number, cid), kind: 'message', at, author: byOf(ticket), text, cid },
      asScene,
    );

  it('comes before what came since, in the order of its time', async () => {
    const ticket = await aTicket(['Hallo'], { ordered: undefined });
    const [first, second] = [newCid(), newCid()].sort().reverse() as [Cid, Cid];
    await older(ticket, first, 10, 'eerst');
    await older(ticket, second, 20, 'daarna');
    await engine.db.put(
      { pk: ticketKey(7).pk, sk: 'C#0000000002', kind: 'change', at: 20, by: byOf(ticket), changes: [] },
      asScene,
    );
    await reply(ticket, 'nu');
    const known = await readTicket(engine.db, 7);
    expect(wordsOf((await readPages(known ?? ticket)).flatMap(({ items }) => items))).toEqual([
      'started',
      'Hallo',
      'ended',
      'eerst',
      'daarna',
      'change',
      'nu',
    ]);
  });

  it('is not stored a second time when it is asked again', async () => {
    const ticket = await aTicket(['Hallo'], { ordered: undefined });
    const cid = newCid();
    await older(ticket, cid, 10, 'eerst');
    expect(await reply(ticket, 'eerst', cid)).toMatchObject({ ok: { isNew: false } });
    expect(wordsOf((await readHistory(engine.db, ticket)).items)).toEqual([
      'started',
      'Hallo',
      'ended',
      'eerst',
    ]);
  });
});

it('a reply reads no other reply', async () => {
  const ticket = await aTicket(['Hallo']);
  const cost = async (text: string) => {
    const spent = engine.capacity.mark();
    await reply(ticket, text);
    const { read, calls } = spent();
    return { read, calls };
  };
  const first = await cost('een');
  for (const text of numbered(60, 'x'.repeat(4000))) await reply(ticket, text);
  expect(await cost('een')).toEqual(first);
});
