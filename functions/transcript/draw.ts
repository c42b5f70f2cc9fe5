// Writes one laid-out page in the language of PDF pages, with the marks that say what each line is a part of. Works with positions, not with meanings.
import type { Faces } from './faces.ts';
import type { Page, PlacedLine, Rule, Style } from './paper.ts';
import type { Part } from './structure.ts';
import type { Typeface } from './typeface.ts';

const inks = { text: '0.102 0.129 0.188', soft: '0.325 0.369 0.439' } as const satisfies Record<
  Style['ink'],
  string
>;
const RULE_INK = '0.8 0.83 0.87';

export interface Drawing {
  readonly content: string;
  /** What marked content `n` of the page is of. */
  readonly parts: readonly Part[];
}

/** What a page is drawn with. */
export interface Means {
  readonly faces: Faces;
  /** The name of a font in the page's resources. */
  nameOf(typeface: Typeface): string;
}

export const drawPage = ({ lines, rules }: Page, means: Means): Drawing => {
  const parts: Part[] = [];
  const content = rules.map(drawRule);
  content.push('BT');
  let open: Part | 'foot' | undefined;
  for (const [index, line] of lines.entries()) {
    const part = line.part ?? 'foot';
    if (part !== open) {
      if (open) content.push('EMC');
      content.push(line.part ? `/${line.part.tag} <</MCID ${parts.length}>> BDC` : FOOT);
      if (line.part) parts.push(line.part);
      open = part;
    }
    // Whoever reads it aloud sees no gap between a time and a name, nor the end of a line.
    const isFollowed = line.isSpaced && lines[index + 1]?.part === line.part;
    const shapes = isFollowed ? [...line.shapes, means.faces[line.style.face].shape(' ')] : line.shapes;
    content.push(drawLine({ ...line, shapes }, means));
  }
  if (open) content.push('EMC');
  content.push('ET');
  return { content: content.join('\n'), parts };
};

/** Not read aloud: it is on every page. */
const FOOT = '/Artifact <</Type /Pagination /Subtype /Footer>> BDC';

const drawRule = ({ from, to, y }: Rule): string =>
  `/Artifact BMC ${RULE_INK} RG 0.6 w ${round(from)} ${round(y)} m ${round(to)} ${round(y)} l S EMC`;

const drawLine = ({ x, y, style, shapes }: PlacedLine, { nameOf }: Means): string => {
  const shown = [`${inks[style.ink]} rg 1 0 0 1 ${round(x)} ${round(y)} Tm`];
  let hex = '';
  const flush = () => {
    if (hex !== '') shown.push(`<${hex}> Tj`);
    hex = '';
  };
  let typeface: Typeface | undefined;
  for (const shape of shapes) {
    if (shape.hex !== '' && shape.typeface !== typeface) {
      flush();
      typeface = shape.typeface;
      shown.push(`/${nameOf(typeface)} ${style.size} Tf`);
    }
    hex += shape.hex;
  }
  flush();
  return shown.join(' ');
};

const round = (number: number): number => Math.round(number * 100) / 100;
