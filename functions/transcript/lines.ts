// Breaks text into lines of a given width and puts what stands on each in the order the eye meets it (UAX #9). Independent of any page.
import bidiModule from 'bidi-js';
import { type Cluster, isSpace, splitClusters } from './clusters.ts';
import type { Face } from './faces.ts';
import type { Shape } from './typeface.ts';

export interface Line {
  /** From left to right. */
  readonly shapes: readonly Shape[];
  /** Thousandths of the font size. */
  readonly width: number;
  /** The line belongs to text that runs from right to left. */
  readonly fromRight: boolean;
  /** The next one goes on in the same word, or in a script that writes no spaces. */
  readonly isCut: boolean;
}

export interface Setting {
  readonly face: Face;
  /** Thousandths of the font size. */
  readonly width: number;
  /** The text's own direction, or the one of the sentence it is part of. */
  readonly direction: 'auto' | 'ltr';
}

// The package is CommonJS that exports the function itself; its types describe the ES module.
const bidi = (bidiModule as unknown as typeof bidiModule.default)();

/** Only these can make the order on the screen another than the order in the text. */
const HAS_DIRECTION =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;
/** UAX #9 looks no deeper than 125 levels, and looking takes the square of their number. */
const MANY_MARKS = 250;

/** One line at least for every line end in the text; the wider than a line are broken between words, or else inside one. */
export const breakLines = (text: string, setting: Setting): Line[] =>
  splitParagraphs(text).flatMap((one) => breakParagraph(one, setting));

const splitParagraphs = (text: string): string[] =>
  text
    .toWellFormed()
    .split(/\r\n?|[\n\v\f\x85\u2028\u2029]/)
    .map((paragraph) => {
      const visible = paragraph.replace(/[^\P{Cc}\t]/gu, '');
      const marks = visible.match(DIRECTION_MARKS)?.length ?? 0;
      return marks > MANY_MARKS ? visible.replace(DIRECTION_MARKS, '') : visible;
    });

const breakParagraph = (text: string, { face, width, direction }: Setting): Line[] => {
  const { clusters, shapes } = shapeClusters(text, face);
  const spans = breakSpans({ text, clusters, shapes, width });
  const levels = HAS_DIRECTION.test(text) ? bidi.getEmbeddingLevels(text, direction) : undefined;
  const fromRight = (levels?.paragraphs[0]?.level ?? 0) % 2 === 1;
  return spans.map(({ from, to, isCut }) => {
    const line = levels
      ? orderLine({ text, clusters, shapes, levels, face, from, to })
      : shapes.slice(from, to);
    return { shapes: line, width: line.reduce((sum, shape) => sum + shape.width, 0), fromRight, isCut };
  });
};

interface Shaped {
  readonly clusters: readonly Cluster[];
  readonly shapes: readonly Shape[];
}

/** What is missing is named once for all of it that stands together. */
const shapeClusters = (text: string, face: Face): Shaped => {
  const split = splitClusters(text);
  const shapes = split.map(({ key }) => face.shape(key));
  if (shapes.every(({ missing }) => missing === undefined)) return { clusters: split, shapes };
  const clusters: Cluster[] = [];
  /** Of what is named, the first cluster's place among those that are kept. */
  let named = 0;
  let name: string | undefined;
  for (const [index, { key, start }] of split.entries()) {
    const missing = shapes[index]?.missing;
    if (missing !== undefined && missing === name) {
      const [first, ...spaces] = clusters.splice(named);
      const before = spaces.reduce((text, each) => text + each.key, first?.key ?? '');
      clusters.push({ key: before + key, start: first?.start ?? start });
    } else clusters.push({ key, start });
    if (isSpace(key)) continue;
    if (missing !== name) named = clusters.length - 1;
    name = missing;
  }
  return { clusters, shapes: clusters.map(({ key }) => face.shape(key)) };
};

/** Clusters `from` up to, not including, `to`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const mayBreakAfter = (key: string): boolean =>
  isSpace(key) ? !/^[\u00a0\u202f\u2007]/.test(key) : key === '\u200b' || key === '-';

/** Scripts that write no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}]/u;
const words = new Intl.Segmenter('und', { granularity: 'word' });

/** What no line ends with. */
const opens = (text: string): boolean => /[\p{Ps}\p{Pi}]$/u.test(text);

/** Where a word of such a script begins, or the bracket before it: there a line may begin too, and not with its full stop. */
const findWords = (text: string): ReadonlySet<number> => {
  const starts = new Set<number>();
  if (!UNSPACED.test(text)) return starts;
  let opened: number | undefined;
  for (const { segment, index } of words.segment(text)) {
    if (UNSPACED.test(segment)) starts.add(opened ?? index);
    opened = opens(segment) ? (opened ?? index) : undefined;
  }
  return starts;
};

interface Breaking extends Shaped {
  readonly text: string;
  readonly width: number;
}

const breakSpans = ({ text, clusters, shapes, width }: Breaking): (Span & Pick<Line, 'isCut'>)[] => {
  const spans: Span[] = [];
  const wordStarts = findWords(text);
  const widthOf = (from: number, to: number) => {
    let sum = 0;
    for (let index = from; index < to; index++) sum += shapes[index]?.width ?? 0;
    return sum;
  };
  let from = 0;
  let wordStart = 0;
  let used = 0;
  for (const [index, { key, start }] of clusters.entries()) {
    const own = shapes[index]?.width ?? 0;
    if (wordStarts.has(start)) wordStart = index;
    // White space may stand out beyond the edge; a line's first cluster stays on it, however wide.
    while (!isSpace(key) && used + own > width && index > from) {
      const to = wordStart > from ? wordStart : index;
      spans.push({ from, to });
      from = to;
      used = widthOf(from, index);
    }
    used += own;
    if (mayBreakAfter(key)) wordStart = index + 1;
  }
  spans.push({ from, to: clusters.length });
  return spans.map((span, index) => {
    const { to } = trimEnd(clusters, span);
    return { from: span.from, to, isCut: to === span.to && index < spans.length - 1 };
  });
};

const trimEnd = (clusters: readonly Cluster[], { from, to }: Span): Span => {
  let end = to;
  while (end > from && isSpace(clusters[end - 1]?.key ?? '')) end--;
  return { from, to: end };
};

interface Ordering extends Span, Shaped {
  readonly text: string;
  readonly levels: ReturnType<typeof bidi.getEmbeddingLevels>;
  readonly face: Face;
}

const orderLine = ({ text, clusters, shapes, levels, face, from, to }: Ordering): Shape[] => {
  const own = clusters.slice(from, to).map(({ start }) => levels.levels[start] ?? 0);
  return reorder(own).flatMap((place) => {
    const start = clusters[from + place]?.start ?? 0;
    const mirrored = (own[place] ?? 0) % 2 === 1 ? bidi.getMirroredCharacter(text.charAt(start)) : null;
    const shape = mirrored === null ? shapes[from + place] : face.shape(mirrored);
    return shape ? [shape] : [];
  });
};

/** Rule L2: from the highest level down, each run at or above it is turned round. */
const reorder = (levels: readonly number[]): number[] => {
  const order = levels.map((_, place) => place);
  const highest = levels.reduce((high, level) => Math.max(high, level), 0);
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < levels.length; start++) {
      let end = start;
      while ((levels[end] ?? 0) >= level) end++;
      const turned = order.slice(start, end).reverse();
      for (const [offset, place] of turned.entries()) order[start + offset] = place;
      start = Math.max(start, end);
    }
  }
  return order;
};
