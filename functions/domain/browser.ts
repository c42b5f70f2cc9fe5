// What a browser calls itself, in the two words a person knows it by. Pure.

/** Most call themselves by the names of others as well: the first that fits is it. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPiOS)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?Chrom(e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac(intosh| OS X)\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/** Longer ones are nobody's. */
const LONGEST = 1000;

/** Nothing that the browser says is kept but these two words, out of our own lists. */
export const describeBrowser = (
  userAgent = '',
): { readonly browser?: string | undefined; readonly system?: string | undefined } => {
  const find = (names: typeof browsers) => names.find(([is]) => is.test(userAgent.slice(0, LONGEST)))?.[1];
  return { browser: find(browsers), system: find(systems) };
};
