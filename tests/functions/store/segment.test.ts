// A segment of the search index: what it finds, that parts of it suffice, and that merging and taking out leave nothing behind. Pure.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTerms, rangesOf, type Term } from '../../../functions/domain/search-terms.ts';
import {
  buildSegment,
  docsAt,
  findLists,
  mergeSegments,
  type NewDoc,
  type Read,
  readDocs,
  readLists,
  termsAt,
} from '../../../functions/store/segment.ts';
import { foldText } from '../../../shared/fold-text.ts';
import type { ChatId } from '../../../shared/model.ts';

const termsOf = (text: string): Set<Term> => {
  const terms = new Set<Term>();
  addTerms(terms, 'text', text);
  return terms;
};
const idOf = (number: number) => String(number).padStart(22, 'x') as ChatId;
const docsOf = (texts: readonly string[], first = 0): NewDoc[] =>
  texts.map((text, index) => ({
    // Several began in the same millisecond, and some chats have two parts.
    startedAt: 1_790_000_000_000 + Math.floor((first + index) / 3),
    id: idOf((first + index) >> 1),
    from: 1 + 50 * ((first + index) & 1),
    terms: termsOf(text),
  }));

/** The documents that have every term of a search, read by parts as from a bucket. */
const candidatesIn = (segment: Read, search: string): Set<number> => {
  const part = ([first, end]: readonly [number, number]) => segment.body.subarray(first, end);
  const entries = part(termsAt(segment));
  let numbers = new Set(Array.from({ length: segment.docs }, (_, number) => number));
  for (const range of rangesOf('text', search)) {
    const lists = findLists(segment, entries, range);
    const found = lists ? readLists(part(lists.at), lists) : new Set<number>();
    numbers = new Set([...numbers].filter((number) => found.has(number)));
  }
  return numbers;
};

/** What people write: few letters, so that much is found, and what folding, surrogates and other alphabets make hard. */
const letter = fc.constantFrom(...'aabbeet n-’éÉß№ﷺ東京אб😀\u0301\u00AD\u200D');
const someText = fc.string({ unit: letter, maxLength: 30 });

describe('a segment', () => {
  it('has every document in which a text is anywhere, whatever its length and letters', () => {
    fc.assert(
      fc.property(
        fc.array(someText, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: letter, maxLength: 6 }),
        (texts, search) => {
          const docs = docsOf(texts);
          const segment = buildSegment(docs);
          const found = candidatesIn(segment, search);
          const table = readDocs(segment.body.subarray(...docsAt(segment)));
          for (const [index, text] of texts.entries()) {
            if (!foldText(text).includes(foldText(search))) continue;
            const number = table.findIndex(
              ({ id, from }) => id === docs[index]?.id && from === docs[index]?.from,
            );
            expect(found).toContain(number);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has no document that lacks a word of four letters or more', () => {
    const segment = buildSegment(docsOf(['de printer hapert', 'het wachtwoord', 'printen']));
    expect(candidatesIn(segment, 'printer').size).toBe(1);
    expect(candidatesIn(segment, 'print').size).toBe(2);
    expect(candidatesIn(segment, 'naald').size).toBe(0);
    expect(candidatesIn(segment, 'wo').size).toBe(1);
  });

  it('[A15] is byte for byte the same merged, taken out of, or built of what is left', () => {
    const taken = fc.array(fc.nat({ max: 12 }), { maxLength: 6 });
    const many = fc.array(someText, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(many, many, taken, (some, others, numbers) => {
        const [one, two] = [docsOf(some), docsOf(others, some.length + (some.length & 1))];
        const gone = new Set(numbers.map(idOf));
        const left = [...one, ...two].filter(({ id }) => !gone.has(id));
        const merged = mergeSegments([buildSegment(one), buildSegment(two)], ({ id }) => !gone.has(id));
        expect(merged).toEqual(left.length > 0 ? buildSegment(left) : undefined);
        const again = mergeSegments([buildSegment([...one, ...two])], ({ id }) => !gone.has(id));
        expect(again).toEqual(merged);
      }),
      { numRuns: 200 },
    );
  });
});
