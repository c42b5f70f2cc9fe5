// Where a web address ends that someone typed: where a reader would end it, in every script.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkify } from '../../../web/ui/linkify.ts';
import { effortOf } from '../../support/effort.ts';

const linksIn = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.text] : []));

/** A text, and the addresses that are links in it. */
const table: readonly (readonly [text: string, ...links: string[]])[] = [
  ['zie https://a.nl/x.', 'https://a.nl/x'],
  ['(https://a.nl/x)', 'https://a.nl/x'],
  ['https://nl.wikipedia.org/wiki/Hart_(orgaan)', 'https://nl.wikipedia.org/wiki/Hart_(orgaan)'],
  ['HTTPS://A.NL en meer', 'HTTPS://A.NL'],
  ['"https://a.nl"', 'https://a.nl'],
  ['https://'],
  ['javascript:alert(1)'],
  ['data:text/html,x'],
  ['file:///etc/passwd'],
  ['https://bank.nl@evil.example'],
  ['xhttps://a.nl'],
  // An apostrophe within.
  ["https://nl.wikipedia.org/wiki/'s-Hertogenbosch", "https://nl.wikipedia.org/wiki/'s-Hertogenbosch"],
  ["https://nl.wikipedia.org/wiki/Foto's", "https://nl.wikipedia.org/wiki/Foto's"],
  ['https://nl.wikipedia.org/wiki/Foto’s', 'https://nl.wikipedia.org/wiki/Foto’s'],
  ["'https://voorbeeld.nl/a'", 'https://voorbeeld.nl/a'],
  // Quotation marks that phones and Word make, of every language.
  ['“https://voorbeeld.nl/a”', 'https://voorbeeld.nl/a'],
  ['‘https://voorbeeld.nl/a’', 'https://voorbeeld.nl/a'],
  ['«https://voorbeeld.nl/a»', 'https://voorbeeld.nl/a'],
  ['„https://voorbeeld.nl/a”', 'https://voorbeeld.nl/a'],
  ['„https://voorbeeld.nl/a“', 'https://voorbeeld.nl/a'],
  ['»https://voorbeeld.nl/a«,', 'https://voorbeeld.nl/a'],
  ['‹https://voorbeeld.nl/a›', 'https://voorbeeld.nl/a'],
  ['“zie https://voorbeeld.nl/a”.', 'https://voorbeeld.nl/a'],
  ['「https://voorbeeld.nl/a」', 'https://voorbeeld.nl/a'],
  // Arabic, Persian, Urdu, Hindi.
  ['https://voorbeeld.nl/a، شكرا', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a؟', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a؛شكرا', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a۔', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a। धन्यवाद', 'https://voorbeeld.nl/a'],
  // Chinese and Japanese write on without a space.
  ['https://voorbeeld.nl/a。谢谢', 'https://voorbeeld.nl/a'],
  ['（https://voorbeeld.nl/a）', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a，谢谢', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a、ありがとう', 'https://voorbeeld.nl/a'],
  ['https://ja.wikipedia.org/wiki/佐々木！', 'https://ja.wikipedia.org/wiki/佐々木'],
  ['https://ja.wikipedia.org/wiki/ジョン・スミス', 'https://ja.wikipedia.org/wiki/ジョン・スミス'],
  // Armenian and Greek end a sentence with marks of their own, Spanish begins one so.
  ['https://voorbeeld.nl/a՞', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a;', 'https://voorbeeld.nl/a'],
  ['¿https://voorbeeld.nl/a?', 'https://voorbeeld.nl/a'],
  ['https://ca.wikipedia.org/wiki/Col·lecció', 'https://ca.wikipedia.org/wiki/Col·lecció'],
  // Two without a space.
  ['https://voorbeeld.nl/a,https://voorbeeld.nl/b', 'https://voorbeeld.nl/a', 'https://voorbeeld.nl/b'],
  ['https://voorbeeld.nl/a;https://voorbeeld.nl/b', 'https://voorbeeld.nl/a', 'https://voorbeeld.nl/b'],
  ['http://a.nl,HTTP://b.nl', 'http://a.nl', 'HTTP://b.nl'],
  ['https://voorbeeld.nl/a,b', 'https://voorbeeld.nl/a,b'],
  // Marks belong to the address unless they stand before it as well.
  ['https://voorbeeld.nl/naam_', 'https://voorbeeld.nl/naam_'],
  ['https://voorbeeld.nl/?q=*', 'https://voorbeeld.nl/?q=*'],
  ['https://voorbeeld.nl/~', 'https://voorbeeld.nl/~'],
  ['*https://voorbeeld.nl/a*', 'https://voorbeeld.nl/a'],
  ['_https://voorbeeld.nl/a_.', 'https://voorbeeld.nl/a'],
  ['~https://voorbeeld.nl/a~', 'https://voorbeeld.nl/a'],
  ['https://voorbeeld.nl/a/#', 'https://voorbeeld.nl/a/#'],
];

describe('links in what someone typed', () => {
  test.each(table)('%s', (text, ...links) => {
    expect(linksIn(text)).toEqual(links);
  });

  test('nothing of the text is lost or changed', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('https://', '(', ')', '.', ' ', ',', '”', '。'),
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
      'https://a,'.repeat(400),
      `https://${'，'.repeat(3990)}`,
    ])
      expect(await effortOf(() => linkify(text), 20), text.slice(0, 12)).toBeLessThan(20);
  });
});
