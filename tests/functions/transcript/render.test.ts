// Whatever is written in a chat, its PDF is made, shows all of it, and gives the text back.
import { PDFDocument, PDFName } from 'pdf-lib';
import { expect, test } from 'vitest';
import { render } from '../../../functions/transcript/render.ts';
import { aLog, anna, aSubject, findBlanks, fonts, typeset } from './chats.ts';
import { type ReadPage, readPdf } from './reader.ts';

const squeeze = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '');
const textOf = (pages: readonly ReadPage[]) => pages.map(({ text }) => text).join('\n');

/** Text from left to right comes back as it was written; a reader may take a ligature apart, and lines end elsewhere. */
const readable = {
  dutch: 'Een café in ’s-Hertogenbosch: € 12,50 — ‘goed’ geregeld… ĳ',
  polish: 'Zażółć gęślą jaźń',
  turkish: 'İstanbul’da ığüşöç ILIK',
  greek: 'Καλημέρα κόσμε, Ὀδυσσεύς',
  cyrillic: 'Привет, мир; Ђорђе, ґанок',
  vietnamese: 'Tiếng Việt được viết thế này',
  armenian: 'Բարեւ աշխարհ',
  georgian: 'გამარჯობა მსოფლიო',
  'decomposed accents': 'cafe\u0301 u\u0308ber q\u0323\u0303',
  ligatures: 'efficiënt fluiten ﬁets',
  symbols: '≠ ∞ √ → ☎ ✓ ½ №',
  html: '<script>alert(1)</script> & "quotes" \\ (brackets) %PDF-1.7 endobj',
  'a smiley the font has': 'Dank u 😀',
  emoji: 'Prima 👍🏽 en 👨‍👩‍👧‍👦 en 🇳🇱 en 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'emoji of next year': 'a\u{1faff}b',
  'keycap and heart': '1️⃣ ❤️',
  chinese: '你好，世界',
  'traditional chinese': '繁體中文，謝謝',
  japanese: 'こんにちは世界、カタカナ',
  'rare japanese': '𠮷野家 髙橋',
  korean: '안녕하세요',
  'korean in parts': '안녕하세요'.normalize('NFD'),
  hindi: 'हिन्दी में नमस्ते, क्षत्रिय ज्ञान श्री कृपया प्रार्थना।',
  thai: 'สวัสดีชาวโลก น้ำ ที่นี่',
  tamil: 'தமிழ் வணக்கம் கொடு',
  tigrinya: 'ሰላም ከመይ ኣለኹም',
  khmer: 'ខ្មែរ',
  bengali: 'বাংলা ভাষা',
  'hebrew in dutch': 'Ik heet שלום en u',
  'mathematical letters': '𝕳𝖊𝖑𝖑𝖔',
  tifinagh: 'ⵜⵉⴼⵉⵏⴰⵖ',
} satisfies Record<string, string>;

/** Text from right to left, too, for whoever copies it alone: a reader finds the order of a mixed line by rules of its own. */
const readableFromRight = {
  arabic: 'مرحبا بالعالم كيف حالك',
  'arabic with a ligature': 'الأول لإله السلام',
  persian: 'پچگژ دروازه',
  hebrew: 'שלום עולם 42',
} satisfies Record<string, string>;

const drawable = {
  'arabic with marks': 'السَّلامُ عَلَيْكُمْ لا إله',
  persian: 'می‌خواهم پچگژ ۱۲۳',
  'hebrew with points': 'בְּרֵאשִׁית בָּרָא',
  'mixed direction': 'abc שלום def مرحبا (ghi) 123',
  'zero width': 'nul\u200bbreed\u200c\u200d\u2060\ufeff',
  'direction marks': '\u202eomgekeerd\u202c \u2067abc\u2069 \u200f\u200e',
  'unclosed direction marks': `${'\u202b\u2067'.repeat(2000)}abc`,
  controls: 'a\u0000b\u0001c\u001b[31md\u007fe\u0085f',
  'lone surrogates': 'a\ud83db\ude00c',
  noncharacters: 'a\uffffb\ufffec\u{10ffff}d',
  'private use': '\ue000\uf8ff\u{f0000}',
  'a letter without an end': `${'क्'.repeat(500)}${'ᄀ'.repeat(500)}`,
  'a skin of many tones': `👍${'🏽'.repeat(500)}`,
  'bengali without an end': 'বাংলা '.repeat(600),
  'emoji from right to left': 'مرحبا 👍🏽 שלום 😀',
  combining: `e${'\u0301'.repeat(500)}`,
  'combining alone': '\u0301\u0323 \u064b \u05b0',
  'a word of 4,000 characters': 'x'.repeat(4000),
  '4,000 characters without a space in arabic': 'ب'.repeat(4000),
  '4,000 joined emoji': '👩\u200d'.repeat(1300),
  '500 line breaks': `begin${'\n'.repeat(500)}eind`,
  'other line ends': 'a\r\nb\rc\u2028d\u2029e\vf\fg',
  'white space': '  \t spaties \t\u00a0\u3000\u2003 \n\n einde  ',
  'brackets 2,000 deep': `א${'('.repeat(2000)}${')'.repeat(2000)}`,
  'only invisible': '\u200b',
  empty: '',
} satisfies Record<string, string>;

