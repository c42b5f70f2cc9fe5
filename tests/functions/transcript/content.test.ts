// What stands in the PDF of a chat, before there is a page.
import { expect, test } from 'vitest';
import { composeContent, type Subject } from '../../../functions/transcript/content.ts';
import { EndReason, type Entry } from '../../../shared/model.ts';
import { chat } from '../../../shared/text/nl/chat.ts';
import { common } from '../../../shared/text/nl/common.ts';
import { aLog, anna, aSubject, START } from './chats.ts';

/** Without the marks that keep a name's direction to itself. */
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const compose = (entries: readonly Entry[], given: Partial<Subject> = {}) => {
  const content = composeContent(aSubject(entries, given));
  const blocks = content.blocks.map((block) => {
    if (block.kind === 'day') return `== ${block.text}`;
    if (block.kind === 'event') return `${block.time} ${plain(block.text)}`;
    return `${block.time} ${block.name}${block.role ? ` [${block.role}]` : ''}: ${block.text}`;
  });
  return { facts: content.facts.map(({ label, value }) => `${label}: ${plain(value)}`), blocks };
};

const wholeChat = aLog()
  .started('Jan', 'Welkom!')
  .says('customer', 'Jan', 'Hallo')
  .joined()
  .says('agent', 'Anna', 'Dag Jan')
  .left()
  .ended('customer').entries;

test('[S65] names who, when and in which time zone, and has every entry with its time and name', () => {
  expect(compose(wholeChat)).toEqual({
    facts: [
      'Nickname: Jan',
      'Helpdesk: Anna',
      'Begonnen: zondag 22 november 2026 14:00',
      'Beëindigd: zondag 22 november 2026 14:05',
      'Tijdzone: Europe/Amsterdam (UTC+01:00)',
    ],
    blocks: [
      '== zondag 22 november 2026',
      '14:00 Jan heeft de chat gestart',
      '14:00 Helpdesk: Welkom!',
      '14:01 Jan: Hallo',
      '14:02 Anna neemt deel aan de chat',
      '14:03 Anna [Helpdesk]: Dag Jan',
      '14:04 Anna heeft de chat verlaten',
      '14:05 De klant heeft de chat beëindigd',
    ],
  });
});

test('[S65] the same in English and in another zone', () => {
  const { facts, blocks } = compose(wholeChat, { language: 'en', timeZone: 'America/New_York' });
  expect(facts).toContain('Started: Sunday, 22 November 2026 08:00');
  expect(facts).toContain('Time zone: America/New_York (UTC-05:00)');
  expect(blocks).toContain('08:05 The customer ended the chat');
});

test('[S65] speaks to the customer whose chat it is, and names the customer to others', () => {
  const lines = (language: 'nl' | 'en', reader: 'customer' | 'helpdesk') =>
    compose(wholeChat, { language, reader }).blocks.filter((line) => !line.includes(':00 Helpdesk'));
  expect(lines('nl', 'customer')).toEqual([
    '== zondag 22 november 2026',
    '14:00 U heeft de chat gestart',
    '14:01 Jan: Hallo',
    '14:02 Anna neemt deel aan de chat',
    '14:03 Anna [Helpdesk]: Dag Jan',
    '14:04 Anna heeft de chat verlaten',
    '14:05 U heeft de chat beëindigd',
  ]);
  expect(lines('en', 'customer')).toEqual(
    expect.arrayContaining(['14:00 You started the chat', '14:05 You ended the chat']),
  );
  expect(lines('nl', 'helpdesk')).toEqual(
    expect.arrayContaining(['14:00 Jan heeft de chat gestart', '14:05 De klant heeft de chat beëindigd']),
  );
});

test('[S65] an end for any reason reads as it does in the chat: to the customer as said to a customer', () => {
  const lines = EndReason.options.map((reason) => {
    const { entries } = aLog().started('Jan').ended(reason);
    return [
      reason,
      ...(['customer', 'helpdesk'] as const).map((reader) =>
        compose(entries, { reader }).blocks.at(-1)?.slice('14:01 '.length),
      ),
    ];
  });
  expect(lines).toEqual(
    EndReason.options.map((reason) => [reason, chat.endings[reason], common.endings[reason]]),
  );
  expect(common.endings.blocked).not.toBe(chat.endings.blocked);
});

test.each([
  ['ខ្មែរ', '[tekst: Khmer]', '[text: Khmer]'],
  ['বাংলা', '[tekst: Bengaals]', '[text: Bangla]'],
  ['\ue000', '[teken U+E000]', '[character U+E000]'],
  // Not given out yet.
  ['\u{1faff}', '[emoji U+1FAFF]', '[emoji U+1FAFF]'],
])('names in words what no font has: %s', (letters, nl, en) => {
  const nameIn = (language: 'nl' | 'en') => composeContent(aSubject([], { language })).nameMissing(letters);
  expect([nameIn('nl'), nameIn('en')]).toEqual([nl, en]);
});

test('a chat that still runs, with nobody there yet, says so', () => {
  const { facts } = compose(aLog().started('Jan').entries);
  expect(facts).toContain('Helpdesk: Er heeft nog geen medewerker deelgenomen');
  expect(facts).toContain('Beëindigd: De chat loopt nog');
});

test('names an agent who came twice once, and each agent in the order of joining', () => {
  const bram = { id: 'b'.repeat(22) as typeof anna.id, name: 'Bram' };
  const { facts } = compose(aLog().started('Jan').joined().joined(bram).left().joined().entries);
  expect(facts).toContain('Helpdesk: Anna, Bram');
});

test('begins each day with its name, in the reader’s zone', () => {
  const { blocks } = compose(
    aLog()
      .started('Jan')
      .ended('timeout', START + 10 * 60 * 60_000).entries,
  );
  expect(blocks.slice(2)).toEqual([
    '== maandag 23 november 2026',
    '00:00 De chat is beëindigd door een time-out',
  ]);
});

test('[F16] says so when the clock is put back during the chat', () => {
  const at = Date.UTC(2026, 9, 25, 0, 30);
  const entries = aLog().started('Jan').says('customer', 'Jan', 'a').says('customer', 'Jan', 'b').entries;
  const night = entries.map((entry, index) => ({ ...entry, at: at + index * 45 * 60_000 }));
  const { blocks, facts } = compose(night, { chat: { nickname: 'Jan', startedAt: at } });
  expect(facts).toContain('Tijdzone: Europe/Amsterdam (UTC+02:00)');
  expect(blocks).toEqual([
    '== zondag 25 oktober 2026',
    '02:30 Jan heeft de chat gestart',
    '== zondag 25 oktober 2026 (UTC+01:00)',
    '02:15 Jan: a',
    '03:00 Jan: b',
  ]);
});

test('a zone nobody knows becomes UTC, and is named so', () => {
  expect(compose(wholeChat, { timeZone: 'Mars/Olympus' }).facts).toContain('Tijdzone: UTC');
});

test('a name cannot turn round the sentence it stands in', () => {
  const { blocks } = composeContent(aSubject(aLog().joined({ ...anna, name: '\u202eannA\u2069' }).entries));
  expect(blocks.at(-1)).toMatchObject({ text: '\u2068annA\u2069 neemt deel aan de chat' });
});
