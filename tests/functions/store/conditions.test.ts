// Every write says under which condition it is done. Those that say "none" are listed here with their reasons, so that one more is
// argued about. What is written to a chat, and under which condition, is looked at where it happens: tests/functions/actions/meanwhile.test.ts.
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../functions/', import.meta.url);
const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
const sources = new Map(
  await Promise.all(files.map(async (name) => [name, await readFile(new URL(name, root), 'utf8')] as const)),
);

/** The reason of each `unconditional('…')`, by file. */
const findReasons = (source: string): string[] =>
  [...source.matchAll(/unconditional\(\s*'([^']*)',?\s*\)/g)].map(([, reason = '']) => reason);

const expected: readonly string[] = [
  'store/accounts.ts: under its own id, and checked against the account whenever it is read',
  'store/audit.ts: a line of its own, under an id nobody else has',
  'store/audit.ts: one line an hour for all who guess at logins that nobody has',
  'store/chats.ts: the last write per field wins; written with META, whose condition decides',
  'store/desk.ts: a sum: every change adds its own part, in any order',
  'store/desk.ts: a connection that went is off the register however often it is taken off',
  'store/devices.ts: signed in with right now: whatever was known of it is older',
  'store/devices.ts: a browser is forgotten whenever it signed in',
  'store/erasures.ts: the account is blocked and its erasure, whose condition decides, ends with it',
  'store/factors.ts: the person is being erased: it is to go whatever it says',
  'store/factors.ts: its key is the hash of 128 bits made for it',
  'store/files.ts: it goes with the message that is taken back, whatever it says',
  'store/files.ts: its author is being erased: it is to go whatever it says',
  'store/hours.ts: made of the hours, whose version is checked with it',
  'store/links.ts: the newest link of its kind is the one that works',
  'store/new-tickets.ts: a counter: every call takes the next number',
  'store/new-tickets.ts: the number was taken for this call alone',
  'store/outgoing-mail.ts: a mail that was sent is not sent again',
  'store/provider-sessions.ts: a session that ended is forgotten, whatever it says',
  'store/provider-sessions.ts: what the provider ended stays so, however often it says it',
  'store/providers.ts: what was seen last',
  'store/rating-report.ts: a sum: each rating adds its part, in the transaction that takes it away',
  'store/remove.ts: a sum, in the transaction that removes what it counts',
  'store/remove.ts: its key says which chat was deleted when; written with the change that deletes it',
  'store/remove.ts: its key says which chat was deleted when; written with the change that brings it back',
  'store/remove.ts: it is to go whatever it says: what leads to it is marked and goes last',
  'store/remove.ts: entry 1 never changes; META, whose condition decides, goes with it',
  'store/remove.ts: its key says whose ticket it is; the ticket, whose condition decides, goes with it',
  'store/sessions.ts: its key is the hash of 256 bits made for it',
  'store/sessions.ts: a session ends however often that is asked',
  'store/sign-ins.ts: its key is the hash of 256 bits made for it',
  'store/sockets.ts: forgotten, whatever it says',
  'store/throttle.ts: forgotten, however many they were',
  'store/timers.ts: a timer is its own key: armed twice it is armed',
  'store/timers.ts: what is done is ticked off, however often',
  'workflows/erase.ts: the customer is being erased: it is to go whatever it says',
];

describe('a write without a condition', () => {
  it('stands in this list, with its reason', () => {
    const found = [...sources].flatMap(([name, source]) =>
      [...new Set(findReasons(source))].map((reason) => `${name}: ${reason}`),
    );
    expect(found).toEqual(expected);
  });

  it('says its reason in a plain string, so that it is found', () => {
    const calls = [...sources].flatMap(([name, source]) =>
      [...source.matchAll(/unconditional\((?!reason)/g)].map(() => name),
    );
    const reasons = [...sources].flatMap(([name, source]) => findReasons(source).map(() => name));
    expect(calls).toEqual(reasons);
  });
});
