// The ratings as a file for a spreadsheet: RFC 4180, read by Excel as UTF-8, and nothing in it is taken for a formula. Pure.
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

/** A spreadsheet calculates what begins like this (OWASP, "CSV Injection"); an apostrophe makes it text. */
const FORMULA = /^[\s\0]*[=+\-@\t\r|%＝＋－＠]/u;

const cell = (value: string | number): string => {
  const text = String(value);
  const harmless = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(harmless) || harmless !== harmless.trim()
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
};

const line = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(',')}\r\n`;

/**
 * One line per rating; of those whose chat was removed one per month and number of stars, with how many.
 * @param chatLink of a chat, as an address.
 */
export const toCsv = (
  months: readonly MonthOfRatings[],
  heads: CsvHeads,
  chatLink: (chatId: string) => string,
): string => {
  const { month, at, stars, count, agents, comment, chat } = heads;
  const lines = [...months]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap(({ month, ratings, removed }) => [
      ...removed.all.flatMap((number, index) =>
        number > 0 ? [line([month, '', index + 1, number, '', '', ''])] : [],
      ),
      ...ratings.map((rating) =>
        line([
          month,
          new Date(rating.at).toISOString(),
          rating.stars,
          1,
          rating.agents.map(({ name }) => name).join('; '),
          rating.comment,
          chatLink(rating.chatId),
        ]),
      ),
    ]);
  return `${BOM}${line([month, at, stars, count, agents, comment, chat])}${lines.join('')}`;
};
