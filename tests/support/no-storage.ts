// Browsers that keep nothing for a site, as scripts that run before its pages. Independent of any page.

const withStorage = (get: string): string =>
  ['localStorage', 'sessionStorage']
    .map((name) => `Object.defineProperty(globalThis, '${name}', { configurable: true, get: ${get} });`)
    .join('\n');

/** Privacy settings throw, some web views give nothing. */
export const noStorage: Readonly<Record<string, string>> = {
  throws: withStorage("() => { throw new DOMException('The operation is insecure.', 'SecurityError'); }"),
  'is null': withStorage('() => null'),
};
