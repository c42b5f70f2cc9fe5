// How the PDF is read aloud: its headings and lists, read back through PDFium, and what a reader of PDFs asks of a document before that.
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { expect, test } from 'vitest';
import { render } from '../../../functions/transcript/render.ts';
import { aLog, aSubject, fonts } from './chats.ts';
import { type ReadPart, readStructure } from './structure-reader.ts';

const cleanUp = (text: string) => text.replace(/\s+/gu, ' ').trim();
const outline = ({ tag, text, parts }: ReadPart): unknown =>
  parts.length === 0 ? `${tag}: ${cleanUp(text)}` : { [tag]: parts.map(outline) };
const leaves = (part: ReadPart): ReadPart[] =>
  part.parts.length === 0 ? [part] : part.parts.flatMap(leaves);

const item = (label: string, body: string) => ({ LI: [`Lbl: ${label}`, `LBody: ${body}`] });

test('[S65] is a title, a list of facts, and for each day a heading and a list of what was said', async () => {
  const { entries } = aLog()
    .started('Jan', 'Welkom!')
    .says('customer', 'Jan', 'Hallo 👍 daar\nmet een tweede regel')
    .joined()
    .says('agent', 'Anna', `Dag Jan, ${'een lang antwoord '.repeat(10)}`)
    .ended('customer');
  const moved = entries.map((entry) =>
    entry.kind === 'ended' ? { ...entry, at: entry.at + 86_400_000 } : entry,
  );
  const { isTagged, pages, artifacts } = await readStructure(
    await render({ ...aSubject(moved, { reader: 'customer' }), fonts }),
  );
  expect(isTagged).toBe(true);
  expect(pages.map((parts) => parts.map(outline))).toEqual([
    [
      {
        Document: [
          'H1: Chat met de helpdesk',
          {
            L: [
              item('Nickname', 'Jan'),
              item('Helpdesk', 'Anna'),
              item('Begonnen', 'zondag 22 november 2026 14:00'),
              item('Beëindigd', 'maandag 23 november 2026 14:04'),
              item('Tijdzone', 'Europe/Amsterdam (UTC+01:00)'),
            ],
          },
          'H2: zondag 22 november 2026',
          {
            L: [
              item('14:00', 'U heeft de chat gestart'),
              item('14:00 Helpdesk', 'Welkom!'),
              item('14:01 Jan', 'Hallo 👍 daar met een tweede regel'),
              item('14:02', 'Anna neemt deel aan de chat'),
              item('14:03 Anna Helpdesk', `Dag Jan, ${cleanUp('een lang antwoord '.repeat(10))}`),
            ],
          },
          'H2: maandag 23 november 2026',
          { L: [item('14:04', 'U heeft de chat beëindigd')] },
        ],
      },
    ],
  ]);
  expect(artifacts.map(cleanUp)).toEqual(['1 / 1']);
});

test('every line of every page belongs to a part, in the order of the chat, but for the numbers of the pages', async () => {
  const log = aLog();
  for (let count = 0; count < 90; count++)
    log.says('customer', 'Jan', `nummer ${count} ${'woord '.repeat(60)}`);
  log.says('customer', 'Jan', '   ').says('customer', 'Jan', '').says('customer', 'Jan', 'slot');
  const { pages, artifacts } = await readStructure(await render({ ...aSubject(log.entries), fonts }));
  expect(pages.length).toBeGreaterThan(5);
  expect(artifacts.map(cleanUp)).toEqual(pages.map((_, index) => `${index + 1} / ${pages.length}`));
  const text = pages.flatMap((parts) => parts.flatMap(leaves).map((leaf) => leaf.text)).join(' ');
  const numbers = Array.from(text.matchAll(/nummer (\d+)/g), ([, number]) => Number(number));
  // A message that goes on at the next page is a part of both.
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 90 }, (_, index) => index));
  expect(text.match(/woord/g)).toHaveLength(90 * 60);
  expect(text).toMatch(/slot\s*$/);
});

test('a word that a line cut in two is one, and words at the ends of lines are two', async () => {
  const { entries } = aLog().says(
    'customer',
    'Jan',
    `${'x'.repeat(300)} ${'woord '.repeat(50)}你好${'世界'.repeat(60)}`,
  );
  const { pages } = await readStructure(await render({ ...aSubject(entries), fonts }));
  const said = pages.flat().flatMap(leaves).at(-1)?.text ?? '';
  expect(said).toContain('x'.repeat(300));
  expect(said).toContain('woord '.repeat(50));
  expect(said).toContain('世界'.repeat(60));
});

test('is what ISO 14289-1 (PDF/UA) asks of the file around that', async () => {
  const { entries } = aLog().started('Jan').says('customer', 'Jan', 'Hallo 你好 👍 नमस्ते');
  const bytes = await render({ ...aSubject(entries), fonts });
  const document = await PDFDocument.load(bytes, { throwOnInvalidObject: true, updateMetadata: false });
  const { catalog, context } = document;
  expect(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe('true');
  expect(
    catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict).get(PDFName.of('DisplayDocTitle'))?.toString(),
  ).toBe('true');
  expect(document.getTitle()).toBe('Chat van Jan met de helpdesk, 2026-11-22');
  for (const page of document.getPages()) {
    expect(page.node.get(PDFName.of('StructParents'))?.toString()).toMatch(/^\d+$/);
    expect(page.node.get(PDFName.of('Tabs'))?.toString()).toBe('/S');
  }
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  const numbers = root.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray);
  expect(numbers.size()).toBe(document.getPageCount() * 2);
  // Every font is in the file, with the text of its codes.
  const all = context.enumerateIndirectObjects().map(([, object]) => object);
  const ofType = (type: string) =>
    all.filter(
      (object): object is PDFDict =>
        object instanceof PDFDict && `${object.get(PDFName.of('Type'))}` === `/${type}`,
    );
  expect(ofType('FontDescriptor')).toHaveLength(5);
  for (const each of ofType('FontDescriptor'))
    expect(each.lookup(PDFName.of('FontFile2'))).toBeInstanceOf(PDFRawStream);
  const tops = ofType('Font').filter((each) => `${each.get(PDFName.of('Subtype'))}` === '/Type0');
  expect(tops).toHaveLength(5);
  for (const each of tops) expect(each.lookup(PDFName.of('ToUnicode'))).toBeInstanceOf(PDFRawStream);
});
