// Which key goes where: never one that types a character.
import { describe, expect, test } from 'vitest';
import { findShortcut, type Key } from '../../../../web/console/shell/shortcuts.ts';

const alt = (code: string, key: string, given: Partial<Key> = {}): Key => ({
  code,
  key,
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...given,
});

describe('with Alt', () => {
  test('a digit goes to a window or the list, W to whoever waits longest', () => {
    expect(findShortcut(alt('Digit2', '2'), false)).toEqual({ to: 'window', number: 2 });
    expect(findShortcut(alt('Digit0', '0'), false)).toEqual({ to: 'list' });
    expect(findShortcut(alt('KeyW', 'w'), false)).toEqual({ to: 'longest' });
    expect(findShortcut(alt('KeyW', 'W'), false)).toEqual({ to: 'longest' });
  });

  test.each([
    ['Digit2', '€'],
    ['Digit3', '#'],
    ['Digit5', '['],
    ['Digit6', ']'],
    ['Digit7', '|'],
    ['Digit8', '{'],
    ['Digit9', '}'],
    ['Digit0', 'º'],
    ['Digit2', 'é'],
    ['KeyW', '∑'],
    ['KeyW', 'Dead'],
    ['Digit4', 'Dead'],
  ])('[F1] %s that types %s belongs to whoever types, on every machine', (code, key) => {
    for (const isMac of [true, false]) expect(findShortcut(alt(code, key), isMac)).toBeUndefined();
  });

  test('[F1] AltGr types; with Command, Shift, or while an input method composes, it is another’s', () => {
    expect(findShortcut(alt('Digit2', '²', { ctrlKey: true }), false)).toBeUndefined();
    expect(findShortcut(alt('Digit2', '2', { ctrlKey: true }), false)).toBeUndefined();
    expect(findShortcut(alt('Digit2', '2', { metaKey: true }), true)).toBeUndefined();
    expect(findShortcut(alt('Digit2', '2', { shiftKey: true }), false)).toBeUndefined();
    expect(findShortcut(alt('Digit2', '2', { isComposing: true }), false)).toBeUndefined();
    expect(findShortcut(alt('Digit2', '2', { altKey: false }), false)).toBeUndefined();
    expect(findShortcut(alt('KeyQ', 'q'), false)).toBeUndefined();
  });

  test('[F1] on a Mac Control+Option does it: with Control no key types there', () => {
    expect(findShortcut(alt('Digit2', '€', { ctrlKey: true }), true)).toEqual({ to: 'window', number: 2 });
    expect(findShortcut(alt('KeyW', '∑', { ctrlKey: true }), true)).toEqual({ to: 'longest' });
  });
});
