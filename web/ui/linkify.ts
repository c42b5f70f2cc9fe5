// Finds web addresses in what someone typed. Knows http and https only, so no text becomes a script or an app.

/** A text in pieces; those with an address are links. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{Cc}\p{Cf}]+/giu;
const PUNCTUATION = '.,;:!?…*_~';

/** Without punctuation that belongs to the sentence, and without closing brackets that were opened outside the address. */
const trimAddress = (address: string): string => {
  let depth = 0;
  let index = 0;
  let end = 0;
  for (const character of address) {
    index += character.length;
    if ('(['.includes(character)) depth++;
    const belongs = ')]'.includes(character) ? depth-- > 0 : !PUNCTUATION.includes(character);
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
    const address = trimAddress(found);
    const href = webAddress(address);
    if (!href) continue;
    pieces.push({ text: text.slice(from, index) }, { text: address, href });
    from = index + address.length;
  }
  return [...pieces, { text: text.slice(from) }];
};
