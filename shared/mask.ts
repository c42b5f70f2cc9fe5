// Masks the numbers that nobody should have in a chat: BSNs, IBANs and numbers of cards, found by their checksums (S139). Pure, so that a browser masks before it sends, and the server once more.
import { type Found, findMarks, GAP, gap, MARK, MASK_KINDS } from './masked.ts';
import type { MaskKind } from './model.ts';

export interface Masked {
  readonly text: string;
  /** What was masked, each kind once. */
  readonly kinds: readonly MaskKind[];
}

/**
 * @param kinds those that are to be masked.
 * @param asked what was said before: whoever is asked for a BSN answers with the number alone.
 * @returns as long a text as it was, so that no limit is passed; one that is masked already stays as it is.
 */
export const maskText = (text: string, kinds: readonly MaskKind[], asked = ''): Masked => {
  if (!/\p{Nd}{2}|\p{Nd}[^\p{L}]*\p{Nd}/u.test(text)) return { text, kinds: [] };
  const found = findNumbers(text, asked).filter(({ kind }) => kinds.includes(kind));
  return {
    text: found.reduce(maskOne, text),
    kinds: MASK_KINDS.filter((kind) => found.some((number) => number.kind === kind)),
  };
};

/** Of a card and an account enough stays to know it by (PCI DSS allows the last four of a card); of a BSN nothing. */
const maskOne = (text: string, { kind, from, to }: Found): string => {
  const number = text.slice(from, to);
  const characters = number.replace(/[^\p{L}\p{Nd}]/gu, '').length;
  const last = kind === 'bsn' ? characters : characters - 4;
  const first = kind === 'iban' ? 2 : 0;
  let place = 0;
  const masked = number.replace(/[\p{L}\p{Nd}]/gu, (character) => {
    const isHidden = place >= first && place < last;
    place++;
    return isHidden ? MARK : character;
  });
  return text.slice(0, from) + masked + text.slice(to);
};

const findNumbers = (text: string, asked: string): readonly Found[] => {
  // Digits of other scripts, one character each, by the last four bits of their code.
  const plain = text.replace(/[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]/g, (digit) =>
    String(digit.charCodeAt(0) % 16),
  );
  // What stayed of a number that is masked already is as little part of another one as the number was.
  const before = findMarks(plain);
  const isIban = ({ kind }: Found) => kind === 'iban';
  const ibans = findIbans(before.reduce(mark, plain));
  // The digits of an account are no card, whether or not accounts are to be masked.
  const cards = findCards([...before.filter(isIban), ...ibans].reduce(blank, before.reduce(mark, plain)));
  const isBsn = ({ kind }: Found) => kind === 'bsn';
  const others = [...before.filter((number) => !isBsn(number)), ...ibans, ...cards];
  const bsns = findBsns(others.reduce(blank, plain), asked);
  return [...ibans, ...cards, ...bsns];
};

const blank = (text: string, { from, to }: Found): string =>
  text.slice(0, from) + 'x'.repeat(to - from) + text.slice(to);

const mark = (text: string, { from, to }: Found): string =>
  text.slice(0, from) + text.slice(from, to).replace(/[\p{L}\p{Nd}]/gu, MARK) + text.slice(to);

/** Characters of an IBAN in each country that has them: the register of ISO 13616. */
const IBAN_LENGTHS =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30';
const ibanLengths = new Map(
  (IBAN_LENGTHS.match(/.{4}/g) ?? []).map((each) => [each.slice(0, 2), Number(each.slice(2))]),
);

const findIbans = (text: string): Found[] => {
  const found: Found[] = [];
  let free = 0;
  for (const { index } of text.matchAll(new RegExp(`(?<![\\p{L}\\d])[A-Z]{2}${GAP}{0,2}\\d`, 'giu'))) {
    if (index < free) continue;
    const length = ibanLengths.get(text.slice(index, index + 2).toUpperCase()) ?? 0;
    const [number, to] = readCharacters(text, index, length);
    if (number.length !== length || !hasRest1(number) || /[\p{L}\d]/u.test(text.charAt(to))) continue;
    found.push({ kind: 'iban', from: index, to });
    free = to;
  }
  return found;
};

/** So many letters and digits from a place on, with at most two characters between each, and where they end. */
const readCharacters = (text: string, from: number, count: number): readonly [string, number] => {
  let number = '';
  let to = from;
  for (let at = from, gaps = 0; at < text.length && number.length < count && gaps <= 2; at++) {
    const character = text.charAt(at);
    if (/[A-Z\d]/i.test(character)) {
      number += character;
      to = at + 1;
      gaps = 0;
    } else if (gap.test(character)) gaps++;
    else break;
  }
  return [number, to];
};

