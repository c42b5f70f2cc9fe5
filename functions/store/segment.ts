// A segment of the search index: documents, and for each term which of them have it, as bytes that can be read in parts. Pure; no bucket.
import type { ChatId } from '../../shared/model.ts';
import type { Term, TermRange } from '../domain/search-terms.ts';

/** A part of a chat's log: the entries from `from` on. */
export interface Doc {
  /** Milliseconds: when the chat began. */
  readonly startedAt: number;
  readonly id: ChatId;
  readonly from: number;
}

export interface NewDoc extends Doc {
  readonly terms: ReadonlySet<Term>;
}

/** What has to be known of a segment to read parts of it. */
export interface Shape {
  readonly docs: number;
  readonly terms: number;
  /** Of the whole. */
  readonly bytes: number;
}

export interface Segment extends Shape {
  /** The documents, newest chat first; the lists of who has a term; and where each term's list begins, by term. */
  readonly body: Buffer;
  /** When its oldest and its newest chat began. */
  readonly oldest: number;
  readonly newest: number;
}

const ID_BYTES = 22;
const DOC_BYTES = 6 + ID_BYTES + 4;
const TERM_BYTES = 7;
const ENTRY_BYTES = TERM_BYTES + 4;
const LOW = 2 ** 48;

/** Newest chat first, and within a chat from its beginning. */
const inOrder = (a: Doc, b: Doc): number =>
  b.startedAt - a.startedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : a.from - b.from);

const writeDocs = (docs: readonly Doc[]): Buffer => {
  const body = Buffer.alloc(docs.length * DOC_BYTES);
  for (const [index, { startedAt, id, from }] of docs.entries()) {
    const at = index * DOC_BYTES;
    body.writeUIntBE(startedAt, at, 6);
    body.write(id, at + 6, ID_BYTES, 'latin1');
    body.writeUInt32BE(from, at + 6 + ID_BYTES);
  }
  return body;
};

/** Where the documents lie: from the first byte up to, not including, the last one. */
export const docsAt = ({ docs }: Shape): readonly [number, number] => [0, docs * DOC_BYTES];

export const readDocs = (body: Buffer): Doc[] =>
  Array.from({ length: body.length / DOC_BYTES }, (_, index) => {
    const at = index * DOC_BYTES;
    return {
      startedAt: body.readUIntBE(at, 6),
      id: body.toString('latin1', at + 6, at + 6 + ID_BYTES) as ChatId,
      from: body.readUInt32BE(at + 6 + ID_BYTES),
    };
  });

/** Where it is said where each term's list lies. */
export const termsAt = ({ terms, bytes }: Shape): readonly [number, number] => [
  bytes - terms * ENTRY_BYTES,
  bytes,
];

const termIn = (entries: Buffer, index: number): Term => {
  const at = index * ENTRY_BYTES;
  return entries.readUInt8(at) * LOW + entries.readUIntBE(at + 1, 6);
};

/** Where the list of a term begins; behind the last term, where the lists end. */
const listIn = (shape: Shape, entries: Buffer, index: number): number =>
  index < shape.terms ? entries.readUInt32BE(index * ENTRY_BYTES + TERM_BYTES) : termsAt(shape)[0];

/** The first place whose term is `term` or above. */
const placeOf = (entries: Buffer, term: Term): number => {
  let [low, high] = [0, entries.length / ENTRY_BYTES];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (termIn(entries, middle) < term) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The lists of a range of terms, which lie side by side. */
export interface Lists {
  /** From the first byte up to, not including, the last one. */
  readonly at: readonly [number, number];
  /** Where within that each of them begins. */
  readonly begins: readonly number[];
}

/** @param entries the bytes at `termsAt`. @returns `undefined` when no document has a term of the range. */
export const findLists = (shape: Shape, entries: Buffer, { first, last }: TermRange): Lists | undefined => {
  const [from, to] = [placeOf(entries, first), placeOf(entries, last + 1)];
  if (from === to) return undefined;
  const start = listIn(shape, entries, from);
  const begins = Array.from(
    { length: to - from },
    (_, index) => listIn(shape, entries, from + index) - start,
  );
  return { at: [start, listIn(shape, entries, to)], begins };
};

/** The numbers of the documents that are in any of the lists. @param body the bytes of `lists`. */
export const readLists = (body: Buffer, { begins }: Lists): Set<number> => {
  const found = new Set<number>();
  for (const [index, start] of begins.entries()) {
    for (const doc of decode(body, start, begins[index + 1] ?? body.length)) found.add(doc);
  }
  return found;
};

/** Rising numbers, each as what it adds to the one before, seven bits a byte. */
const decode = (body: Buffer, start: number, end: number): number[] => {
  const numbers: number[] = [];
  let number = -1;
  for (let at = start; at < end; ) {
    let step = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = body[at++] ?? 0;
      step += (byte & 127) * factor;
      if (byte < 128) break;
    }
    number += step + 1;
    numbers.push(number);
  }
  return numbers;
};

