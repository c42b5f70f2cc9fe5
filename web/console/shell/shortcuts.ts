// Which key goes where on the desk. A key that types a character is never taken. No DOM.

/** A window by its number, the list, or whoever waits longest. */
export type Shortcut =
  | { readonly to: 'window'; readonly number: number }
  | { readonly to: 'list' | 'longest' };

export type Key = Pick<
  KeyboardEvent,
  'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'
>;

const shortcutsByCode = (code: string): { readonly own: string; readonly shortcut: Shortcut } | undefined => {
  if (code === 'KeyW') return { own: 'w', shortcut: { to: 'longest' } };
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit === undefined) return undefined;
  const number = Number(digit);
  return { own: digit, shortcut: number === 0 ? { to: 'list' } : { to: 'window', number } };
};

/** Option on a Mac and AltGr elsewhere make other characters of a key: those belong to whoever types. */
export const typesAnother = (key: string, own: string): boolean =>
  key === 'Dead' || (Array.from(key).length === 1 && key.toLowerCase() !== own);

/**
 * Alt with a digit or W. On a Mac, where Option types, Control+Option: with Control held no key types anything there.
 * @param isMac whether the keyboard is one of a Mac.
 */
export const findShortcut = (event: Key, isMac: boolean): Shortcut | undefined => {
  const found = shortcutsByCode(event.code);
  if (!found || !event.altKey || event.metaKey || event.shiftKey || event.isComposing) return undefined;
  if (event.ctrlKey) return isMac ? found.shortcut : undefined;
  return typesAnother(event.key, found.own) ? undefined : found.shortcut;
};

/** Option types on a Mac, so there the shortcuts have Control with it. */
export const isMac = /^Mac/.test(globalThis.navigator?.platform ?? '');

/** As `aria-keyshortcuts` wants it. */
export const ariaShortcut = (key: string | number): string => `${isMac ? 'Control+' : ''}Alt+${key}`;
