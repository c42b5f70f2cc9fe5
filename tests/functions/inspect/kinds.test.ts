// What a file is, by its bytes and never by its name; and what it is called then.
import { describe, expect, it } from 'vitest';
import { lookInto } from '../../../functions/inspect/look-into.ts';
import { aPng, aTellingWebp } from '../../support/some-pictures.ts';

const text = (words: string) => Buffer.from(words);
const PDF = text('%PDF-1.7\n1 0 obj\n');
const EXE = Buffer.concat([text('MZ'), Buffer.alloc(200)]);

const kindOf = async (bytes: Uint8Array, name: string) => {
  const verdict = await lookInto(bytes, name);
  return 'fault' in verdict ? verdict.fault : `${verdict.ok.kind} ${verdict.ok.name}`;
};

describe('by its bytes', () => {
  it.each([
    ['a picture that calls itself a document', aPng(), 'factuur.pdf', 'image factuur.pdf.png'],
    ['a document that calls itself a picture', PDF, 'foto.png', 'pdf foto.png.pdf'],
    ['a text', text('Geachte helpdesk,\r\nhet werkt niet.'), 'brief.txt', 'text brief.txt'],
    ['a table', text('naam;bedrag\nJan;10'), 'lijst.csv', 'text lijst.csv'],
    ['a page that calls itself a text', text('<html><script>alert(1)</script>'), 'a.txt', 'text a.txt'],
    ['a page without an ending', text('<html><script>alert(1)</script>'), 'pagina', 'text pagina.txt'],
    ['a drawing that runs scripts, without its ending', text('<svg onload="alert(1)"/>'), 'x', 'text x.txt'],
    ['a page', text('<html>'), 'a.html', 'refused'],
    ['a drawing that runs scripts', text('<svg/>'), 'a.svg', 'refused'],
    ['a program', EXE, 'foto.png', 'refused'],
    ['a program by its name', text('echo hoi'), 'start.bat', 'refused'],
    [
      'a picture that is no picture',
      Buffer.concat([aPng().subarray(0, 20), text('<script>')]),
      'a.png',
      'broken',
    ],
    [
      'an animation, which nobody looks into',
      text('GIF89a<script>alert(1)</script>'),
      'a.gif',
      'other a.gif',
    ],
    ['noise', Buffer.from([0, 1, 2, 3, 0, 255]), 'iets.bin', 'other iets.bin'],
  ])('%s [S132]', async (_what, bytes, name, expected) => {
    expect(await kindOf(bytes, name)).toBe(expected);
  });

  it('a picture with a page behind it is the picture alone [S132]', async () => {
    const verdict = await lookInto(aTellingWebp('<html><script>alert(1)</script>'), 'a.webp');
    expect('ok' in verdict && Buffer.from(verdict.ok.bytes).includes('script')).toBe(false);
  });
});

describe('a name', () => {
  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\Jan\\geheim.txt', 'geheim.txt'],
    ['brief\u202Etxt.gnp.txt', 'brieftxt.gnp.txt'],
    ['  .verborgen.txt', 'verborgen.txt'],
    ['a<b>:"c|d?*.txt', 'abcd.txt'],
    ['\u0000\u0007', 'file.txt'],
    ['', 'file.txt'],
    ['Ångström 👍.txt', 'Ångström 👍.txt'],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(116)}.txt`],
  ])('%j is called %j [S132]', async (given, expected) => {
    expect(await kindOf(text('tekst'), given)).toBe(`text ${expected}`);
  });
});
