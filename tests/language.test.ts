// Holds comments, test names and documents to the words of the field: no Dutch sentence in English words, no name that was given up.
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, test } from 'vitest';

const THIS = 'tests/language.test.ts';

const filesOf = async (...patterns: readonly string[]): Promise<string[]> => {
  const files: string[] = [];
  for (const pattern of patterns) for await (const file of glob(pattern)) if (file !== THIS) files.push(file);
  return files.sort();
};

const everything = filesOf(
  '{functions,shared,infra,web,tests}/**/*.{ts,tsx,css}',
  '*.md',
  'docs/**/*.md',
  'infra/**/*.md',
);

/** @returns `file:line: text` of each line that has it. */
const findLines = async (pattern: RegExp): Promise<string[]> =>
  (await everything).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );

/** "for who asks": in English it is whoever asks, somebody who asks, those who ask. */
const FREE_RELATIVE =
  /\b(for|to|by|from|than) who\b|\bso that who\b|\bof who (signs|asks|holds)\b|(?<=[.:;] |\/\/ )Who (has|had) (?!been\b)(?=[^?]*$)|\b(those|tabs?|pages?|consoles?|connections?|browser|hands|name|id|manual|password|side) of who\b/i;
/** A riddle where a first line can say it: "No DOM.", "Storage only; no HTTP.", "Independent of chats." */
const RIDDLE = /^\/\/ .*\bknows no(thing)?\b/i;

test.each([
  ['"who" without anybody it belongs to', FREE_RELATIVE],
  ['what a file does not know', RIDDLE],
])('no sentence has %s', async (_, pattern) => {
  expect(await findLines(pattern)).toEqual([]);
});

/** What something was called, by what it is called now. */
const renamed: Readonly<Record<string, readonly string[]>> = {
  'notify…, push…': ['tellChat', 'tellConsoles', 'tellRoom', 'tellPresence', 'tellEntries', 'tellAll'],
  'record…, save…, audit…': ['noteRoom', 'noteSocket', 'noteSwept', 'noteRights', 'noteGroup'],
  'closeConnections, revokeAccess, blockAccess': ['hangUp', 'HangUp', 'shutOut', 'keepOut', 'withdrawTabs'],
  'retryUntilSettled, withConflictRetry, evaluateTimeOut': ['untilSettled', 'unhindered', 'busier'],
  'read…Batch': ['walkBin', 'walkOpen', 'walkTickets', 'walkOnDuty'],
  'continueErasure, readRelated': ['goOnErasing', 'goOnWithErasures', 'eraseBeside', 'readBeside'],
  'TabStorage, createStored, NoticeList': ['createKeep', 'keepWindow', 'createToasts'],
  'pathTo, addressOf': ['ticketPath', 'chatPath'],
  'accounts, ConsolePage': ['PeopleTexts', 'peopleRoutes', 'people-routes', 'people-texts', 'OfficePage'],
  'stopConnectListener, the next connection begins with a sync': ['stopGreeting', 'Greeted', 'greets'],
  'usage-meter, gsi-lag, fake-date, supervisor, cdn': [
    'LedgerBook',
    'index-lag',
    'moved-date',
    'createEdges',
    'createWorth',
  ],
};

test('nothing is called by a name that was given up', async () => {
  const names = Object.values(renamed).flat();
  expect(await findLines(new RegExp(`(?<![\\w-])(${names.join('|')})(?![\\w-])`))).toEqual([]);
});

test('these would be found', () => {
  expect('The tab of who asks').toMatch(FREE_RELATIVE);
  expect('is for who administers').toMatch(FREE_RELATIVE);
  expect('The log of who watched and who changed rights').not.toMatch(FREE_RELATIVE);
  expect('for whoever administers').not.toMatch(FREE_RELATIVE);
});
