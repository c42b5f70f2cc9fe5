// Puts the content of a transcript on pages: which line stands where, and what it is a part of. No PDF, so a test can ask where each line is.
import type { Block, Content } from './content.ts';
import type { Faces } from './faces.ts';
import {
  createPaper,
  createPen,
  heightOf,
  MARGIN,
  PAGE,
  type Page,
  type Paper,
  type Pen,
  RIGHT,
  type Style,
  widthOf,
} from './paper.ts';
import { addItem, addPart, createDocument, type Part } from './structure.ts';

export interface Layout {
  readonly pages: readonly Page[];
  readonly document: Part;
}

/** Times stand in a column of their own; what was said begins here. */
const COLUMN = MARGIN + 42;
const FACTS = MARGIN + 90;
const GAP = 6;

const styles = {
  title: { face: 'bold', size: 16, ink: 'text' },
  label: { face: 'regular', size: 9, ink: 'soft' },
  fact: { face: 'regular', size: 9, ink: 'text' },
  day: { face: 'bold', size: 8.5, ink: 'soft' },
  time: { face: 'regular', size: 8.5, ink: 'soft' },
  name: { face: 'bold', size: 9.5, ink: 'text' },
  text: { face: 'regular', size: 9.5, ink: 'text' },
  event: { face: 'regular', size: 8.5, ink: 'soft' },
  foot: { face: 'regular', size: 7.5, ink: 'soft' },
} as const satisfies Record<string, Style>;

/** Where the writing has come: on the paper, and in the document's parts. */
interface GlyphPosition {
  readonly pen: Pen;
  readonly paper: Paper;
  readonly document: Part;
}

export const layOut = (content: Content, faces: Faces): Layout => {
  const paper = createPaper();
  const place: GlyphPosition = { pen: createPen(faces, paper), paper, document: createDocument() };
  writeHead(content, place);
  for (const block of content.blocks) writeBlock(block, place);
  const { pages } = paper;
  for (const [index, page] of pages.entries()) {
    writeFoot(content.page(index + 1, pages.length), page, place.pen);
  }
  return { pages, document: place.document };
};

const writeHead = ({ title, facts }: Content, { pen, paper, document }: GlyphPosition): void => {
  pen.write(title, styles.title, { x: MARGIN, part: addPart(document, 'H1') });
  paper.skip(8);
  const list = addPart(document, 'L');
  for (const { label, value } of facts) {
    const item = addItem(list);
    const [first, ...rest] = pen.breakText(value, styles.fact, { width: RIGHT - FACTS });
    const y = paper.take(heightOf(styles.fact));
    pen.note(label, styles.label, { x: MARGIN, y, part: item.label });
    if (first) pen.put(first, styles.fact, { x: FACTS, y, part: item.body });
    for (const line of rest) {
      pen.put(line, styles.fact, { x: FACTS, y: paper.take(heightOf(styles.fact)), part: item.body });
    }
  }
  paper.last().rules.push({ from: MARGIN, to: RIGHT, y: paper.take(12) });
  paper.skip(4);
};

const writeBlock = (block: Block, place: GlyphPosition): void => {
  switch (block.kind) {
    case 'day':
      writeDay(block.text, place);
      break;
    case 'event':
      writeEvent(block, place);
      break;
    case 'message':
      writeMessage(block, place);
      break;
    default:
      block satisfies never;
  }
};

/** A day stands on the page of what was said on it. */
const writeDay = (text: string, { pen, paper, document }: GlyphPosition): void => {
  paper.skip(10);
  const [line] = pen.breakText(text, styles.day, { width: RIGHT - MARGIN, direction: 'ltr' });
  if (!line) return;
  const height = heightOf(styles.day);
  const y = paper.take(height, height + 2 * heightOf(styles.text) + heightOf(styles.name));
  const width = widthOf(line, styles.day);
  const x = (PAGE.width - width) / 2;
  pen.put(line, styles.day, { x, y, part: addPart(document, 'H2') });
  const middle = y + styles.day.size * 0.35;
  paper
    .last()
    .rules.push({ from: MARGIN, to: x - 10, y: middle }, { from: x + width + 10, to: RIGHT, y: middle });
};

/** What is said on one day is one list. */
const addEntry = ({ document }: GlyphPosition) => {
  const last = document.parts.at(-1);
  return addItem(last?.tag === 'L' ? last : addPart(document, 'L'));
};

const writeEvent = ({ time, text }: Extract<Block, { kind: 'event' }>, place: GlyphPosition): void => {
  const { pen, paper } = place;
  const { label, body } = addEntry(place);
  paper.skip(6);
  const lines = pen.breakText(text, styles.event, { width: RIGHT - COLUMN, direction: 'ltr' });
  for (const [index, line] of lines.entries()) {
    const y = paper.take(heightOf(styles.event));
    if (index === 0) pen.note(time, styles.time, { x: MARGIN, y, part: label });
    pen.put(line, styles.event, { x: COLUMN, y, part: body });
  }
};

const writeMessage = (message: Extract<Block, { kind: 'message' }>, place: GlyphPosition): void => {
  const { label, body } = addEntry(place);
  place.paper.skip(6);
  writeAuthor(message, label, place);
  place.pen.write(message.text, styles.text, { x: COLUMN, part: body });
};

const writeAuthor = (
  { time, name, role }: Extract<Block, { kind: 'message' }>,
  part: Part,
  { pen, paper }: GlyphPosition,
): void => {
  const width = RIGHT - COLUMN;
  const [roleLine] = role === undefined ? [] : pen.breakText(role, styles.event, { width, direction: 'ltr' });
  const roleWidth = roleLine ? widthOf(roleLine, styles.event) + GAP : 0;
  const lines = pen.breakText(name, styles.name, { width: width - roleWidth });
  for (const [index, line] of lines.entries()) {
    const height = heightOf(styles.name);
    const y = paper.take(height, height + heightOf(styles.text));
    if (index === 0) pen.note(time, styles.time, { x: MARGIN, y, part });
    const end = COLUMN + pen.put(line, styles.name, { x: COLUMN, y, part });
    if (roleLine && index === lines.length - 1) pen.put(roleLine, styles.event, { x: end + GAP, y, part });
  }
};

const writeFoot = (text: string, page: Page, pen: Pen): void => {
  const lines = pen.breakText(text, styles.foot, { width: RIGHT - MARGIN, direction: 'ltr' });
  for (const line of lines) {
    pen.put(line, styles.foot, { x: RIGHT - widthOf(line, styles.foot), y: 28, part: undefined, page });
  }
};
