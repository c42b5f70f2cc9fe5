// A ticket's history as a page puts it together from its end, and what an answer adds behind it.
import { describe, expect, test } from 'vitest';
import type { AgentTicketItem, ChatId, Cid, Entry, UserId } from '../../../shared/model.ts';
import { addEarlier, addNewer, lastPlace, readEarlier } from '../../../web/ui/ticket-history.ts';

const entry = (seq: number): Entry => ({
  seq,
  at: seq,
  kind: 'message',
  cid: `${seq}` as Cid,
  author: { role: 'customer', id: 'jan' as UserId, name: 'Jan' },
  text: `${seq}`,
});
const chat = (...seqs: number[]): AgentTicketItem => ({
  kind: 'chat',
  at: 1,
  chatId: 'chat' as ChatId,
  entries: seqs.map(entry),
  place: `1#${seqs[0]}`,
});
const reply = (place: string): AgentTicketItem => ({
  kind: 'message',
  at: 1,
  author: { role: 'agent', id: 'anna' as UserId, name: 'Anna' },
  text: place,
  place,
});
const ticket = (history: AgentTicketItem[], earlier?: string) => ({ history, earlier });

describe('what comes before', () => {
  test('makes one chat of its parts', () => {
    const whole = addEarlier(ticket([chat(3, 4), reply('3#1')], '1#3'), ticket([chat(1, 2)]));
    expect(whole).toEqual(ticket([chat(1, 2, 3, 4), reply('3#1')]));
    expect(addEarlier(ticket([reply('3#2')], '3#2'), ticket([reply('3#1')], '3#1'))).toEqual(
      ticket([reply('3#1'), reply('3#2')], '3#1'),
    );
  });

  test('is asked for until there is something to show', async () => {
    const pages: Readonly<Record<string, { history: AgentTicketItem[]; earlier?: string }>> = {
      c: { history: [], earlier: 'b' },
      b: { history: [reply('a')] },
    };
    const asked: string[] = [];
    const answer = await readEarlier(ticket([reply('d')], 'c'), async (before) => {
      asked.push(before);
      return { ok: pages[before] ?? { history: [] } };
    });
    expect(asked).toEqual(['c', 'b']);
    expect(answer).toEqual({ ok: ticket([reply('a'), reply('d')]) });
    expect(await readEarlier(ticket([], 'c'), async () => ({ lost: true }))).toEqual({ lost: true });
  });
});

describe('what an answer adds', () => {
  const known = ticket([reply('3#1'), reply('3#2')], '3#1');

  test('stands behind what is there, once', () => {
    const after = lastPlace(known.history);
    expect(after).toBe('3#2');
    expect(addNewer(known, ticket([reply('3#2'), reply('3#3')]), after)).toEqual(
      ticket([reply('3#1'), reply('3#2'), reply('3#3')], '3#1'),
    );
  });

  test('stands alone when it leaves a gap, or was not asked for behind a place', () => {
    const alone = ticket([reply('3#9')], '3#9');
    expect(addNewer(known, alone, '3#2')).toEqual(alone);
    expect(addNewer(known, ticket([reply('3#3')]), undefined)).toEqual(ticket([reply('3#3')]));
  });
});
