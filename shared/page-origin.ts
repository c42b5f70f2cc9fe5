// Pages that may show the chat, as both sides read them. Imports nothing: it travels to the browser.

/** Characters of an issuer's name. */
export const ISSUER_MAX = 200;

/**
 * A page's origin as browsers write it: scheme, host and port. https, but on this very machine.
 * @returns nothing for anything else, such as an address with a path.
 */
export const originOf = (text: string): string | undefined => {
  const [, origin] = ORIGIN.exec(text.trim().toLowerCase()) ?? [];
  return origin?.replace(/^(https:.*):443$/, '$1').replace(/^(http:.*):80$/, '$1');
};

const ORIGIN =
  /^(https:\/\/[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?)\/?$/;
