// Cuts text into what is drawn as one: a letter with its accents, an Arabic letter in the form its neighbours give it, an emoji. Independent of any font.

export interface Cluster {
  /**
   * What to draw, and the whole of what its drawing depends on: an Arabic letter that joins a neighbour has a joiner
   * (U+200D) on that side. So the number of different clusters stays small and each is shaped once.
   */
  readonly key: string;
  /** Where it starts in its text, in UTF-16 units. */
  readonly start: number;
}

const JOINER = '\u200d';
const NON_JOINER = '\u200c';

/** White space of a certain width; the only thing a line may end on without showing it. */
export const isSpace = (key: string): boolean => /^[\p{Zs}\t]/u.test(key);

/** What has no appearance of its own: controls, direction marks, joiners, variation selectors. */
export const isInvisible = (key: string): boolean =>
  /^[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]+$/u.test(key);

/** Letters one by one, with no marks, joiners or forms that depend on neighbours: nearly all text that is written. */
const PLAIN =
  /^[\t\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u20a0-\u20bf]*$/;
const HAS_ARABIC = /[\u0600-\u06ff\u0750-\u077f]/;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** @param text one line as the sender broke it, without line ends and lone surrogates. */
export const splitClusters = (text: string): Cluster[] => {
  if (PLAIN.test(text)) return Array.from(text, (key, start) => ({ key, start }));
  const clusters: Cluster[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    for (const { key, start } of splitMarks(segment)) clusters.push({ key, start: index + start });
  }
  return HAS_ARABIC.test(text) ? joinArabic(clusters) : clusters;
};

/**
 * The longest emoji has 15 units, the longest syllable of an Indian language fewer; Unicode itself sets no end to what is
 * one letter, and a line does.
 */
const LONGEST = 24;
/** What there is of a longer one, each with what hangs on it. */
const PIECES = /.[\p{M}\p{Default_Ignorable_Code_Point}]{0,6}/gsu;

/** More accents than this on one letter are a game; an accent on a space shows the accent. Both stand on their own. */
const MARKS_APART = /^[\p{Zs}\t]|^.\p{M}{1,6}|\p{M}{1,6}|[^\p{M}]+/gsu;
const HAS_MARKS_APART = /^[\p{Zs}\t].|\p{M}{7}/su;

const splitMarks = (segment: string): Cluster[] => {
  const pieces = HAS_MARKS_APART.test(segment) ? MARKS_APART : segment.length > LONGEST ? PIECES : undefined;
  if (!pieces) return [{ key: segment, start: 0 }];
  return Array.from(segment.matchAll(pieces), ({ 0: key, index: start }) => ({ key, start }));
};

// Joining types, from ArabicShaping.txt of Unicode: these join only the letter before them …
const RIGHT_JOINING =
  /^[\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779]/;
// … these join none, and the other letters of the blocks join on both sides.
const NON_JOINING = /^[\u0621\u0674\u06d4\u06dd\u06de\u06e5\u06e6\u06e9]|^[^\p{L}\u0640]/u;
const LAM = /^\u0644\p{M}*$/u;
const ALEF = /^[\u0622\u0623\u0625\u0627]/;

const joinsBefore = (key: string): boolean => HAS_ARABIC.test(key.charAt(0)) && !NON_JOINING.test(key);
const joinsAfter = (key: string): boolean =>
  key.endsWith(JOINER) || (joinsBefore(key) && !RIGHT_JOINING.test(key) && !key.endsWith(NON_JOINER));

/** Gives each Arabic letter its joiners, and makes lam with alef the one letter it is written as. */
const joinArabic = (clusters: readonly Cluster[]): Cluster[] => {
  const letters: Cluster[] = [];
  for (const cluster of clusters) {
    const last = letters.at(-1);
    if (last && LAM.test(last.key) && ALEF.test(cluster.key)) {
      letters[letters.length - 1] = { key: last.key + cluster.key, start: last.start };
    } else letters.push(cluster);
  }
  const joins = (index: number): boolean => {
    const before = letters[index - 1]?.key;
    const after = letters[index]?.key;
    return before !== undefined && after !== undefined && joinsAfterLetter(before) && joinsBefore(after);
  };
  return letters.map(({ key, start }, index) => ({
    key: `${joins(index) ? JOINER : ''}${key}${joins(index + 1) ? JOINER : ''}`,
    start,
  }));
};

/** A lam-alef ends in an alef, which joins nothing after it. */
const joinsAfterLetter = (key: string): boolean =>
  joinsAfter(key) && !(key.startsWith('\u0644') && /[\u0622\u0623\u0625\u0627]/.test(key));
