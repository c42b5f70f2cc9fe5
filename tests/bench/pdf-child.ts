// Run by pdf.ts in a process of its own: makes the PDF of a chat, ours, ours in many scripts or pdf-lib's plainest, and tells what that took.
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { render } from '../../functions/transcript/render.ts';
import type { Entry } from '../../shared/model.ts';
import { aLog, aSubject, fonts, inManyScripts } from '../functions/transcript/chats.ts';
import { peakMemory } from '../support/peak-memory.ts';
import { textOf } from './human-pace.ts';

const [how = 'ours', count = '20'] = process.argv.slice(2);

const write = how === 'scripts' ? inManyScripts : textOf;
const log = aLog().started('Jan').joined();
for (let number = 1; number <= Number(count); number++) {
  log.says(number % 2 === 1 ? 'customer' : 'agent', number % 2 === 1 ? 'Jan' : 'Anna', write(number));
}
log.ended('customer');

/** The same words, one line each, in a font that every reader has: no layout, no embedding, no other script. */
const drawPlainly = async (entries: readonly Entry[]): Promise<Uint8Array> => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  let page = document.addPage();
  let y = page.getHeight() - 50;
  for (const entry of entries) {
    if (entry.kind !== 'message') continue;
    if (y < 50) {
      page = document.addPage();
      y = page.getHeight() - 50;
    }
    page.drawText(`${entry.author.name}: ${entry.text}`, { x: 50, y, size: 10, font });
    y -= 14;
  }
  return document.save();
};

const start = performance.now();
const bytes =
  how === 'plain' ? await drawPlainly(log.entries) : await render({ ...aSubject(log.entries), fonts });
process.stdout.write(
  JSON.stringify({
    ms: performance.now() - start,
    bytes: bytes.length,
    // Given in kilobytes.
    memory: peakMemory(),
  }),
);
