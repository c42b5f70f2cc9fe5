// What a tab remembers over a reload, and that it forgets at logout.
import { expect, test } from 'vitest';
import { createTabStorage, NOTES } from '../../../../web/console/state/tab-storage.ts';
import { aChatId } from '../../../support/builders.ts';
import { createStorage } from '../support/fake-connection.ts';

const jan = aChatId('Jan');

test('windows, fields and ticket edits come back, for this user only', () => {
  const storage = createStorage();
  const tabStorage = createTabStorage(storage, 'anna');
  const note = { fields: { subject: { text: 'Fact', base: '' } }, seen: 4 };
  tabStorage.saveWindows([jan]);
  tabStorage.saveWindow(jan, note);
  tabStorage.saveTicket(12, { rev: 3, fields: { status: 'open' } });
  const again = createTabStorage(storage, 'anna');
  expect(again.windows()).toEqual([jan]);
  expect(again.window(jan)).toEqual(note);
  expect(again.ticket(12)).toEqual({ rev: 3, fields: { status: 'open' } });
  const other = createTabStorage(storage, 'bram');
  expect(other.windows()).toEqual([]);
  expect(other.window(jan)).toEqual({ fields: {} });
  expect(other.ticket(12)).toBeUndefined();
});

test('what does not fit is as if it were not there', () => {
  const storage = createStorage();
  storage.setItem('console.anna.windows', '{"not":"a list"}');
  storage.setItem(`console.anna.chat.${jan}`, 'no JSON');
  const tabStorage = createTabStorage(storage, 'anna');
  expect(tabStorage.windows()).toEqual([]);
  expect(tabStorage.window(jan)).toEqual({ fields: {} });
});

test('storage that refuses loses nothing while the page is open', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const tabStorage = createTabStorage(
    { ...createStorage(), getItem: refuse, setItem: refuse, removeItem: refuse },
    'anna',
  );
  tabStorage.saveWindows([jan]);
  tabStorage.removeWindow(jan);
  expect(tabStorage.windows()).toEqual([jan]);
  expect(tabStorage.window(jan)).toEqual({ fields: {} });
});

test('the draft of a form comes back, for this user only, and lies with the other notes of the tab', () => {
  const storage = createStorage();
  createTabStorage(storage, 'anna').draft('reply.12').save({ text: 'Het bedrag is' });
  expect(createTabStorage(storage, 'anna').draft('reply.12').read()).toEqual({ text: 'Het bedrag is' });
  expect(createTabStorage(storage, 'bram').draft('reply.12').read()).toEqual({});
  expect(Object.keys(storage).filter((name) => !name.startsWith(NOTES))).toEqual([]);
});
