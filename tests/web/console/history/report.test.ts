// Adding up ratings, and the file made of them: right sums, RFC 4180, and nothing a spreadsheet calculates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RatingLine, StarCounts } from '../../../../shared/history-routes.ts';
import type { ChatId, UserId } from '../../../../shared/model.ts';
import { toCsv } from '../../../../web/console/history/csv.ts';
import { toQuery } from '../../../../web/console/history/history.ts';
import { lastMonths, type MonthOfRatings, summarise } from '../../../../web/console/history/report.ts';

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
const csvOf = (months: MonthOfRatings[]) => toCsv(months, heads, (id) => `https://console.nl/chats/${id}`);

/** RFC 4180, section 2, read by the letter. */
const parse = (csv: string): string[][] => {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = pattern.exec(csv); found; found = pattern.exec(csv)) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
    if (pattern.lastIndex === csv.length) break;
  }
  expect(rows.pop()).toEqual([]);
  return rows;
};

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
  it('begins with the mark by which Excel knows UTF-8, and has one line per rating', () => {
    const csv = csvOf([
      aMonth('2026-11', [aRating(4, { comment: 'Prima, "top"\nen snel', agents: [anna, bram] })]),
      aMonth('2026-10', [], [2, 0, 0, 0, 1]),
    ]);
    expect(csv.startsWith('\ufeffMaand,')).toBe(true);
    expect(parse(csv.slice(1))).toEqual([
      Object.values(heads),
      ['2026-10', '', '1', '2', '', '', ''],
      ['2026-10', '', '5', '1', '', '', ''],
      [
        '2026-11',
        '2026-11-03T00:00:00.000Z',
        '4',
        '1',
        'Anna; Bram',
        'Prima, "top"\nen snel',
        `https://console.nl/chats/${'c'.repeat(22)}`,
      ],
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("x")', '|cmd', '＝1', '\n=1'])(
    'makes text of %j, which a spreadsheet would calculate',
    (comment) => {
      const rows = parse(csvOf([aMonth('2026-11', [aRating(3, { comment })])]).slice(1));
      expect(rows[1]?.[5]).toBe(`'${comment}`);
    },
  );

  it('gives back any comment and name whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (comment, name) => {
        const month = aMonth('2026-11', [aRating(3, { comment, agents: [{ ...anna, name }] })]);
        const row = parse(csvOf([month]).slice(1))[1] ?? [];
        expect(row).toHaveLength(7);
        expect([comment, `'${comment}`]).toContain(row[5]);
        expect([name, `'${name}`]).toContain(row[4]);
        expect(row[5]).not.toMatch(/^\s*[=+\-@|]/);
      }),
      { numRuns: 200 },
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
