// The parts of the document as a screen reader meets them: headings and lists, in the order they are read. Independent of positions and fonts.

/** Standard structure types (PDF 32000-1, 14.8.4). Of a list's item the label says who and when, the body what. */
export type Tag = 'Document' | 'H1' | 'H2' | 'L' | 'LI' | 'Lbl' | 'LBody';

export interface Part {
  readonly tag: Tag;
  readonly parts: Part[];
}

export const createDocument = (): Part => ({ tag: 'Document', parts: [] });

/** A new part behind those that are there. */
export const addPart = (within: Part, tag: Tag): Part => {
  const part: Part = { tag, parts: [] };
  within.parts.push(part);
  return part;
};

export interface Item {
  readonly label: Part;
  readonly body: Part;
}

export const addItem = (list: Part): Item => {
  const item = addPart(list, 'LI');
  return { label: addPart(item, 'Lbl'), body: addPart(item, 'LBody') };
};
