import { describe, expect, test } from 'vitest';
import { isSendKey, type Key } from '../../../web/widget/keys.ts';

const aKey = (key: Partial<Key> = {}): Key => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...key,
});

describe('[S25] the key that sends', () => {
  test('is Enter alone', () => {
    expect(isSendKey(aKey())).toBe(true);
    expect(isSendKey(aKey({ key: 'a', keyCode: 65 }))).toBe(false);
  });

  test.each(['shiftKey', 'ctrlKey', 'altKey', 'metaKey'] as const)('is not Enter with %s', (modifier) => {
    expect(isSendKey(aKey({ [modifier]: true }))).toBe(false);
  });

  test('is not the Enter that chooses a word of an input method', () => {
    expect(isSendKey(aKey({ isComposing: true }))).toBe(false);
    // Safari ends the composition before the key arrives, and says so only by this code.
    expect(isSendKey(aKey({ keyCode: 229 }))).toBe(false);
  });
});
