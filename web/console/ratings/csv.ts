// The ratings as a file for a spreadsheet in the reader's language: read by Excel as UTF-8, and nothing in it is taken for a formula. Pure.
import type { Language } from '../../../shared/text/text.ts';
import { csvOf, timeOf } from '../shell/csv.ts';
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
  const lines = [...months]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap(({ month, ratings, removed }) => [
      ...removed.all.flatMap((number, index) =>
        number > 0 ? [[month, '', index + 1, number, '', '', '']] : [],
      ),
      ...ratings.map((rating) => [
        month,
        timeOf(rating.at),
        rating.stars,
        1,
        rating.agents.map(({ name }) => name).join(' / '),
        rating.comment,
        linkOf(rating.chatId),
      ]),
    ]);
  return csvOf([[month, at, stars, count, agents, comment, chat], ...lines], language);
};
