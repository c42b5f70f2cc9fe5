// What has to be said to an older page is said in words it knows: nothing lost, nothing out of order, no gap; and a page that knows all gets it as it is.
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { createSpeaking, entriesFor, eventsFor } from '../../../functions/domain/speaking.ts';
import { ServerEvent } from '../../../shared/events.ts';
import { EndReason, Entry } from '../../../shared/model.ts';
import { FIRST, SPEAKS, terms } from '../../../shared/terms.ts';
import { newerTerms } from '../../support/newer-terms.ts';

const later = createSpeaking(newerTerms);
const id = 'i'.repeat(22);
const person = { id, name: 'Anna' };
const author = { ...person, role: 'agent' };

const words = fc.oneof(
  fc.record({
    kind: fc.constant('message'),
    cid: fc.constant(id),
    author: fc.constant(author),
    text: fc.string(),
  }),
  fc.record({ kind: fc.constantFrom('joined', 'left'), cid: fc.constant(id), agent: fc.constant(person) }),
  fc.record({
    kind: fc.constant('ended'),
    reason: fc.constantFrom(...Object.keys(newerTerms.reasons)),
  }),
  fc.record({ kind: fc.constant('moved'), desk: fc.constantFrom('Verkoop', 'Techniek') }),
  fc.constant({ kind: 'returned' }),
);
// What a later release would type as its own entries.
const log = fc
  .array(words, { maxLength: 12 })
  .map(
    (all) => all.map((one, index) => ({ ...one, seq: index + 1, at: 1000 + index })) as unknown as Entry[],
  );
const release = fc.integer({ min: 1, max: SPEAKS + 3 });

const sinceOf = (table: object, word: string) => {
  const term: unknown = Reflect.get(table, word);
  return typeof term === 'object' && term !== null ? Number(Reflect.get(term, 'since')) : FIRST;
};

test('of any mixture of kinds each page gets every entry, in its place, in words it knows', () => {
  fc.assert(
    fc.property(log, release, (entries, speaks) => {
      const got = later.entriesFor(entries, speaks);
      expect(got.map(({ seq, at }) => [seq, at])).toEqual(entries.map(({ seq, at }) => [seq, at]));
      for (const [index, entry] of got.entries()) {
        expect(sinceOf(newerTerms.entries, entry.kind)).toBeLessThanOrEqual(speaks);
        if (entry.kind === 'ended')
          expect(sinceOf(newerTerms.reasons, entry.reason)).toBeLessThanOrEqual(speaks);
        // A page of today reads it whole.
        if (speaks <= SPEAKS) expect(v.is(Entry, entry)).toBe(true);
        const was = entries[index];
        const isKnown =
          was &&
          sinceOf(newerTerms.entries, was.kind) <= speaks &&
          (was.kind !== 'ended' || sinceOf(newerTerms.reasons, was.reason) <= speaks);
        if (isKnown) expect(entry).toBe(was);
      }
    }),
  );
});

test('a push with entries is never left out, and is the very same object for whoever knows all of it', () => {
  fc.assert(
    fc.property(log, release, (entries, speaks) => {
      const event = { event: 'entries.added', chatId: id, entries } as unknown as ServerEvent;
      const [got, ...more] = later.eventsFor(event, speaks);
      expect(more).toEqual([]);
      if (got?.event !== 'entries.added') throw new Error('left out');
      expect(got.entries).toEqual(later.entriesFor(entries, speaks));
      expect(got === event).toBe(got.entries.every((entry, index) => entry === entries[index]));
      if (speaks <= SPEAKS) expect(v.is(ServerEvent, got)).toBe(true);
    }),
  );
});

describe('a push of a newer kind', () => {
  const counted = { event: 'room.counted', places: 2, rev: 7 } as never;
  const blinked = { event: 'agent.blinked' } as never;

  it('is to an older page what it was', () => {
    expect(later.eventsFor(counted, SPEAKS + 1)).toEqual([{ event: 'room.changed', open: true, rev: 7 }]);
    expect(later.eventsFor(counted, SPEAKS + 2)).toEqual([counted]);
  });

  it('is left out only where its terms say that nothing is lost', () => {
    expect(later.eventsFor(blinked, SPEAKS)).toEqual([]);
    expect(later.eventsFor(blinked, SPEAKS + 1)).toEqual([blinked]);
  });

  it('and the chat in one of a known kind has its end for a reason that the page knows', () => {
    const chat = { id, state: 'ended', ended: { at: 1, reason: 'forgotten' } };
    const changed = { event: 'chat.changed', chat } as never;
    const reasons = [1, SPEAKS + 1, SPEAKS + 3].map((speaks) => later.eventsFor(changed, speaks)[0]);
    expect(reasons).toMatchObject([
      { chat: { ended: { at: 1, reason: 'timeout' } } },
      { chat: { ended: { at: 1, reason: 'abandoned' } } },
      { chat: { ended: { at: 1, reason: 'forgotten' } } },
    ]);
  });
});

describe("today's terms", () => {
  const tables = Object.entries(terms).flatMap(([table, all]) =>
    Object.entries<typeof FIRST | { since: number }>(all).map(([word, term]) => ({ table, word, term })),
  );

  it('have every kind of entry, reason and push', () => {
    const kinds = Entry.options.map(({ entries }) => entries.kind.literal);
    const events = ServerEvent.options.map(({ entries }) => entries.event.literal);
    expect(Object.keys(terms.entries).sort()).toEqual(kinds.sort());
    expect(Object.keys(terms.reasons).sort()).toEqual([...EndReason.options].sort());
    expect(Object.keys(terms.events).sort()).toEqual(events.sort());
  });

  it('bring nothing that this release does not say it speaks', () => {
    const newer = tables.flatMap(({ word, term }) => (term === FIRST ? [] : [{ word, since: term.since }]));
    expect(newer.filter(({ since }) => since <= FIRST || since > SPEAKS)).toEqual([]);
  });

  it("change nothing for this release's own pages", () => {
    const entries: Entry[] = [{ kind: 'started', seq: 1, at: 1, nickname: 'Jan', welcome: '' }];
    expect(entriesFor(entries, SPEAKS)).toEqual(entries);
    const event: ServerEvent = { event: 'room.changed', open: true, rev: 1 };
    expect(eventsFor(event, SPEAKS)[0]).toBe(event);
  });
});
