// A file for a spreadsheet in the reader's language: read by Excel as UTF-8, and nothing in it is taken for a formula. Pure.
import type { Language } from '../../../shared/text/text.ts';

/** Excel takes a file for UTF-8 only with this mark. */
const BOM = '\ufeff';

/**
 * Excel splits at the list separator of Windows' region, which is a semicolon where numbers have a decimal comma. A first
 * line `sep=` would say so as well, but then Excel reads no UTF-8, and LibreOffice shows the line.
 */
const SEPARATORS: Readonly<Record<Language, string>> = { nl: ';', en: ',' };

/**
 * A spreadsheet calculates a cell that begins like this (OWASP, "CSV Injection"); an apostrophe makes it text. Where a
 * cell begins is for the reader's spreadsheet to say: one that splits at another sign sees no quotes, so each place that
 * could be a beginning is made harmless.
 */
const SIGN = '(?=[\\s\\0"\']*[=+\\-@|%＝＋－＠])';
const AT_START = new RegExp(`^${SIGN}`, 'u');
const BEHIND_SEPARATOR = new RegExp(`[,;\\t\\r\\n\\v\\f\\x85\\u2028\\u2029]${SIGN}`, 'gu');

/** Every cell in quotes, so that it matters to nobody's rules what is within. */
const cell = (value: string | number): string => {
  const harmless = String(value).replace(BEHIND_SEPARATOR, "$&'").replace(AT_START, "'");
  return `"${harmless.replaceAll('"', '""')}"`;
};

/** `2026-11-29 16:39:13` in UTC, which spreadsheets of every language take for a time. */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

type Cells = readonly (string | number)[];

export const csvOf = (rows: readonly Cells[], language: Language): string =>
  `${BOM}${rows.map((cells) => `${cells.map(cell).join(SEPARATORS[language])}\r\n`).join('')}`;
