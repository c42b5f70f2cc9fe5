// What a tab remembers over a reload, and that it forgets at logout.
import { expect, test } from 'vitest';
import { createKeep, NOTES } from '../../../../web/console/state/keep.ts';
import { aChatId } from '../support/builders.ts';
import { createStorage } from '../support/fake-connection.ts';

const jan = aChatId('Jan');

test('windows, fields and ticket edits come back, for this user only', () => {
  const storage = createStorage();
  const keep = createKeep(storage, 'anna');
  const note = { fields: { subject: { text: 'Fact', base: '' } }, seen: 4 };
  keep.keepWindows([jan]);
  keep.keepWindow(jan, note);
  keep.keepTicket(12, { rev: 3, fields: { status: 'open' } });
  const again = createKeep(storage, 'anna');
  expect(again.windows()).toEqual([jan]);
  expect(again.window(jan)).toEqual(note);
  expect(again.ticket(12)).toEqual({ rev: 3, fields: { status: 'open' } });
  const other = createKeep(storage, 'bram');
  expect(other.windows()).toEqual([]);
  expect(other.window(jan)).toEqual({ fields: {} });
  expect(other.ticket(12)).toBeUndefined();
});

test('what does not fit is as if it were not there', () => {
  const storage = createStorage();
  storage.setItem('console.anna.windows', '{"not":"a list"}');
  storage.setItem(`console.anna.chat.${jan}`, 'no JSON');
  const keep = createKeep(storage, 'anna');
  expect(keep.windows()).toEqual([]);
  expect(keep.window(jan)).toEqual({ fields: {} });
});

test('storage that refuses loses nothing while the page is open', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const keep = createKeep(
    { ...createStorage(), getItem: refuse, setItem: refuse, removeItem: refuse },
    'anna',
  );
  keep.keepWindows([jan]);
  keep.dropWindow(jan);
  expect(keep.windows()).toEqual([jan]);
  expect(keep.window(jan)).toEqual({ fields: {} });
});

test('the draft of a form comes back, for this user only, and lies with the other notes of the tab', () => {
  const storage = createStorage();
  createKeep(storage, 'anna').draft('reply.12').keep({ text: 'Het bedrag is' });
  expect(createKeep(storage, 'anna').draft('reply.12').read()).toEqual({ text: 'Het bedrag is' });
  expect(createKeep(storage, 'bram').draft('reply.12').read()).toEqual({});
  expect(Object.keys(storage).filter((name) => !name.startsWith(NOTES))).toEqual([]);
});
