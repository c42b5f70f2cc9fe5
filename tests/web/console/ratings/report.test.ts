// Adding up ratings, and the file made of them: right sums, RFC 4180, and nothing a spreadsheet calculates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RatingLine, StarCounts } from '../../../../shared/history-routes.ts';
import type { ChatId, UserId } from '../../../../shared/model.ts';
import type { Language } from '../../../../shared/text/text.ts';
import { toQuery } from '../../../../web/console/chats/history.ts';
import { toCsv } from '../../../../web/console/ratings/csv.ts';
import { lastMonths, type MonthOfRatings, summarise } from '../../../../web/console/ratings/report.ts';

const anna = { id: 'a'.repeat(22) as UserId, name: 'Anna' };
const bram = { id: 'b'.repeat(22) as UserId, name: 'Bram' };

const aRating = (stars: RatingLine['stars'], given: Partial<RatingLine> = {}): RatingLine => ({
  chatId: 'c'.repeat(22) as ChatId,
  at: Date.UTC(2026, 10, 3),
  stars,
  comment: '',
  agents: [anna],
  ...given,
});
const aMonth = (
  month: string,
  ratings: RatingLine[] = [],
  all: StarCounts = [0, 0, 0, 0, 0],
): MonthOfRatings => ({
  month,
  ratings,
  removed: { all, agents: [] },
});

const heads = {
  month: 'Maand',
  at: 'Gegeven op',
  stars: 'Sterren',
  count: 'Aantal',
  agents: 'Medewerkers',
  comment: 'Toelichting',
  chat: 'Chat',
};
const csvOf = (months: MonthOfRatings[], language: Language = 'en') =>
  toCsv({ months, heads, language, linkOf: (id) => `https://console.nl/chats/${id}` });

/**
 * As spreadsheets read: a cell that begins with a quote goes on to the closing one, whatever stands behind that up to
 * the separator is added to it; any other cell is what stands there, quotes and all.
 */
const parse = (csv: string, separator: string): string[][] => {
  const rows: string[][] = [];
  const text = csv.replace(/^\ufeff/, '');
  for (let at = 0; at < text.length; ) {
    const row: string[] = [];
    for (let isEnd = false; !isEnd; at++) {
      let cell = '';
      if (text[at] === '"') {
        for (at++; at < text.length && (text[at] !== '"' || text[at + 1] === '"'); at++) {
          if (text[at] === '"') at++;
          cell += text[at];
        }
        at++;
      }
      for (; at < text.length && text[at] !== separator && !/[\r\n]/.test(text[at] ?? ''); at++)
        cell += text[at];
      row.push(cell);
      isEnd = at >= text.length || text[at] !== separator;
    }
    if (text[at - 1] === '\r' && text[at] === '\n') at++;
    rows.push(row);
  }
  return rows;
};

