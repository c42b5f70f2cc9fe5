// The small decisions of the shared parts: initials, links, times, requests, where to go after signing in.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeRequest } from '../../../web/ui/api.ts';
import { initials } from '../../../web/ui/initials.ts';
import { isolate } from '../../../web/ui/isolate.ts';
import { linkify } from '../../../web/ui/linkify.ts';
import { pageToGoBackTo } from '../../../web/ui/session.ts';
import { formatDate, formatDateTime } from '../../../web/ui/time.ts';
import { effortOf } from '../../support/effort.ts';

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

describe('links in what someone typed', () => {
  const linksIn = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.text] : []));

  test.each([
    ['zie https://a.nl/x.', ['https://a.nl/x']],
    ['(https://a.nl/x)', ['https://a.nl/x']],
    ['https://nl.wikipedia.org/wiki/Hart_(orgaan)', ['https://nl.wikipedia.org/wiki/Hart_(orgaan)']],
    ['http://a.nl,http://b.nl', ['http://a.nl,http://b.nl']],
    ['HTTPS://A.NL en meer', ['HTTPS://A.NL']],
    ['"https://a.nl"', ['https://a.nl']],
    ['https://', []],
    ['javascript:alert(1)', []],
    ['data:text/html,x', []],
    ['file:///etc/passwd', []],
    ['https://bank.nl@evil.example', []],
    ['xhttps://a.nl', []],
  ])('%s', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  test('nothing of the text is lost or changed', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('https://', '(', ')', '.', ' '),
    );
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        const text = parts.join('');
        expect(
          linkify(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('a link leads to a web address whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('javascript:', 'https://', '@')), {}),
        (parts) => {
          for (const piece of linkify(parts.join('')))
            if (piece.href) expect(piece.href).toMatch(/^https?:\/\//);
        },
      ),
    );
  });

  test('4,000 characters made to be slow are little work', async () => {
    for (const text of [
      `https://${'('.repeat(3990)}`,
      `https://a${').'.repeat(1990)}`,
      'https://'.repeat(500),
    ])
      expect(await effortOf(() => linkify(text), 20), text.slice(0, 12)).toBeLessThan(20);
  });
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
