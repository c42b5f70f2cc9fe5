// Which key sends what was typed, in the chat and in the console. Pure.

export type Key = Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'altKey'>;

/** What a key press carries while an input method composes; Safari gives only this for the Enter that ends composing. */
const COMPOSING = 229;

/** While this is so, keys are the input method's: Enter chooses a word, Escape gives it up. */
export const isComposing = (key: Pick<Key, 'isComposing' | 'keyCode'>): boolean =>
  key.isComposing || key.keyCode === COMPOSING;

/** Enter sends (S25), with Ctrl or Cmd as well; with Shift it is a new line, and with Alt the system's own. */
export const isSendKey = (key: Key): boolean =>
  key.key === 'Enter' && !key.shiftKey && !key.altKey && !isComposing(key);