/** Bytes that grow as they are written. */
const createBytes = (size: number) => {
  let body = Buffer.allocUnsafe(size);
  let length = 0;
  const grow = (by: number) => {
    if (length + by <= body.length) return;
    const more = Buffer.allocUnsafe(Math.max(body.length * 2, length + by));
    body.copy(more, 0, 0, length);
    body = more;
  };
  return {
    get length() {
      return length;
    },
    /** As `decode` reads them. */
    encode(numbers: readonly number[]) {
      grow(numbers.length * 5);
      let last = -1;
      for (let index = 0; index < numbers.length; index++) {
        const number = numbers[index] ?? 0;
        let step = number - last - 1;
        last = number;
        for (; step > 127; step = Math.floor(step / 128)) body[length++] = (step & 127) | 128;
        body[length++] = step;
      }
    },
    entry(term: Term, list: number) {
      grow(ENTRY_BYTES);
      body.writeUInt8(Math.floor(term / LOW), length);
      body.writeUIntBE(term % LOW, length + 1, 6);
      body.writeUInt32BE(list, length + TERM_BYTES);
      length += ENTRY_BYTES;
    },
    whole: () => body.subarray(0, length),
  };
};

/** @param lists by rising term, each with rising numbers of documents. */
const assemble = (docs: readonly Doc[], lists: Iterable<readonly [Term, readonly number[]]>): Segment => {
  const table = writeDocs(docs);
  const written = createBytes(1024);
  const entries = createBytes(1024);
  let terms = 0;
  for (const [term, numbers] of lists) {
    entries.entry(term, table.length + written.length);
    written.encode(numbers);
    terms++;
  }
  const body = Buffer.concat([table, written.whole(), entries.whole()]);
  return {
    body,
    docs: docs.length,
    terms,
    bytes: body.length,
    oldest: docs.at(-1)?.startedAt ?? 0,
    newest: docs[0]?.startedAt ?? 0,
  };
};

export const buildSegment = (newDocs: readonly NewDoc[]): Segment => {
  const docs = [...newDocs].sort(inOrder);
  const numbersByTerm = new Map<Term, number[]>();
  for (const [number, { terms }] of docs.entries()) {
    for (const term of terms) {
      const numbers = numbersByTerm.get(term);
      if (numbers) numbers.push(number);
      else numbersByTerm.set(term, [number]);
    }
  }
  return assemble(
    docs,
    [...numbersByTerm].sort(([a], [b]) => a - b),
  );
};

export interface Read extends Shape {
  readonly body: Buffer;
}

/**
 * One segment of several, without the documents that are not kept: byte for byte as if it had been built of the others.
 * @returns `undefined` when none is kept.
 */
export const mergeSegments = (
  segments: readonly Read[],
  isKept: (doc: Doc) => boolean = () => true,
): Segment | undefined => {
  const all = segments.flatMap((segment, part) =>
    readDocs(segment.body.subarray(...docsAt(segment))).map((doc, number) => ({ doc, part, number })),
  );
  const kept = all.filter(({ doc }) => isKept(doc)).sort((a, b) => inOrder(a.doc, b.doc));
  if (kept.length === 0) return undefined;
  /** For each segment which number a document has now; -1 when it is not kept. */
  const numbers = segments.map(({ docs }) => new Int32Array(docs).fill(-1));
  for (const [now, { part, number }] of kept.entries()) {
    const renumbered = numbers[part];
    if (renumbered) renumbered[number] = now;
  }
  return assemble(
    kept.map(({ doc }) => doc),
    mergeLists(segments, numbers),
  );
};

function* mergeLists(
  segments: readonly Read[],
  numbers: readonly Int32Array[],
): Generator<readonly [Term, readonly number[]]> {
  const parts = segments.map((segment, part) => ({
    segment,
    renumbered: numbers[part] ?? new Int32Array(),
    entries: segment.body.subarray(...termsAt(segment)),
    next: 0,
  }));
  for (;;) {
    let term = Number.POSITIVE_INFINITY;
    for (const { segment, entries, next } of parts) {
      if (next < segment.terms) term = Math.min(term, termIn(entries, next));
    }
    if (term === Number.POSITIVE_INFINITY) return;
    const list: number[] = [];
    let isRising = true;
    for (const part of parts) {
      const { segment, entries, next, renumbered } = part;
      if (next >= segment.terms || termIn(entries, next) !== term) continue;
      const [start, end] = [listIn(segment, entries, next), listIn(segment, entries, next + 1)];
      for (const number of decode(segment.body, start, end)) {
        const now = renumbered[number] ?? -1;
        if (now < 0) continue;
        isRising &&= now > (list.at(-1) ?? -1);
        list.push(now);
      }
      part.next++;
    }
    if (list.length > 0) yield [term, isRising ? list : list.sort((a, b) => a - b)];
  }
}
