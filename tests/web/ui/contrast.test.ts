// The colours of web/ui/tokens.css and web/console/shell/state-tokens.css against WCAG 2.2 AA: 4.5:1 for text, 3:1 for edges one has to see, in light and dark.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = ['ui/tokens.css', 'console/shell/state-tokens.css']
  .map((path) => readFileSync(new URL(`../../../web/${path}`, import.meta.url), 'utf8'))
  .join('');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

const grounds = ['ground', 'surface', 'raised', 'sunken'];
const text = [
  ...grounds.flatMap((ground) => [
    ['text', ground],
    ['text-soft', ground],
    ['accent', ground],
    ['accent-strong', ground],
    ['danger', ground],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['accent-strong', 'accent-soft'],
  ['on-danger', 'danger'],
  ['danger', 'danger-soft'],
  ['success', 'success-soft'],
  ['warning', 'warning-soft'],
  ['on-online', 'online'],
  ['on-waiting', 'waiting'],
  ['on-active', 'active'],
  ['on-ended', 'ended'],
  ['on-bubble', 'bubble'],
  ['on-bubble-own', 'bubble-own'],
];
const edges = grounds.flatMap((ground) => [
  ['line-strong', ground],
  ['accent', ground],
]);

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  const colour = (name = ''): string => {
    const value = colours.get(name)?.[theme];
    if (!value) throw new Error(`the tokens have no --${name}`);
    return value;
  };

  test.each(text)('%s is read on %s', (front, back) => {
    expect(contrast(colour(front), colour(back))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(edges)('%s is seen on %s', (front, back) => {
    expect(contrast(colour(front), colour(back))).toBeGreaterThanOrEqual(3);
  });
});

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};
