// Chats to make a PDF of, and the PDF with the place of everything in it.
import * as v from 'valibot';
import { composeContent, listTexts, type Subject } from '../../../functions/transcript/content.ts';
import { openFaces } from '../../../functions/transcript/faces.ts';
import { openFonts } from '../../../functions/transcript/fonts.ts';
import { type Layout, layOut } from '../../../functions/transcript/pages.ts';
import type { Page } from '../../../functions/transcript/paper.ts';
import { writePdf } from '../../../functions/transcript/pdf.ts';
import type { Code, Shape } from '../../../functions/transcript/typeface.ts';
import { Cid, type Entry, UserId } from '../../../shared/model.ts';
import type { ReadPage } from './reader.ts';

export const fonts = await openFonts((file) => new URL(import.meta.resolve(file)));

const id = 'a'.repeat(22);
const cid = v.parse(Cid, id);
const userId = v.parse(UserId, id);
export const anna = { id: userId, name: 'Anna' };
/** Sunday 22 November 2026, 14:00 in Amsterdam. */
export const START = Date.UTC(2026, 10, 22, 13);

/** The log of a chat, a minute between its entries. */
export const aLog = () => {
  const entries: Entry[] = [];
  const place = () => ({ seq: entries.length + 1, at: START + entries.length * 60_000 });
  const log = {
    entries,
    started(nickname: string, welcome = '') {
      entries.push({ ...place(), kind: 'started', nickname, welcome });
      return log;
    },
    says(role: 'customer' | 'agent', name: string, text: string) {
      entries.push({ ...place(), kind: 'message', cid, author: { role, id: userId, name }, text });
      return log;
    },
    joined(agent = anna) {
      entries.push({ ...place(), kind: 'joined', cid, agent });
      return log;
    },
    left(agent = anna) {
      entries.push({ ...place(), kind: 'left', cid, agent });
      return log;
    },
    ended(reason: Extract<Entry, { kind: 'ended' }>['reason'], at = place().at) {
      entries.push({ ...place(), at, kind: 'ended', reason });
      return log;
    },
  };
  return log;
};

export const aSubject = (entries: readonly Entry[], given: Partial<Subject> = {}): Subject => ({
  chat: { nickname: 'Jan', startedAt: START },
  entries,
  reader: 'helpdesk',
  language: 'nl',
  timeZone: 'Europe/Amsterdam',
  ...given,
});

/** What customers write in scripts that the plain font lacks, one a message, with emoji: nearly each Han character another. */
export const inManyScripts = (number: number): string => {
  const han = String.fromCodePoint(...Array.from({ length: 20 }, (_, index) => 0x4e00 + number * 20 + index));
  const sentences = [
    `你好，${han}。`,
    `こんにちは世界、${han}`,
    '안녕하세요, 청구서가 잘못되었습니다',
    'नमस्ते, कृपया मेरी मदद करें',
    'สวัสดีครับ ช่วยตรวจสอบใบแจ้งหนี้ให้หน่อย',
    'ሰላም ከመይ ኣለኹም',
    'வணக்கம், எனக்கு உதவுங்கள்',
    `Dank u wel ${String.fromCodePoint(0x1f600 + (number % 60))} 👍🏽 👨‍👩‍👧 🇳🇱 ❤️`,
  ];
  return sentences[number % sentences.length] ?? '';
};

/** The fonts of a PDF in which these texts stand. */
export const facesFor = (...texts: string[]) => {
  const { nameMissing } = composeContent(aSubject([]));
  return openFaces({ fonts, texts, nameMissing });
};

/** The steps of `render` one by one, to know where each line stands. */
export const typeset = async (subject: Subject): Promise<Layout & { bytes: Uint8Array }> => {
  const content = composeContent(subject);
  const { name: title, language, at, nameMissing } = content;
  const faces = await openFaces({ fonts, texts: listTexts(content), nameMissing });
  const layout = layOut(content, faces);
  return { ...layout, bytes: await writePdf(layout, faces, { title, language, at }) };
};

export const codesOf = (shapes: readonly Shape[]): Code[] =>
  shapes.flatMap(({ hex, typeface }) =>
    (hex.match(/.{4}/g) ?? []).flatMap((code) => typeface.codes[Number.parseInt(code, 16)] ?? []),
  );

/** What a reader gets who copies these. */
export const textOf = (shapes: readonly Shape[]): string =>
  codesOf(shapes)
    .map(({ text }) => text)
    .join('');

/**
 * Everything of these pages that takes room and left no ink, as `page: x, y`. White space is meant to leave none.
 * @param beside points to look at on either side, for a letter that stands alone and leans out of its room.
 */
export const findBlanks = (pages: readonly Page[], read: readonly ReadPage[], beside = 0): string[] => {
  const blanks: string[] = [];
  for (const [index, { lines }] of pages.entries()) {
    for (const { x, y, style, shapes } of lines) {
      let left = x;
      for (const shape of shapes) {
        const right = left + (shape.width / 1000) * style.size;
        const text = textOf([shape]);
        const box = {
          left: left - beside,
          right: right + beside,
          bottom: y - style.size * 0.5,
          top: y + style.size,
        };
        const isShown = shape.width > 0 && text !== ' ';
        if (isShown && !read[index]?.hasInk(box)) blanks.push(`${index}: ${left}, ${y}: ${text}`);
        left = right;
      }
    }
  }
  return blanks;
};
