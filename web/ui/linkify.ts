// Finds web addresses in what someone typed. Knows http and https only, so no text becomes a script or an app.

/** A text in pieces; those with an address are links. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{Cc}\p{Cf}]+/giu;
const TRAILING = /[.,;:!?…*_~]+$/u;

/** Without punctuation that belongs to the sentence, and without a closing bracket that was opened outside the address. */
const trimAddress = (address: string): string => {
  const trimmed = address.replace(TRAILING, '');
  const last = trimmed.at(-1);
  const open = last === ')' ? '(' : last === ']' ? '[' : undefined;
  if (!last || !open || trimmed.split(open).length >= trimmed.split(last).length) return trimmed;
  return trimAddress(trimmed.slice(0, -1));
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
