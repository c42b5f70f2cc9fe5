// When the helpdesk opens, in both languages (S149).
import { expect, it } from 'vitest';
import { whenOpen as en } from '../../shared/text/en/when-open.ts';
import { whenOpen as nl } from '../../shared/text/nl/when-open.ts';

const zone = 'Europe/Amsterdam';
/** Friday evening. */
const now = Date.parse('2026-11-27T18:00Z');

it.each([
  ['2026-11-27T19:05Z', 'vandaag om 20.05 uur', 'today at 20:05'],
  ['2026-11-28T08:00Z', 'morgen om 9.00 uur', 'tomorrow at 9:00'],
  ['2026-11-30T07:30Z', 'maandag om 8.30 uur', 'Monday at 8:30'],
  ['2026-12-03T07:30Z', 'donderdag om 8.30 uur', 'Thursday at 8:30'],
  ['2026-12-04T07:30Z', 'vrijdag 4 december om 8.30 uur', 'Friday 4 December at 8:30'],
  ['2027-01-04T07:30Z', 'maandag 4 januari om 8.30 uur', 'Monday 4 January at 8:30'],
  // A minute past midnight by the wall is another day.
  ['2026-11-27T23:01Z', 'morgen om 0.01 uur', 'tomorrow at 0:01'],
])('%s is %s, %s [S149]', (at, dutch, english) => {
  const moment = Date.parse(at);
  expect([nl(moment, { now, zone }), en(moment, { now, zone })]).toEqual([dutch, english]);
});
