// Chats to make a PDF of, and the PDF with the place of everything in it.
import * as v from 'valibot';
import { composeContent, type Subject } from '../../../functions/transcript/content.ts';
import { readFonts } from '../../../functions/transcript/fonts.ts';
import { layOut, type Page } from '../../../functions/transcript/pages.ts';
import { writePdf } from '../../../functions/transcript/pdf.ts';
import { createFaces } from '../../../functions/transcript/render.ts';
import { Cid, type Entry, UserId } from '../../../shared/model.ts';
import type { ReadPage } from './reader.ts';

export const fonts = await readFonts(new URL('../../../node_modules/dejavu-fonts-ttf/ttf/', import.meta.url));

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
  language: 'nl',
  timeZone: 'Europe/Amsterdam',
  ...given,
});

/** The steps of `render` one by one, to know where each line stands. */
export const typeset = async (subject: Subject): Promise<{ bytes: Uint8Array; pages: Page[] }> => {
  const content = composeContent(subject);
  const faces = createFaces(fonts);
  const pages = layOut(content, faces);
  const { name: title, language, at } = content;
  return { pages, bytes: await writePdf(pages, faces, { title, language, at }) };
};

/** Everything of these pages that takes room and left no ink, as `page: x, y`. White space is meant to leave none. */
export const findBlanks = (pages: readonly Page[], read: readonly ReadPage[]): string[] => {
  const faces = createFaces(fonts);
  const spaces = new Set(Object.values(faces).flatMap(({ shape }) => [shape(' ').width, shape('\t').width]));
  const blanks: string[] = [];
  for (const [index, { lines }] of pages.entries()) {
    for (const { x, y, style, shapes } of lines) {
      let left = x;
      for (const shape of shapes) {
        const right = left + (shape.width / 1000) * style.size;
        const isSpace = shape.hex !== undefined && spaces.has(shape.width) && !shape.replaced;
        const box = { left, right, bottom: y - style.size * 0.3, top: y + style.size };
        if (shape.width > 0 && !isSpace && !read[index]?.hasInk(box)) blanks.push(`${index}: ${left}, ${y}`);
        left = right;
      }
    }
  }
  return blanks;
};
