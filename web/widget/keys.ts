// Which key sends a message. Pure.

export type Key = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'
>;

/** What a key press carries while an input method composes; Safari gives only this for the Enter that ends composing. */
const COMPOSING = 229;

/** Enter alone sends (S25); with Shift it is a new line, and while an input method composes it chooses a word. */
export const isSendKey = (key: Key): boolean =>
  key.key === 'Enter' &&
  !key.isComposing &&
  key.keyCode !== COMPOSING &&
  !key.shiftKey &&
  !key.ctrlKey &&
  !key.altKey &&
  !key.metaKey;
