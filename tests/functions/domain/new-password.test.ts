// What a new password may be.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusePassword } from '../../../functions/domain/new-password.ts';
import type { Permission } from '../../../shared/model.ts';

const refusalOf = (password: string, permissions: Permission[] = [], login = 'jansen') =>
  refusePassword({ password, login, permissions })?.code;

test.each([
  'acht.. tk',
  'drie oude fietsen',
  'kX9#mv2Lq',
  'e\u0301e\u0301n twee drie',
  'ананас и море',
  '🐢🐌🦔🐢🐌🦔🐢🐌',
])('takes %s', (password) => expect(refusalOf(password)).toBeUndefined());

test.each(['', 'kort', 'zeven.7', '🐢🐌🦔🐢🐌🦔🐢', 'e\u0301'.repeat(7)])('finds %s too short', (password) =>
  expect(refusalOf(password)).toBe('password_too_short'),
);

test.each([
  'password',
  'Password123!',
  'WELKOM2026',
  '!!wachtwoord!!',
  '12345678',
  'aaaaaaaaaaaa',
  'abababababab',
  'jansen2026',
  'JANSEN!!',
  'Zomer2026!!',
])('finds %s too easy', (password) => expect(refusalOf(password)).toBe('password_too_easy'));

test('finds the login too easy, with and without what stands behind its @', () => {
  expect(refusalOf('piet@example.nl', [], 'piet@example.nl')).toBe('password_too_easy');
  expect(refusalOf('piet.de.vries1', [], 'piet.de.vries@example.nl')).toBe('password_too_easy');
});

test('asks more of whoever administers', () => {
  expect(refusalOf('elf tekens.', ['helpdesk', 'manage'])).toBeUndefined();
  expect(refusalOf('elf tekens.', ['administer'])).toBe('password_too_short');
  expect(refusalOf('twaalf tekens', ['administer'])).toBeUndefined();
});

test('its length is counted in one place, for forms and for the server', () => {
  const root = join(import.meta.dirname, '../../..');
  const counting = globSync('{functions,shared,web}/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => file !== 'shared/rules.ts')
    .filter((file) =>
      /password\.(normalize\([^)]*\)\.)?length\b|countCharacters\(\s*password/i.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
  expect(counting).toEqual([]);
});
