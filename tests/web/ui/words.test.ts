// The small decisions of the shared parts: initials, links, times, requests, where to go after signing in.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeRequest } from '../../../web/ui/api.ts';
import { initials } from '../../../web/ui/initials.ts';
import { isolate } from '../../../web/ui/isolate.ts';
import { pageToGoBackTo } from '../../../web/ui/session.ts';
import { formatDate, formatDateTime } from '../../../web/ui/time.ts';

test.each([
  ['Jan Jansen', 'JJ'],
  ['Petra de Vries', 'PV'],
  ['anna', 'A'],
  ['Åsa Öberg', 'ÅÖ'],
  ['  - ', ''],
  ['', ''],
  ['😀 Smile', '😀S'],
  ['דליה כהן', 'דכ'],
])('initials of %s are %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('a name from right to left is kept apart from the sentence, another is left as it is', () => {
  expect(isolate('Anna')).toBe('Anna');
  expect(isolate('דליה')).toBe('\u2068דליה\u2069');
});

describe('a request', () => {
  test('puts path parameters in the path and the rest in the body', () => {
    expect(describeRequest('PATCH /api/tickets/{number}', { number: '12', rev: 3 })).toEqual({
      method: 'PATCH',
      url: '/api/tickets/12',
      body: '{"rev":3}',
    });
  });

  test('cannot leave its path', () => {
    expect(describeRequest('GET /api/tickets/{number}', { number: '../my-tickets?x#y' }).url).toBe(
      '/api/tickets/..%2Fmy-tickets%3Fx%23y',
    );
  });

  test('that only reads has the rest in its query, without what was left out', () => {
    const given = { number: '12', text: 'a b&c=d/é+', status: undefined, from: 3 };
    const { url, body } = describeRequest('GET /api/tickets/{number}', given);
    expect({ url, body }).toEqual({
      url: '/api/tickets/12?text=a%20b%26c%3Dd%2F%C3%A9%2B&from=3',
      body: undefined,
    });
    expect(new URL(url, 'https://x').searchParams.get('text')).toBe(given.text);
  });

  test('has no body when it only reads', () => {
    expect(describeRequest('GET /api/session', {}).body).toBeUndefined();
  });
});

describe('the page after signing in', () => {
  const back = (page: string) =>
    pageToGoBackTo(`?back=${encodeURIComponent(page)}`, 'https://portal.example');

  test.each([
    ['/meldingen/3?x=1#y', '/meldingen/3?x=1#y'],
    ['https://portal.example/meldingen', '/meldingen'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://portal.example//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['https://portal.example.evil.example', '/'],
    ['/login?back=/x', '/'],
    ['http://[', '/'],
  ])('%s leads to %s', (asked, page) => {
    expect(back(asked)).toBe(page);
  });

  test('is always one of this site', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (asked) => {
        const page = pageToGoBackTo(`?${new URLSearchParams({ back: asked })}`, 'https://portal.example');
        expect(new URL(page, 'https://portal.example').origin).toBe('https://portal.example');
      }),
    );
  });
});

test('dates are written in the language of the reader', () => {
  const at = new Date(2026, 2, 3, 14, 5).getTime();
  expect(formatDate(at, 'nl-NL')).toBe('3 mrt 2026');
  expect(formatDateTime(at, 'en-GB')).toBe('3 Mar 2026, 14:05');
});
