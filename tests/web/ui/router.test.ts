// The addresses of both sites: every page has one, every one leads to its page, and nobody writes one out by hand.
import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { addressOf, pageNames, pathTo } from '../../../web/console/shell/paths.ts';
import { pageOf, pathTo as portalPathTo } from '../../../web/portal/paths.ts';

describe('an address of the console', () => {
  test.each([
    ['/', { name: 'desk' }],
    ['/meldingen', { name: 'tickets' }],
    ['/meldingen/12', { name: 'tickets', id: '12' }],
    ['/meldingen/12/', { name: 'tickets', id: '12' }],
    ['/meldingen/12/13', undefined],
    ['/beheer/accounts', { name: 'accounts' }],
    ['/beheer/accounts/', { name: 'accounts' }],
    ['/beheer/accounts/nieuw', { name: 'accounts', id: 'nieuw' }],
    ['/beheer/accounts/x/y', undefined],
    ['/beheer/groepen', { name: 'groups' }],
    ['/beheer', undefined],
    ['/beheer/niets', undefined],
    ['/voorkeuren', { name: 'preferences' }],
    // A page without things of its own.
    ['/voorkeuren/12', undefined],
    ['/onbekend', undefined],
  ])('%s is of %j', (path, address) => expect(addressOf(path)).toEqual(address));

  test('is that of the page it was made for', () => {
    for (const name of pageNames) expect(addressOf(pathTo(name))).toEqual({ name });
    expect(pathTo('tickets', 12)).toBe('/meldingen/12');
  });
});

describe('an address of the portal', () => {
  test.each([
    ['/', { kind: 'start' }],
    ['/login', { kind: 'login' }],
    ['/meldingen//', { kind: 'tickets' }],
    ['/meldingen/nieuw', { kind: 'new_ticket' }],
    ['/meldingen/1042', { kind: 'ticket', number: '1042' }],
    ['/meldingen/01', { kind: 'not_found' }],
    ['/meldingen/klant-x', { kind: 'not_found' }],
    ['/profiel', { kind: 'profile' }],
    ['/profiel/1', { kind: 'not_found' }],
    ['/bericht', { kind: 'message' }],
    ['/bestaat/niet', { kind: 'not_found' }],
  ])('%s is of %j', (path, page) => expect(pageOf(path)).toEqual(page));

  test('is that of the page it was made for', () => {
    expect(pageOf(portalPathTo('new_ticket'))).toEqual({ kind: 'new_ticket' });
    expect(pageOf(portalPathTo('ticket', 7))).toEqual({ kind: 'ticket', number: '7' });
  });
});

test('nobody writes an address of a page out by hand', async () => {
  const paths = ['login', 'bericht', 'privacy', ...pageNames.map((name) => pathTo(name).slice(1))].filter(
    Boolean,
  );
  const written = new RegExp(`(["'\`])/(${paths.join('|')})(/[^"'\`]*)?\\1`);
  const found: string[] = [];
  for await (const file of glob('web/**/*.{ts,tsx}')) {
    if (/paths?\.ts$/.test(file)) continue;
    const code = (await readFile(file, 'utf8')).replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, '');
    if (written.test(code)) found.push(file);
  }
  expect(found).toEqual([]);
});
