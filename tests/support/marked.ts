// The part of a document between two marks, `<!-- name -->` and `<!-- end of name -->`, which a program writes and people do not.

/** @throws when the document has no such marks. */
export const readMarked = (text: string, name: string): string => split(text, name)[1].trim();

/** The document with `content` between its marks. */
export const writeMarked = (text: string, name: string, content: string): string => {
  const [before, , after] = split(text, name);
  return `${before}\n\n${content}\n\n${after}`;
};

/** Before and with the first mark, between the marks, with the last mark and after. */
const split = (text: string, name: string): readonly [string, string, string] => {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (!text.includes(begin) || to < from) throw new Error(`the document has no ${begin} … ${end}`);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
};
