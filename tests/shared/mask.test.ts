// Which numbers are masked, and which stay.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chats, questions } from '../../functions/tools/demo/content.ts';
import { maskText } from '../../shared/mask.ts';
import { findMasked, MASK_KINDS } from '../../shared/masked.ts';
import { TEXT_MAX } from '../../shared/rules.ts';
import { naughty } from '../support/naughty.ts';
import { toLeave, toMask } from '../support/numbers.ts';

const maskAll = (text: string) => maskText(text, MASK_KINDS);

describe('numbers', () => {
  it('with the checksum of their kind are masked, whatever stands between their groups [S139]', () => {
    expect(toMask).toHaveLength(200);
    expect(toMask.map(([, text]) => maskAll(text).text)).toEqual(toMask.map(([, , masked]) => masked));
    expect(toMask.map(([, text]) => maskAll(text).kinds)).toEqual(toMask.map(([kind]) => [kind]));
  });

  it('of orders, phones and invoices stay [S139]', () => {
    expect(toLeave).toHaveLength(200);
    expect(toLeave.filter((text) => maskAll(text).text !== text)).toEqual([]);
  });

  it('of the demo data stay [S139]', () => {
    const said = JSON.stringify([chats, questions]);
    expect(maskAll(said)).toEqual({ text: said, kinds: [] });
  });

  it('of a kind that is switched off stay [S139]', () => {
    for (const [kind, text, masked] of toMask) {
      const others = MASK_KINDS.filter((other) => other !== kind);
      expect(maskText(text, others)).toEqual({ text, kinds: [] });
      expect(maskText(text, [kind])).toEqual({ text: masked, kinds: [kind] });
    }
  });

  it('say themselves what they were, in every text they are read in [S139]', () => {
    expect(toMask.map(([, , masked]) => findMasked(masked))).toEqual(toMask.map(([kind]) => [kind]));
    expect(toLeave.flatMap(findMasked)).toEqual([]);
    expect(findMasked('1 ••••••••• en •••• •••• •••• 1111, van NL•• •••• •••• ••43 00')).toEqual(MASK_KINDS);
  });
});

const bsns = toMask.filter(([kind]) => kind === 'bsn').map(([, text]) => text);

describe('a BSN', () => {
  it.each(['Wat is uw BSN?', 'Mag ik uw burgerservicenummer?', 'What is your citizen service number?'])(
    'alone is one where %s was asked [S139]',
    (asked) => {
      expect(maskText('123456782', MASK_KINDS, asked).text).toBe('•••••••••');
      expect(maskText('123456782', MASK_KINDS).text).toBe('123456782');
    },
  );

  it('far from the word that says so is a number like others [S139]', () => {
    expect(bsns.length).toBeGreaterThan(0);
    const far = 'x '.repeat(100);
    expect(maskAll(`Geen BSN. ${far} 123456782 ${far}`).kinds).toEqual([]);
  });
});

/** Texts with numbers of all sorts in them. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...toMask.map(([, text]) => text), ...toLeave, ...naughty),
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[\d .-]{0,40}$/),
      fc.constantFrom('•', '••••', ' ', '\n', 'BSN', 'NL', '+'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(' '));

describe('masking', () => {
  it('a text again changes nothing: page and server may both do it [S139]', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = maskAll(text).text;
        expect(maskAll(once)).toEqual({ text: once, kinds: [] });
      }),
    );
  });

  it('touches letters and digits alone, and makes a text no longer [S139]', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const masked = maskAll(text).text;
        expect(masked).toHaveLength(text.length);
        for (let at = 0; at < text.length; at++)
          if (masked[at] !== text[at])
            expect([masked[at], /[\p{L}\p{Nd}]/u.test(text[at] ?? '')]).toEqual(['•', true]);
      }),
    );
  });

  it('says what it masked whenever it masked something [S139]', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: masked, kinds } = maskAll(text);
        expect(kinds.length > 0).toBe(masked !== text);
        // Which kind it was cannot be read off where marks of two numbers touch; that something was, always.
        if (kinds.length > 0) expect(findMasked(masked)).not.toEqual([]);
      }),
    );
  });

  it('comes to an end on the longest text of whatever is hardest to read [S139]', () => {
    for (const piece of ['4', '4 ', 'NL1', 'bsn 1 ', '1..', '•', '+4', 'NL91 ', '4111-']) {
      const long = piece.repeat(TEXT_MAX).slice(0, TEXT_MAX);
      expect(maskAll(long).text).toHaveLength(TEXT_MAX);
      expect(findMasked(long).length).toBeLessThan(2);
    }
  });
});
