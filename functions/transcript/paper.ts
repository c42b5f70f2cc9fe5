// A4 pages and a pen that puts lines of text on them from top to bottom. Independent of any chat or PDF.
import type { Faces } from './faces.ts';
import { breakLines, type Line } from './lines.ts';
import type { Part } from './structure.ts';
import type { Shape } from './typeface.ts';

export interface Style {
  readonly face: 'regular' | 'bold';
  /** Points. */
  readonly size: number;
  readonly ink: 'text' | 'soft';
}

/** Points from the lower left corner of the page; `y` is the baseline. */
export interface PlacedLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly style: Style;
  readonly shapes: readonly Shape[];
  /** What is read after it is another word. */
  readonly isSpaced: boolean;
  /** What it is a line of; none of what is repeated on every page. */
  readonly part: Part | undefined;
}

export interface Rule {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Lines stand in the order they are read. */
export interface Page {
  readonly lines: PlacedLine[];
  readonly rules: Rule[];
}

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const MARGIN = 48;
export const RIGHT = PAGE.width - MARGIN;
const TOP = PAGE.height - 56;
const BOTTOM = 64;
const LEADING = 1.4;

export const heightOf = ({ size }: Style): number => size * LEADING;
/** In points. */
export const widthOf = ({ width }: Line, { size }: Style): number => (width / 1000) * size;

export type Paper = ReturnType<typeof createPaper>;
export type Pen = ReturnType<typeof createPen>;

/** The pages and the height on the last one that is still free. */
export const createPaper = () => {
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

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly part: Part | undefined;
  /** The last one, unless named. */
  readonly page?: Page;
}

interface Broken {
  /** Points. */
  readonly width: number;
  /** The text's own direction, unless it is a sentence of the product's. */
  readonly direction?: 'auto' | 'ltr';
}

export const createPen = (faces: Faces, paper: Paper) => {
  const breakText = (text: string, style: Style, { width, direction = 'auto' }: Broken): Line[] =>
    breakLines(text, { face: faces[style.face], width: (width / style.size) * 1000, direction });

  /** @returns how wide it is, in points. */
  const put = (line: Line, style: Style, { x, y, part, page = paper.last() }: Spot): number => {
    const width = widthOf(line, style);
    const { shapes, isCut } = line;
    if (shapes.length > 0) page.lines.push({ x, y, width, style, shapes, isSpaced: !isCut, part });
    return width;
  };

  return {
    breakText,
    put,
    /** Text from `x` to the right margin, going on at the next page; text from right to left stands at the margin. */
    write: (text: string, style: Style, { x, part }: Omit<Spot, 'y'>): void => {
      for (const line of breakText(text, style, { width: RIGHT - x })) {
        const y = paper.take(heightOf(style));
        put(line, style, { x: line.fromRight ? RIGHT - widthOf(line, style) : x, y, part });
      }
    },
    /** One line on the height where the pen already is. */
    note: (text: string, style: Style, spot: Spot): void => {
      const [line] = breakText(text, style, { width: RIGHT - spot.x, direction: 'ltr' });
      if (line) put(line, style, spot);
    },
  };
};
