// Looking a search up in many segments: every candidate once and in order, however they overlap and wherever a page ends. Pure.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addTerms, type Term } from '../../../functions/domain/search-terms.ts';
import type { HistoryPosition } from '../../../functions/store/history.ts';
import { emptyIndex, type SegmentOf } from '../../../functions/store/search-index.ts';
import { buildSegment, type NewDoc } from '../../../functions/store/segment.ts';
import { createLookUp } from '../../../functions/workflows/look-up.ts';
import type { ChatId } from '../../../shared/model.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';

const NOW = 1_790_000_000_000;

/** Chats that say "naald", in segments by `parts`. */
const anIndex = async (parts: readonly number[]) => {
  const files = createSegmentsInMemory();
  const terms = new Set<Term>();
  addTerms(terms, 'text', 'de naald');
  const docsByPart = Map.groupBy(
    parts.map((part, index) => ({ part, index })),
    ({ part }) => part,
  );
  const segments: SegmentOf[] = [];
  for (const [part, docs] of docsByPart) {
    const newDocs = docs.map(
      ({ index }): NewDoc => ({
        startedAt: NOW - Math.floor(index / 2),
        id: String(index).padStart(22, 'x') as ChatId,
        from: 1,
        terms,
      }),
    );
    const { body, ...segment } = buildSegment(newDocs);
    await files.put(String(part), body);
    segments.push({ name: String(part), level: 0, ...segment });
  }
  return { read: files.read, index: { ...emptyIndex, segments } };
};

const search = { text: 'naald', who: '', agent: '', from: 0, to: NOW + 1 };

/** @param calls of one page, after which the next begins at the place it gave. */
const lookUpAll = async (parts: readonly number[], calls: number): Promise<string[]> => {
  const { read, index } = await anIndex(parts);
  const found: string[] = [];
  for (let place: HistoryPosition | undefined = { gsk: String(NOW + 1) }; place; ) {
    const lookUp = createLookUp(read, index, search, place);
    for (let call = 0; place && call < calls; call++) {
      const batch = await lookUp();
      if (!batch) throw new Error('a segment is missing');
      found.push(...batch.candidates.map(({ gsk }) => gsk));
      place = batch.next;
      if (batch.isSpent) break;
    }
  }
  return found;
};

const gskOf = (index: number) => `${NOW - Math.floor(index / 2)}#${String(index).padStart(22, 'x')}`;

it('gives every candidate once, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 70 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 5 }),
      async (parts, calls) => {
        const all = parts
          .map((_, index) => gskOf(index))
          .sort()
          .reverse();
        expect(await lookUpAll(parts, calls)).toEqual(all);
      },
    ),
    { numRuns: 60 },
  );
});

it('goes on where more segments have a moment than a page reads, and reads no more than that of others', async () => {
  const overlapping = Array.from({ length: 160 }, (_, index) => index % 40);
  expect(await lookUpAll(overlapping, 100)).toHaveLength(160);
  const { read, index } = await anIndex(Array.from({ length: 80 }, (_, part) => part >> 1));
  const nothing = { ...search, text: 'speld' };
  let reads = 0;
  const counting: typeof read = (...given) => {
    reads++;
    return read(...given);
  };
  const batch = await createLookUp(counting, index, nothing, { gsk: String(NOW + 1) })();
  expect([reads, batch?.isSpent]).toEqual([24, true]);
});