/** A cell as a spreadsheet looks at it to see whether it calculates: some skip white space, none skips a letter or an apostrophe. */
const isCalculated = (cell: string): boolean => /^[\s\0"]*[=+\-@|%＝＋－＠]/u.test(cell);

describe('the report', () => {
  it('adds up per number of stars, month and agent, chats that were removed with the others', () => {
    const report = summarise([
      {
        month: '2026-10',
        ratings: [],
        removed: { all: [1, 0, 0, 0, 2], agents: [{ agent: bram, counts: [1, 0, 0, 0, 2] }] },
      },
      aMonth('2026-09'),
      aMonth('2026-11', [aRating(5), aRating(4, { agents: [anna, bram] }), aRating(1, { agents: [] })]),
    ]);
    expect(report).toMatchObject({ count: 6, counts: [2, 0, 0, 1, 3], average: 21 / 6, removed: 3 });
    expect(report.months).toMatchObject([
      { month: '2026-09', count: 0 },
      { month: '2026-10', count: 3, average: 11 / 3 },
      { month: '2026-11', count: 3, average: 10 / 3 },
    ]);
    expect(report.months[0]).not.toHaveProperty('average');
    expect(report.agents).toMatchObject([
      { name: 'Bram', count: 4, average: 15 / 4 },
      { name: 'Anna', count: 2, average: 4.5 },
    ]);
  });

  it('has the comments, newest first, and no empty ones', () => {
    const report = summarise([
      aMonth('2026-10', [aRating(1, { comment: 'oud', at: 1 })]),
      aMonth('2026-11', [aRating(5), aRating(2, { comment: 'nieuw', at: 2 })]),
    ]);
    expect(report.comments.map(({ comment }) => comment)).toEqual(['nieuw', 'oud']);
  });

  it('asks for the last months by the calendar', () => {
    expect(lastMonths(Date.UTC(2026, 1, 28), 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
    expect(lastMonths(Date.UTC(2026, 2, 31), 2)).toEqual(['2026-03', '2026-02']);
  });
});

describe('the file', () => {
  it.each([
    ['nl', ';'],
    ['en', ','],
  ] as const)(
    'in %s begins with the mark by which Excel knows UTF-8, and is split at %s',
    (language, separator) => {
      const csv = csvOf(
        [
          aMonth('2026-11', [aRating(4, { comment: 'Prima, "top";\nen snel', agents: [anna, bram] })]),
          aMonth('2026-10', [], [2, 0, 0, 0, 1]),
        ],
        language,
      );
      expect(csv.startsWith(`\ufeff"Maand"${separator}"Gegeven op"`)).toBe(true);
      expect(parse(csv, separator)).toEqual([
        Object.values(heads),
        ['2026-10', '', '1', '2', '', '', ''],
        ['2026-10', '', '5', '1', '', '', ''],
        [
          '2026-11',
          '2026-11-03 00:00:00',
          '4',
          '1',
          'Anna / Bram',
          'Prima, "top";\nen snel',
          `https://console.nl/chats/${'c'.repeat(22)}`,
        ],
      ]);
    },
  );

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    [' =HYPERLINK("x")', '\' =HYPERLINK("x")'],
    ['|cmd', "'|cmd"],
    ['＝1', "'＝1"],
    ['\n=1', "'\n'=1"],
    ["Fijn geholpen;=cmd|'/C calc'!A0;dank", "Fijn geholpen;'=cmd|'/C calc'!A0;dank"],
    ['Fijn, "=1"', 'Fijn,\' "=1"'],
    ['eerst\n=1', "eerst\n'=1"],
    ['a - b = c', 'a - b = c'],
  ])('makes text of %j, which a spreadsheet would calculate', (comment, harmless) => {
    for (const [language, separator] of [
      ['nl', ';'],
      ['en', ','],
    ] as const) {
      const rows = parse(csvOf([aMonth('2026-11', [aRating(3, { comment })])], language), separator);
      expect(rows[1]?.[5]).toBe(harmless);
    }
  });

  const hostile = fc.string({
    unit: fc.constantFrom(...'=+-@|%＝＋－＠,;\t\r\n\v\u2028"\' \0aé😀', 'cmd'),
    maxLength: 30,
  });

  it('gives back any comment and name whole, and holds no formula for whoever splits it wherever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('nl' as const, 'en' as const),
        fc.oneof(hostile, fc.string({ unit: 'grapheme' })),
        hostile,
        (language, comment, name) => {
          const month = aMonth('2026-11', [aRating(3, { comment, agents: [{ ...anna, name }] })]);
          const csv = csvOf([month], language);
          const rows = parse(csv, language === 'nl' ? ';' : ',');
          expect(rows).toHaveLength(2);
          const [, row = []] = rows;
          expect(row).toHaveLength(7);
          const bare = (text = '') => text.replaceAll("'", '');
          expect(bare(row[5])).toBe(bare(comment));
          expect(bare(row[4])).toBe(bare(name));
          for (const separator of [';', ',', '\t', '\u2028'])
            expect(parse(csv, separator).flat().filter(isCalculated)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the search', () => {
  it('asks for whole days of the reader’s calendar, and for nothing that was not filled in', () => {
    const empty = { who: ' ', agent: '', text: '', from: '', to: '' };
    expect(toQuery(empty)).toEqual({ from: undefined, to: undefined });
    const query = toQuery({ ...empty, who: ' Jan ', from: '2026-11-21', to: '2026-11-22' });
    expect(query).toEqual({
      who: 'Jan',
      from: String(new Date(2026, 10, 21).getTime()),
      to: String(new Date(2026, 10, 23).getTime()),
    });
  });

  it('asks for an account’s chats by its id alone', () => {
    const account = { id: 'd'.repeat(22) as UserId, login: 'jansen', name: 'Jan' };
    expect(toQuery({ who: 'jansen', agent: 'Anna', text: '', from: '', to: '', account })).toEqual({
      customer: account.id,
      agent: 'Anna',
      from: undefined,
      to: undefined,
    });
  });
});
