// Files that are sent: what a desk may take, what each kind is called, and what a message says with them. Independent of how they travel.
import type { FileKind, SentFile } from './sent-file.ts';

const MEGABYTE = 1024 * 1024;

/** What a desk may choose, and what it is until somebody does. */
export const FILE_MEGABYTES = { min: 1, max: 20, standard: 20 } as const;
export const FILES_A_MESSAGE = { min: 1, max: 10, standard: 10 } as const;

export const bytesOf = ({ megabytes }: { readonly megabytes: number }): number => megabytes * MEGABYTE;

/** UTF-16 units of a file's name, with its ending. */
export const FILE_NAME_MAX = 120;

/** The endings a name may have, by kind; the first is given to one that has another. */
export const endings: Readonly<Record<Exclude<FileKind, 'other'>, readonly string[]>> = {
  image: ['jpg', 'jpeg', 'png', 'webp'],
  pdf: ['pdf'],
  office: ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'],
  text: ['txt', 'csv', 'log', 'md'],
};

/** Of a file that is chosen, before anything is sent: what it will be found to be, unless its name lies. */
export const kindOfName = (name: string): FileKind => {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const found = Object.entries(endings).find(([, all]) => all.includes(ending));
  return found ? (found[0] as FileKind) : 'other';
};

/** A message with files has their names behind its words, for whoever knows no files: pages of before, lists, the search. */
const withNames = (text: string, files: readonly Pick<SentFile, 'name'>[]): string =>
  [...(text === '' ? [] : [text]), ...files.map(({ name }) => `📎 ${name}`)].join('\n');

/** What a message says with its files, as it is stored and told. */
export const wordsWith = (text: string, files: readonly SentFile[]) =>
  files.length === 0 ? { text } : { text: withNames(text, files), files: [...files], own: text.length };

interface Said {
  readonly text: string;
  readonly files?: readonly SentFile[] | undefined;
  readonly own?: number | undefined;
}

/** What the author wrote, without the names of the files. */
export const ownText = ({ text, files, own = 0 }: Said): string => (files ? text.slice(0, own) : text);
