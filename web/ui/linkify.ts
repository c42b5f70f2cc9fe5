// Finds web addresses in what someone typed. Knows http and https only, so no text becomes a script or an app.

/** A text in pieces; those with an address are links. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

/**
 * Up to what no address has: space, what cannot be seen, and punctuation beyond Latin's, after which a sentence may go on
 * without a space, but for dashes, the dot in Japanese names and the apostrophe. Two with a comma are two.
 */
const ADDRESS = /(?<![^\W_])https?:\/\/(?:(?![,;]http)[^\s<>"`\p{C}[\p{P}--[\0-ÿ‐-―・’]]])+/giv;
/** Of the sentence, at the end of an address. */
const OF_SENTENCE = ".,:;!?'’«»";

/**
 * Without what belongs to the sentence, closing brackets that were opened outside the address, and marks that stand before
 * it as well.
 */
const trimAddress = (address: string, before: string | undefined): string => {
  let depth = 0;
  let index = 0;
  let end = 0;
  for (const character of address) {
    index += character.length;
    if ('(['.includes(character)) depth++;
    const belongs = ')]'.includes(character)
      ? depth-- > 0
      : !OF_SENTENCE.includes(character) && (character !== before || !'*_~'.includes(character));
    if (belongs) end = index;
    if (depth < 0) depth = 0;
  }
  return address.slice(0, end);
};

const webAddress = (text: string): string | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, href } = new URL(text);
  // A name before an @ makes the address look like another site's.
  return (protocol === 'https:' || protocol === 'http:') && !username ? href : undefined;
};

export const linkify = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimAddress(found, text[index - 1]);
    const href = webAddress(address);
    if (!href) continue;
    pieces.push({ text: text.slice(from, index) }, { text: address, href });
    from = index + address.length;
  }
  return [...pieces, { text: text.slice(from) }];
};
