// Which fonts a chat needs: none is read, and none is in the file, that nothing is written in.
import { expect, test } from 'vitest';
import type { ExtraFont } from '../../../functions/transcript/fonts.ts';
import { render } from '../../../functions/transcript/render.ts';
import { textOf as wordsOf } from '../../bench/human-pace.ts';
import { aLog, aSubject, fonts, inManyScripts } from './chats.ts';

const make = async (...texts: string[]) => {
  const read: ExtraFont[] = [];
  const counted = {
    ...fonts,
    read: (name: ExtraFont) => {
      read.push(name);
      return fonts.read(name);
    },
  };
  const log = aLog().started('Jan').joined();
  for (const text of texts) log.says('customer', 'Jan', text);
  const bytes = await render({ ...aSubject(log.ended('customer').entries), fonts: counted });
  return { read, bytes };
};

test.each<[string, string, ExtraFont[]]>([
  ['Dutch', 'Een café in ’s-Hertogenbosch: € 12,50 — ‘goed’… ☎ ✓ ❤', []],
  ['Greek, Russian, Hebrew, Arabic', 'Καλημέρα Привет שלום مرحبا Բարեւ გამარჯობა', []],
  ['an emoji', 'Dank u 👍', ['emoji']],
  ['a heart as a picture', 'Dank u ❤️', ['emoji']],
  ['Chinese', '你好，世界', ['chinese']],
  ['Japanese', 'こんにちは世界、骨', ['japanese']],
  ['Japanese with a character that only the Chinese font has', 'こんにちは 爱', ['japanese', 'chinese']],
  ['Korean', '안녕하세요', ['korean']],
  ['Hindi', 'नमस्ते', ['devanagari']],
  ['Thai', 'สวัสดี', ['thai']],
  ['what none has', 'ខ្មែរ \ue000', []],
  ['two of them', '你好 👍', ['emoji', 'chinese']],
])('reads what is needed for %s', async (_, text, names) => {
  expect((await make(text)).read).toEqual(names);
});

test('a name may need a font as well', async () => {
  const { entries } = aLog().started('佐藤').says('customer', '佐藤', 'Hallo');
  const bytes = await render({ ...aSubject(entries, { chat: { nickname: '佐藤', startedAt: 0 } }), fonts });
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Length1 /g),
  ).toHaveLength(3);
});

const KB = 1024;

test('a PDF without such text has two fonts, and is as small as one without tags was', async () => {
  const { bytes } = await make(...Array.from({ length: 20 }, (_, index) => wordsOf(index + 1)));
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Length1 /g),
  ).toHaveLength(2);
  // Before it had tags, and fonts without the instructions for screens, it had 18,107.
  expect(bytes.length).toBeLessThan(12 * KB);
});

test('100 messages in every script are at most 512 KB', async () => {
  const { read, bytes } = await make(...Array.from({ length: 100 }, (_, index) => inManyScripts(index)));
  expect(new Set(read).size).toBe(8);
  expect(bytes.length).toBeLessThan(512 * KB);
});
