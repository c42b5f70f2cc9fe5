// Letters: in both languages, as text and HTML alike, readable in the dark and by a screen reader, with nothing fetched and nothing that counts readers.
import { describe, expect, it } from 'vitest';
import { toAscii } from '../../../functions/adapters/send-letter.ts';
import { composeLetter } from '../../../functions/mail/letter.ts';

const input = {
  name: 'Zoë <b>"O\'Neil"</b> & co',
  login: 'zoe',
  site: 'https://portal.example.nl',
  link: 'https://portal.example.nl/wachtwoord#a.reset.b',
} as const;

const kinds = ['reset', 'invitation', 'password_changed'] as const;
const all = kinds.flatMap((kind) => (['nl', 'en'] as const).map((language) => ({ kind, language })));

describe.each(all)('[S128] the letter $kind in $language', ({ kind, language }) => {
  const { link, ...rest } = input;
  const letter = composeLetter({ ...rest, kind, language, ...(kind !== 'password_changed' && { link }) });
  const target = kind === 'password_changed' ? input.site : link;

  it('says the same as text and as HTML', () => {
    const [, ...said] = letter.text.split('\n\n');
    const plain = letter.html
      .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    for (const part of said.flatMap((paragraph) => paragraph.split(':\n'))) expect(plain).toContain(part);
    expect(letter.text).toContain(target);
  });

  it('lets nobody put anything into it by a name', () => {
    expect(letter.html).not.toContain('<b>');
    expect(letter.text).toContain(input.name);
  });

  it('names its language, fetches nothing, and links to the own site alone', () => {
    expect(letter.html).toContain(`<html lang="${language}">`);
    expect(letter.html).not.toMatch(/<img|<script|<link|url\(|@import|src=/i);
    const links = [...letter.html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(new Set(links)).toEqual(new Set([target]));
    expect(letter.html).not.toMatch(/<table(?! role="presentation")/);
  });

  it('is readable in the dark', () => {
    expect(letter.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(letter.html).toContain('prefers-color-scheme: dark');
  });

  it('has a subject of ASCII that fits a line', () => {
    expect(letter.subject).toMatch(/^[\x20-\x7e]{10,78}$/);
  });
});

it.each([
  ['jan@example.nl', 'jan@example.nl'],
  ['jan@müller.example', 'jan@xn--mller-kva.example'],
  ['zoë@example.nl', undefined],
  ['jan@', undefined],
])('writes to %s as %s', (given, expected) => {
  expect(toAscii(given)).toBe(expected);
});
