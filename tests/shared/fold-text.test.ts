// Folding of text for search: what people type finds what was written, whichever device wrote it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, foldWords } from '../../shared/fold-text.ts';

describe('what is typed finds what is written', () => {
  test.each([
    ['Foto’s', "foto's"],
    ["Foto's", 'foto’s'],
    ['Foto`s', "foto's"],
    ['Foto´s', "foto's"],
    ['Wi‑Fi', 'wi-fi'],
    ['e–mail', 'e-mail'],
    ['e—mail', 'e-mail'],
    ['−5', '-5'],
    ['“offerte”', '"offerte"'],
    ['„offerte“', '"offerte"'],
    ['«offerte»', '"offerte"'],
    ['zacht\u00adkoppel', 'zachtkoppel'],
    ['jan\u200bsen', 'jansen'],
    ['\u2068Jan\u2069', 'jan'],
    ['Jörg Weiß', 'jorg weiss'],
    ['STRAẞE', 'strasse'],
    ['Søren', 'soren'],
    ['Łódź', 'lodz'],
    ['Đorđe', 'dorde'],
    ['Æther', 'aether'],
    ['ısı', 'isi'],
    ['İstanbul', 'istanbul'],
    ['Ａｎｎａ', 'anna'],
    ['№ 12', 'no 12'],
    ['ﬁetsen', 'fietsen'],
    ['Jan\u00a0\n Jansen', 'jan jansen'],
    ['Siobhán', 'siobhan'],
    ['Siobha\u0301n', 'siobhán'],
  ])('%j by %j', (written, typed) => {
    expect(foldText(written)).toContain(foldText(typed));
  });

  test('and keeps apart what is not the same', () => {
    expect(foldText('Jansen')).not.toContain(foldText('Janssen'));
    expect(foldText('東京')).toBe('東京');
    expect(foldText('أين فاتورتي؟')).toBe('اين فاتورتي؟');
  });
});

test('folding once is folding twice, of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
  );
});

test('words are what white space parts, none for none', () => {
  expect(foldWords(' De  Vries\n')).toEqual(['de', 'vries']);
  expect(foldWords(' \u200b ')).toEqual([]);
});