/** ISO 7064, MOD 97-10: with the first four characters behind, and letters as numbers from 10, the rest is 1. */
const hasRest1 = (iban: string): boolean => {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};

interface Group {
  readonly digits: string;
  readonly from: number;
}

/** Digits, also those that are masked already, with at most two characters between them, as the groups they are written in. */
const runsOf = (text: string): readonly (readonly Group[])[] =>
  [...text.matchAll(new RegExp(`(?<!\\+)[\\d${MARK}]+(?:${GAP}{1,2}[\\d${MARK}]+)*`, 'g'))].map(
    ({ 0: run, index }) =>
      [...run.matchAll(/[\d•]+/g)].map((group) => ({ digits: group[0], from: index + group.index })),
  );

/** Groups that stand together and have so many digits; longer ones first, from each group on. */
const findInRun = (
  run: readonly Group[],
  { max, isOne }: { readonly max: number; readonly isOne: (digits: string, isWhole: boolean) => boolean },
): readonly { readonly from: number; readonly to: number }[] => {
  const found: { from: number; to: number }[] = [];
  for (let first = 0; first < run.length; first++) {
    let digits = '';
    let smallest = Number.POSITIVE_INFINITY;
    let best: { readonly to: number; readonly last: number } | undefined;
    for (let last = first; last < run.length; last++) {
      const group = run[last] as Group;
      digits += group.digits;
      smallest = Math.min(smallest, group.digits.length);
      if (digits.length > max) break;
      const isWhole = first === 0 && last === run.length - 1;
      // Single digits beside others are a list.
      if ((isWhole || smallest > 1) && isOne(digits, isWhole))
        best = { to: group.from + group.digits.length, last };
    }
    if (!best) continue;
    found.push({ from: (run[first] as Group).from, to: best.to });
    first = best.last;
  }
  return found;
};

/** Numbers of ISO/IEC 7812 that are given to cards: what begins otherwise is of an order or a phone, whatever its sum. */
const CARD = new RegExp(
  `^(?:${[
    '4\\d{12,18}',
    '(?:5[1-5]\\d\\d|2(?:2[2-9]|[3-6]\\d|7[01])\\d)\\d{12}',
    '2720\\d{12}',
    '3[47]\\d{13}',
    '3(?:0[0-5]|[689]\\d)\\d{11}',
    '35\\d{14,17}',
    '(?:50|5[6-9]|6\\d|81)\\d{10,17}',
  ].join('|')})$`,
);

const findCards = (text: string): Found[] =>
  runsOf(text).flatMap((run) =>
    findInRun(run, { max: 19, isOne: isCard })
      // Part of a word: a number of an order or of a parcel.
      .filter(({ from, to }) => !/\p{L}/u.test(text.charAt(from - 1) + text.charAt(to)))
      .map(({ from, to }) => ({ kind: 'card', from, to })),
  );

/** A short one with more digits beside it is rather a part of another number. */
const isCard = (digits: string, isWhole: boolean): boolean =>
  (isWhole || digits.length >= 14) && CARD.test(digits) && isLuhn(digits);

const isLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits.charAt(digits.length - 1 - place)) * (1 + (place % 2));
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
};

/** One number of nine digits in eleven passes its test, so it takes a word that says what it is. */
const BSN_WORD =
  /bsn|burger[\s-]?service|sofi[\s-]?n|\bsofi\b|citizen service n|social security n|\bssn\b|persoonsn/i;
/** Characters before a number, and behind it, in which that word stands. */
const BEFORE = 80;
const BEHIND = 40;

const findBsns = (text: string, asked: string): Found[] => {
  const isAsked = BSN_WORD.test(asked);
  if (!isAsked && !BSN_WORD.test(text)) return [];
  const isNear = (from: number, to: number) =>
    isAsked || BSN_WORD.test(text.slice(Math.max(0, from - BEFORE), to + BEHIND));
  return runsOf(text).flatMap((run) =>
    findInRun(run, { max: 9, isOne: isBsn })
      .filter(({ from, to }) => isNear(from, to))
      .map(({ from, to }) => ({ kind: 'bsn', from, to })),
  );
};

/** The test of eleven: nine digits count 9 to 2 times, the last one minus once. Older ones have eight, and nothing beside them. */
const isBsn = (digits: string, isWhole: boolean): boolean => {
  if (!/^\d{8,9}$/.test(digits) || (digits.length === 8 && !isWhole)) return false;
  const sum = [...digits.padStart(9, '0')].reduce(
    (total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at),
    0,
  );
  return sum % 11 === 0 && /[1-9]/.test(digits);
};
