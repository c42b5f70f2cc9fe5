// What a helpdesk decides: how long things stay, what settings and accounts may be, which socket gives way.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import {
  cleanCategories,
  cleanPerson,
  hasSameRights,
  listFormer,
  refuseOwn,
} from '../../../functions/domain/account-rules.ts';
import { limitOf } from '../../../functions/domain/retention.ts';
import { findSettingsFault, standardSettings } from '../../../functions/domain/settings.ts';
import { MOST_SOCKETS, makeRoom, SOCKET_MS } from '../../../functions/domain/sockets.ts';
import type { Permission, Settings } from '../../../shared/model.ts';
import {
  CATEGORIES_MAX,
  CATEGORY_MAX,
  LOGIN_MAX,
  MAX_CHATS,
  NAME_MAX,
  NICKNAME_MAX,
  TIMEOUT_MINUTES,
  WELCOME_MAX,
} from '../../../shared/rules.ts';
import { aUserId } from '../../support/builders.ts';

const at = (text: string) => Date.parse(`${text}T12:00:00Z`);

it.each([
  ['30 days', { count: 30, unit: 'days' }, '2026-11-29', '2026-10-30'],
  ['a month, of a shorter one the last day', { count: 1, unit: 'months' }, '2027-03-31', '2027-02-28'],
  ['a month in a leap year', { count: 1, unit: 'months' }, '2028-03-31', '2028-02-29'],
  ['two years', { count: 24, unit: 'months' }, '2026-11-29', '2024-11-29'],
] as const)('what is older than %s goes', (_, period, now, limit) => {
  expect(limitOf(period, at(now))).toBe(at(limit));
});
it('nothing goes without a period, and nothing is older than time', () => {
  expect([limitOf(null, 5), limitOf({ count: 3_650, unit: 'months' }, 5)]).toEqual([undefined, 0]);
});

it.each<[Partial<Settings>, keyof Settings | undefined]>([
  [{}, undefined],
  [{ max: MAX_CHATS.max + 1 }, 'max'],
  [{ max: 1.5 }, 'max'],
  [{ timeoutMinutes: TIMEOUT_MINUTES.min - 1 }, 'timeoutMinutes'],
  [{ welcome: '😀'.repeat(WELCOME_MAX) }, undefined],
  [{ welcome: 'x'.repeat(WELCOME_MAX + 1) }, 'welcome'],
])('settings with %o: at fault is %s', (given, fault) => {
  expect(findSettingsFault({ ...standardSettings, ...given })).toBe(fault);
});

describe('accounts', () => {
  it.each([
    [{ login: ' Jan ' }, { ok: { login: 'jan' } }],
    [{ login: 'jan jansen' }, { error: { code: 'bad_request', path: 'login' } }],
    ...(
      [
        ['login', LOGIN_MAX],
        ['name', NAME_MAX],
        ['nickname', NICKNAME_MAX],
      ] as const
    ).flatMap(([path, max]): [object, object][] => [
      [{ [path]: 'x'.repeat(max) }, { ok: { [path]: 'x'.repeat(max) } }],
      [{ [path]: 'x'.repeat(max + 2) }, { error: { code: 'too_long', max, over: 2, path } }],
    ]),
    [{ name: ' ' }, { error: { code: 'bad_request', path: 'name' } }],
    [{ email: 'jan@' }, { error: { code: 'bad_email' } }],
    [{ email: '' }, { ok: { email: '' } }],
  ])('of what is typed, %o becomes %o', (typed, cleaned) =>
    expect(cleanPerson(typed)).toMatchObject(cleaned),
  );

  const agent = (permissions: Permission[], more: Partial<Account> = {}) =>
    ({ id: aUserId('anna'), role: 'agent', blocked: false, permissions, ...more }) as Account;
  const admin = agent(['administer', 'helpdesk']);
  it.each([
    ['gives up the own right to administer', admin, agent(['helpdesk']), 'own_rights'],
    ['blocks oneself', admin, agent(['administer'], { blocked: true }), 'own_rights'],
    ['takes a right to administer that one no longer has', agent(['helpdesk']), admin, 'forbidden'],
    ['keeps it', admin, agent(['administer']), undefined],
  ])('nobody %s, or: %s', (_, before, after, code) => {
    expect(refuseOwn(before.id, before, after)?.code).toBe(code);
    expect(refuseOwn(aUserId('bram'), before, after)).toBeUndefined();
  });
  it('have the same rights in whatever order', () => {
    expect(hasSameRights(admin, agent(['helpdesk', 'administer', 'helpdesk']))).toBe(true);
    expect(hasSameRights(admin, agent(['helpdesk']))).toBe(false);
  });
  it('categories are there once, and not empty', () => {
    expect(cleanCategories([' Facturen', 'facturen', '', 'Anders '])).toEqual({ ok: ['Facturen', 'Anders'] });
    expect(cleanCategories(['Facturen', 'x'.repeat(CATEGORY_MAX + 1)])).toMatchObject({
      error: { code: 'too_long', over: 1 },
    });
  });
});

describe('categories that tickets may have though they are on the list no more', () => {
  const list = (names: string[], former: string[] = []) => ({ names, former });
  it.each([
    ['one is taken off', list(['A', 'B']), ['B'], ['A']],
    ['one is renamed', list(['A', 'B'], ['Z']), ['A', 'C'], ['B', 'Z']],
    ['one comes back', list(['A'], ['B', 'Z']), ['A', 'B'], ['Z']],
    ['nothing changes', list(['A', 'B'], ['Z']), ['B', 'A'], ['Z']],
  ])('%s', (_, before, names, former) => expect(listFormer(before, names)).toEqual(former));

  it('are as many as there can be on the list, the oldest going first', () => {
    const many = Array.from({ length: CATEGORIES_MAX }, (_, index) => `R${index}`);
    const former = listFormer(list(['A', 'B'], many), []);
    expect(former).toEqual(['A', 'B', ...many].slice(0, CATEGORIES_MAX));
  });
});

const noted = (at: number, tab?: string) => ({ connection: `c${at}`, session: 's', at, tab });
describe('sockets', () => {
  const many = Array.from({ length: MOST_SOCKETS }, (_, index) => noted(index + 1));
  it.each([
    ['the oldest', many, noted(99), ['c1']],
    ['rather one whose tab has a newer one', [...many.slice(0, -1), noted(50, 'a')], noted(99, 'a'), ['c50']],
    ['nobody while there is room', many.slice(1), noted(99), []],
    ['nobody where one has long been gone', many, noted(SOCKET_MS + 1), []],
  ])('%s gives way', (_, all, next, gone) => {
    expect(makeRoom(all, next).replaced.map(({ connection }) => connection)).toEqual(gone);
  });

  test('one more never makes it more than a person may have', () => {
    const tab = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
    const times = fc.uniqueArray(fc.record({ at: fc.integer({ min: 1, max: 500 }), tab }), {
      maxLength: 20,
      selector: ({ at }) => at,
    });
    fc.assert(
      fc.property(times, (all) => {
        const sockets = all.map(({ at, tab }) => noted(at, tab));
        const { expired, replaced } = makeRoom(sockets, noted(501, 'a'));
        expect(expired).toEqual([]);
        expect(sockets.length - replaced.length + 1).toBe(Math.min(MOST_SOCKETS, sockets.length + 1));
      }),
    );
  });
});