/** A chat in which it stands everywhere that words of people do. */
const aChatOf = (text: string) => {
  const { entries } = aLog()
    .started(text.slice(0, 40), text)
    .joined({ ...anna, name: text.slice(0, 60) })
    .says('customer', text.slice(0, 40), text)
    .says('agent', 'Anna', `voor ${text} na`)
    .ended('customer');
  return aSubject(entries, { chat: { nickname: text.slice(0, 40), startedAt: entries[0]?.at ?? 0 } });
};

const drawAll = async (text: string) => {
  const { bytes, pages } = await typeset(aChatOf(text));
  const read = await readPdf(bytes);
  expect(read).toHaveLength(pages.length);
  expect(findBlanks(pages, read)).toEqual([]);
  return squeeze(textOf(read));
};

test.each(Object.entries(drawable))('[P2] [A2] [S65] draws all of: %s', async (_, text) => {
  await drawAll(text);
});

test.each(Object.entries(readable))('[P2] [A2] [S65] draws all of, and gives back: %s', async (_, text) => {
  expect(await drawAll(text)).toContain(squeeze(`voor ${text} na`));
});

test.each(Object.entries(readableFromRight))(
  '[P2] [A2] [S65] draws all of, and gives back: %s',
  async (_, text) => {
    expect(await drawAll(text)).toContain(squeeze(text));
  },
);

test.each([readable.dutch, readable.emoji, readableFromRight.arabic])(
  'is that, step by step: %s',
  async (text) => {
    expect(await render({ ...aChatOf(text), fonts })).toEqual((await typeset(aChatOf(text))).bytes);
  },
);

test('[P2] writes the name of what it cannot draw, and gives back what was written', async () => {
  const { bytes, pages } = await typeset(aSubject(aLog().says('customer', 'Jan', 'a বাংলা ভাষা b').entries));
  const shown = pages.flatMap(({ lines }) => lines.flatMap(({ shapes }) => shapes));
  expect(shown.flatMap(({ missing }) => missing ?? [])).toEqual(['[tekst: Bengaals]']);
  expect(textOf(await readPdf(bytes))).toContain('a বাংলা ভাষা b');
});

test('numbers its pages and keeps every line on the paper', async () => {
  const log = aLog();
  for (let count = 0; count < 100; count++)
    log.says('customer', 'Jan', `Regel ${count}\n${'woord '.repeat(40)}`);
  const { bytes, pages } = await typeset(aSubject(log.entries));
  const read = await readPdf(bytes);
  expect(read.length).toBeGreaterThan(5);
  for (const [index, { text }] of read.entries()) expect(text).toContain(`${index + 1} / ${read.length}`);
  for (const { x, y, width } of pages.flatMap(({ lines }) => lines)) {
    expect(x).toBeGreaterThanOrEqual(40);
    expect(x + width).toBeLessThanOrEqual(595.28 - 40);
    expect(y).toBeGreaterThanOrEqual(20);
    expect(y).toBeLessThan(800);
  }
});

test('is a well-formed document that carries its title and language', async () => {
  const { entries } = aLog().started('Jan 😀');
  const chat = { nickname: 'Jan 😀', startedAt: entries[0]?.at ?? 0 };
  const document = await PDFDocument.load(await render({ ...aSubject(entries, { chat }), fonts }), {
    throwOnInvalidObject: true,
    updateMetadata: false,
  });
  expect(document.getTitle()).toBe('Chat van Jan 😀 met de helpdesk, 2026-11-22');
  expect(String(document.catalog.get(PDFName.of('Lang')))).toContain('nl');
});
