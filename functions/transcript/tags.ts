// Writes the parts of a document as the structure tree of a PDF (PDF 32000-1, 14.7), so that it can be read aloud. No texts.
import { type PDFContext, type PDFDict, PDFName, type PDFRef } from 'pdf-lib';
import type { Objects } from './file.ts';
import type { Part } from './structure.ts';

export interface TaggedPage {
  readonly ref: PDFRef;
  readonly node: PDFDict;
  /** What the marked content of the page is of: number `n` of it is of the part at `n`. */
  readonly parts: readonly Part[];
}

interface Piece {
  readonly page: PDFRef;
  readonly number: number;
}

interface Tags {
  readonly root: PDFRef;
  readonly objects: Objects;
}

/** @returns the root of the tree, for the catalog, and all that is in it. */
export const writeTags = (context: PDFContext, document: Part, pages: readonly TaggedPage[]): Tags => {
  const writing: Writing = { context, pieces: collectPieces(pages), objects: new Map(), refs: new Map() };
  const root = context.nextRef();
  const top = writePart(document, root, writing);
  for (const [index, { node }] of pages.entries()) {
    node.set(PDFName.of('StructParents'), context.obj(index));
    // What one may jump to comes in the order of the tree, too.
    node.set(PDFName.of('Tabs'), PDFName.of('S'));
  }
  const parents = pages.map(
    ({ parts }, index) => `${index} [${parts.map((part) => writing.refs.get(part)).join(' ')}]`,
  );
  writing.objects.set(
    root.objectNumber,
    `<</Type/StructTreeRoot/K ${top}/ParentTree <</Nums [${parents.join(' ')}]>>/ParentTreeNextKey ${pages.length}>>`,
  );
  return { root, objects: writing.objects };
};

const collectPieces = (pages: readonly TaggedPage[]): ReadonlyMap<Part, readonly Piece[]> => {
  const pieces = new Map<Part, Piece[]>();
  for (const { ref: page, parts } of pages) {
    for (const [number, part] of parts.entries()) {
      const known = pieces.get(part);
      if (known) known.push({ page, number });
      else pieces.set(part, [{ page, number }]);
    }
  }
  return pieces;
};

interface Writing {
  readonly context: PDFContext;
  readonly pieces: ReadonlyMap<Part, readonly Piece[]>;
  readonly objects: Map<number, string>;
  readonly refs: Map<Part, PDFRef>;
}

const isEmpty = (part: Part, pieces: Writing['pieces']): boolean =>
  !pieces.has(part) && part.parts.every((each) => isEmpty(each, pieces));

const writePart = (part: Part, parent: PDFRef, writing: Writing): PDFRef => {
  const { context, pieces, objects, refs } = writing;
  const ref = context.nextRef();
  refs.set(part, ref);
  const own = pieces.get(part) ?? [];
  const [first] = own;
  const kids = own.map(({ page, number }) =>
    page === first?.page ? `${number}` : `<</Type/MCR/Pg ${page}/MCID ${number}>>`,
  );
  for (const each of part.parts) {
    // A message of nothing but white space has no lines, and no body.
    if (!isEmpty(each, pieces)) kids.push(`${writePart(each, ref, writing)}`);
  }
  const page = first ? `/Pg ${first.page}` : '';
  objects.set(ref.objectNumber, `<</S/${part.tag}/P ${parent}${page}/K [${kids.join(' ')}]>>`);
  return ref;
};
