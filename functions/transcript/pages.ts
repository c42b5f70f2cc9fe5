// Puts the content of a transcript on A4 pages: which line stands where. Knows no PDF, so a test can ask where each line is.
import type { Block, Content } from './content.ts';
import { breakLines, type Line } from './lines.ts';
import type { Shape, Typeface } from './typeface.ts';

export type FaceName = 'regular' | 'bold';
export type Faces = Readonly<Record<FaceName, Typeface>>;
type Ink = 'text' | 'soft';

export interface Style {
  readonly face: FaceName;
  /** Points. */
  readonly size: number;
  readonly ink: Ink;
}

/** Points from the lower left corner of the page; `y` is the baseline. */
export interface PlacedLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly style: Style;
  readonly shapes: readonly Shape[];
}

export interface Rule {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

export interface Page {
  readonly lines: PlacedLine[];
  readonly rules: Rule[];
}

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;

const MARGIN = 48;
const TOP = PAGE.height - 56;
const BOTTOM = 64;
const RIGHT = PAGE.width - MARGIN;
/** Times stand in a column of their own; what was said begins here. */
const COLUMN = MARGIN + 42;
const FACTS = MARGIN + 90;
const LEADING = 1.4;

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

const heightOf = ({ size }: Style): number => size * LEADING;

export const layOut = (content: Content, faces: Faces): Page[] => {
  const paper = createPaper();
  const pen = createPen(faces, paper);
  writeHead(content, pen, paper);
  for (const block of content.blocks) writeBlock(block, pen, paper);
  const { pages } = paper;
  for (const [index, page] of pages.entries())
    writeFoot(content, { page, number: index + 1, of: pages.length }, pen);
  return pages;
};

type Paper = ReturnType<typeof createPaper>;
type Pen = ReturnType<typeof createPen>;

/** The pages and the height on the last one that is still free. */
const createPaper = () => {
  const pages: Page[] = [];
  let free = 0;
  const turn = (): void => {
    pages.push({ lines: [], rules: [] });
    free = TOP;
  };
  turn();
  return {
    pages,
    last: (): Page => {
      const page = pages.at(-1);
      if (!page) throw new Error('paper without a page');
      return page;
    },
    /** Where the next line ends: `height` lower, on a new page when `together` does not fit on this one. */
    take: (height: number, together = height): number => {
      if (free - together < BOTTOM) turn();
      free -= height;
      return free;
    },
    /** White space, which no page begins with. */
    skip: (height: number): void => {
      if (free < TOP) free -= height;
    },
  };
};

const createPen = (faces: Faces, paper: Paper) => {
  const breakText = (text: string, style: Style, width: number, direction: 'auto' | 'ltr'): Line[] =>
    breakLines(text, { typeface: faces[style.face], width: (width / style.size) * 1000, direction });

  const put = ({ shapes, width }: Line, style: Style, x: number, y: number, page = paper.last()): number => {
    const points = (width / 1000) * style.size;
    if (shapes.length > 0) page.lines.push({ x, y, width: points, style, shapes });
    return points;
  };

  return {
    breakText,
    put,
    /** Text from `x` to the right margin, going on at the next page; text from right to left stands at the margin. */
    write: (text: string, style: Style, x: number, { direction = 'auto' as 'auto' | 'ltr' } = {}): void => {
      for (const line of breakText(text, style, RIGHT - x, direction)) {
        const y = paper.take(heightOf(style));
        put(line, style, line.fromRight ? RIGHT - (line.width / 1000) * style.size : x, y);
      }
    },
    /** One line on the height where the pen already is. */
    note: (text: string, style: Style, x: number, y: number): void => {
      for (const line of breakText(text, style, RIGHT - x, 'ltr').slice(0, 1)) put(line, style, x, y);
    },
  };
};

const writeHead = ({ title, facts }: Content, pen: Pen, paper: Paper): void => {
  pen.write(title, styles.title, MARGIN);
  paper.skip(8);
  for (const { label, value } of facts) {
    const [first, ...rest] = pen.breakText(value, styles.fact, RIGHT - FACTS, 'auto');
    const y = paper.take(heightOf(styles.fact));
    pen.note(label, styles.label, MARGIN, y);
    if (first) pen.put(first, styles.fact, FACTS, y);
    for (const line of rest) pen.put(line, styles.fact, FACTS, paper.take(heightOf(styles.fact)));
  }
  paper.last().rules.push({ from: MARGIN, to: RIGHT, y: paper.take(12) });
  paper.skip(4);
};

const writeBlock = (block: Block, pen: Pen, paper: Paper): void => {
  switch (block.kind) {
    case 'day':
      writeDay(block.text, pen, paper);
      break;
    case 'event':
      writeEvent(block, pen, paper);
      break;
    case 'message':
      writeMessage(block, pen, paper);
      break;
    default:
      block satisfies never;
  }
};

/** A day stands on the page of what was said on it. */
const writeDay = (text: string, pen: Pen, paper: Paper): void => {
  paper.skip(10);
  const [line] = pen.breakText(text, styles.day, RIGHT - MARGIN, 'ltr');
  if (!line) return;
  const height = heightOf(styles.day);
  const y = paper.take(height, height + 2 * heightOf(styles.text) + heightOf(styles.name));
  const width = (line.width / 1000) * styles.day.size;
  const x = (PAGE.width - width) / 2;
  pen.put(line, styles.day, x, y);
  const middle = y + styles.day.size * 0.35;
  paper
    .last()
    .rules.push({ from: MARGIN, to: x - 10, y: middle }, { from: x + width + 10, to: RIGHT, y: middle });
};

const writeEvent = ({ time, text }: Extract<Block, { kind: 'event' }>, pen: Pen, paper: Paper): void => {
  paper.skip(6);
  for (const [index, line] of pen.breakText(text, styles.event, RIGHT - COLUMN, 'ltr').entries()) {
    const y = paper.take(heightOf(styles.event));
    if (index === 0) pen.note(time, styles.time, MARGIN, y);
    pen.put(line, styles.event, COLUMN, y);
  }
};

const writeMessage = (
  { time, name, role, text }: Extract<Block, { kind: 'message' }>,
  pen: Pen,
  paper: Paper,
): void => {
  paper.skip(6);
  const GAP = 6;
  const [roleLine] = role === undefined ? [] : pen.breakText(role, styles.event, RIGHT - COLUMN, 'ltr');
  const roleWidth = roleLine ? (roleLine.width / 1000) * styles.event.size + GAP : 0;
  const nameLines = pen.breakText(name, styles.name, RIGHT - COLUMN - roleWidth, 'auto');
  for (const [index, line] of nameLines.entries()) {
    const height = heightOf(styles.name);
    const y = paper.take(height, height + heightOf(styles.text));
    if (index === 0) pen.note(time, styles.time, MARGIN, y);
    const width = pen.put(line, styles.name, COLUMN, y);
    if (roleLine && index === nameLines.length - 1) pen.put(roleLine, styles.event, COLUMN + width + GAP, y);
  }
  pen.write(text, styles.text, COLUMN);
};

interface Foot {
  readonly page: Page;
  readonly number: number;
  readonly of: number;
}

/** The page's number, and what the mark for a missing character means where there is one. */
const writeFoot = (content: Content, { page, number, of }: Foot, pen: Pen): void => {
  const isReplaced = page.lines.some(({ shapes }) => shapes.some(({ replaced }) => replaced));
  for (const line of pen.breakText(content.page(number, of), styles.foot, RIGHT - MARGIN, 'ltr')) {
    pen.put(line, styles.foot, RIGHT - (line.width / 1000) * styles.foot.size, 28, page);
  }
  if (!isReplaced) return;
  const lines = pen.breakText(content.replaced, styles.foot, RIGHT - MARGIN - 60, 'ltr');
  for (const [index, line] of lines.entries()) {
    pen.put(line, styles.foot, MARGIN, 28 + (lines.length - 1 - index) * heightOf(styles.foot), page);
  }
};
