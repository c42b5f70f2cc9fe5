// Which keys send what was typed, and that none does while an input method is at work.
import { describe, expect, test } from 'vitest';
import { isSendKey } from '../../../web/ui/send-key.ts';

const enter = {
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
};

describe('[S25] the key that sends', () => {
  test.each([
    ['Enter', {}, true],
    ['Ctrl+Enter', { ctrlKey: true }, true],
    ['Cmd+Enter', { metaKey: true }, true],
    ['Shift+Enter', { shiftKey: true }, false],
    ['Ctrl+Shift+Enter', { ctrlKey: true, shiftKey: true }, false],
    ['Alt+Enter', { altKey: true }, false],
    ['another key', { key: 'a', keyCode: 65 }, false],
    ['the Enter that chooses a word of an input method', { isComposing: true }, false],
    // Safari ends the composition before the key arrives, and says so only by this code.
    ['the same in Safari', { keyCode: 229 }, false],
    ['Ctrl+Enter while an input method composes', { isComposing: true, ctrlKey: true }, false],
  ])('%s', (_name, key, sends) => {
    expect(isSendKey({ ...enter, ...key })).toBe(sends);
  });
});
