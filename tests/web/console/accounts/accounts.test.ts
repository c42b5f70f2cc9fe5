// The small parts of the pages about people: the list, what a form holds, made passwords, addresses of pages.
import { expect, test } from 'vitest';
import type { AccountView } from '../../../../shared/account-routes.ts';
import { passwordMin } from '../../../../shared/rules.ts';
import { emptyAccount, findWrong } from '../../../../web/console/accounts/account-fields.ts';
import { makePassword } from '../../../../web/console/accounts/make-password.ts';
import { createPagedList } from '../../../../web/console/shell/paged-list.ts';
import type { Answer } from '../../../../web/ui/api.ts';

const anAccount = (name: string) =>
  ({
    id: name.padEnd(22, '0'),
    name,
    login: name,
    role: 'customer',
    groups: [],
    blocked: false,
    rev: 1,
  }) as unknown as AccountView;

type Page = { readonly accounts: readonly AccountView[]; readonly cursor?: string };
const createAccountList = (ask: (text: string, cursor: string | undefined) => Promise<Answer<Page>>) =>
  createPagedList({ ask, itemsOf: ({ accounts }) => accounts, keyOf: ({ id }) => id });

test('an answer that comes late does not replace a newer one', async () => {
  const waiting = new Map<string, (answer: Answer<Page>) => void>();
  const list = createAccountList((text) => new Promise((answer) => waiting.set(text, answer)));
  const [first, second] = [list.search('j'), list.search('ja')];
  waiting.get('ja')?.({ ok: { accounts: [anAccount('jan')] } });
  await second;
  waiting.get('j')?.({ ok: { accounts: [anAccount('joop')] } });
  await first;
  expect(list.items.value?.map(({ name }) => name)).toEqual(['jan']);
});

test('the next page comes behind, nobody twice; a failed one leaves what is there', async () => {
  const pages: Answer<Page>[] = [
    { ok: { accounts: [anAccount('a'), anAccount('b')], cursor: 'b' } },
    { lost: true },
    { ok: { accounts: [anAccount('b'), anAccount('c')] } },
  ];
  const asked: (string | undefined)[] = [];
  const list = createAccountList(async (_text, cursor) => {
    asked.push(cursor);
    return pages.shift() ?? { lost: true };
  });
  await list.search('');
  await list.more();
  expect([list.fault.value, list.items.value?.length, list.hasMore.value]).toEqual([{ lost: true }, 2, true]);
  await list.more();
  expect(list.items.value?.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect([list.hasMore.value, asked]).toEqual([false, [undefined, 'b', 'b']]);
});

test('a form says what cannot be sent, first things first', () => {
  const fields = { ...emptyAccount('agent'), login: 'anna', name: 'Anna' };
  expect(findWrong(fields)).toBeUndefined();
  expect(findWrong({ ...fields, login: 'an na', name: '' })).toBe('login');
  expect(findWrong({ ...fields, name: ' ' })).toBe('name');
  expect(findWrong({ ...fields, email: 'anna' })).toBe('email');
  expect(findWrong({ ...fields, nickname: 'x'.repeat(41) })).toBe('nickname');
  expect(fields.permissions).toEqual(['helpdesk']);
  expect([passwordMin(fields.permissions), passwordMin(['administer'])]).toEqual([8, 12]);
});

test('a made password is long, has no look-alikes, and follows chance', () => {
  const made = makePassword((bytes) => bytes.fill(31));
  expect(made).toBe('99999-99999-99999-99999');
  expect(makePassword((bytes) => crypto.getRandomValues(bytes))).toMatch(
    /^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/,
  );
});
