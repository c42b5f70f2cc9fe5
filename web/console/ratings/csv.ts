// The ratings as a file for a spreadsheet in the reader's language: read by Excel as UTF-8, and nothing in it is taken for a formula. Pure.
import type { Language } from '../../../shared/text/text.ts';
import type { MonthOfRatings } from './report.ts';

export interface CsvHeads {
  readonly month: string;
  readonly at: string;
  readonly stars: string;
  readonly count: string;
  readonly agents: string;
  readonly comment: string;
  readonly chat: string;
}

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
const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

export interface Table {
  readonly months: readonly MonthOfRatings[];
  readonly heads: CsvHeads;
  readonly language: Language;
  /** Of a chat, as an address. */
  linkOf(chatId: string): string;
}

/** One line per rating; of those whose chat was removed one per month and number of stars, with how many. */
export const toCsv = ({ months, heads, language, linkOf }: Table): string => {
  const { month, at, stars, count, agents, comment, chat } = heads;
  const line = (cells: readonly (string | number)[]): string =>
    `${cells.map(cell).join(SEPARATORS[language])}\r\n`;
  const lines = [...months]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap(({ month, ratings, removed }) => [
      ...removed.all.flatMap((number, index) =>
        number > 0 ? [line([month, '', index + 1, number, '', '', ''])] : [],
      ),
      ...ratings.map((rating) =>
        line([
          month,
          timeOf(rating.at),
          rating.stars,
          1,
          rating.agents.map(({ name }) => name).join(' / '),
          rating.comment,
          linkOf(rating.chatId),
        ]),
      ),
    ]);
  return `${BOM}${line([month, at, stars, count, agents, comment, chat])}${lines.join('')}`;
};
