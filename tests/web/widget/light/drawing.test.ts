// That the chat's own drawing gives what Preact gives, touches only what changed, and tells elements of their coming and going.
import { resolve } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as runtime from '../../../../web/widget/light/jsx-runtime.ts';
import { launchBrowser } from '../../../support/browser.ts';
import type { Content } from './drawing-page.tsx';

declare const compare: (contents: readonly Content[]) => { different: readonly string[]; isEmpty: boolean };
declare const createCanvas: typeof runtime.createCanvas;
declare const jsx: typeof runtime.jsx;
declare const Fragment: typeof runtime.Fragment;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'drawing-page.tsx')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });
});
afterAll(() => browser?.close());

const text = fc.constantFrom('a', 'b', '', '<i>&"');
const props = fc.record(
  {
    class: text,
    'aria-busy': fc.boolean(),
    'data-text': text,
    dir: fc.constantFrom('auto', 'ltr'),
  },
  // Of one that is a property too, Preact leaves an empty attribute behind.
  { requiredKeys: ['dir'] },
);
const leaf = fc.oneof(text, fc.nat(3), fc.boolean(), fc.constant(null));
const { content } = fc.letrec<{ content: Content; element: Content }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('element'),
    fc.array(tie('content'), { maxLength: 4 }),
    // A list of which each item is known by its key.
    fc
      .uniqueArray(fc.constantFrom('k', 'l', 'm', 'n', 'o'))
      .map((keys) => keys.map((key) => ({ tag: 'li', key, props: {}, children: key }))),
  ),
  element: fc.record({ tag: fc.constantFrom('p', 'div', 'span'), props, children: tie('content') }),
}));

test('whatever is drawn after whatever, the page is as Preact makes it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 6 }), async (contents) => {
      const json = JSON.stringify(contents);
      const seen = await page.evaluate((json) => compare(JSON.parse(json)), json);
      expect(seen).toEqual({ different: [], isEmpty: true });
    }),
    { numRuns: 300 },
  );
});

test('what has the same key, or the same place, stays the same element; what moved keeps its own', async () => {
  const kept = await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('div'));
    const draw = createCanvas(place);
    const list = (...keys: string[]) =>
      jsx('ol', { children: keys.map((key) => jsx('li', { children: key }, key)) });
    draw([false, list('a', 'b', 'c')]);
    const [a, b, c] = place.querySelectorAll('li');
    draw(['text before it', list('x', 'c', 'a')]);
    const after = [...place.querySelectorAll('li')];
    place.remove();
    return [after[1] === c, after[2] === a, b?.isConnected];
  });
  expect(kept).toEqual([true, true, false]);
});

test('a drawing that is the same one is not looked at again', async () => {
  const text = await page.evaluate(() => {
    const place = document.createElement('div');
    const draw = createCanvas(place);
    const once = jsx('p', { children: 'drawn' });
    draw(once);
    const paragraph = place.querySelector('p');
    if (paragraph) paragraph.textContent = 'changed by hand';
    draw(once);
    return place.textContent;
  });
  expect(text).toBe('changed by hand');
});

test('a ref hears once that its element is on the page, and then that it goes, before it is gone', async () => {
  const told = await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('div'));
    const draw = createCanvas(place);
    const told: string[] = [];
    const ref = (node: Node) => {
      told.push(`comes, on the page: ${node.isConnected}`);
      return () => told.push(`goes, on the page: ${node.isConnected}`);
    };
    const inside = () => jsx('div', { children: jsx('p', { ref }) });
    draw(inside());
    draw(inside());
    draw(null);
    draw(null);
    place.remove();
    return told;
  });
  expect(told).toEqual(['comes, on the page: true', 'goes, on the page: true']);
});

test('a field keeps what was typed, the focus and the cursor, and takes what is put in it', async () => {
  const seen = await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('div'));
    const draw = createCanvas(place);
    const heard: string[] = [];
    const show = (value: string, name: string) =>
      draw(
        jsx(Fragment, {
          children: [
            jsx('b', { children: name }),
            jsx('input', { value, readOnly: name === 'b', onInput: () => heard.push(name) }),
          ],
        }),
      );
    show('hello', 'a');
    const field = place.querySelector('input');
    if (!field) return [];
    field.focus();
    field.value = 'hello there';
    field.setSelectionRange(2, 2);
    show('hello there', 'b');
    field.dispatchEvent(new Event('input'));
    const typed = [field.value, field.selectionStart, document.activeElement === field, field.readOnly];
    // As when what was typed is not taken.
    show('', 'c');
    const result = [...typed, field.value, field.readOnly, ...heard];
    place.remove();
    return result;
  });
  expect(seen).toEqual(['hello there', 2, true, true, '', false, 'b']);
});

test('an icon is drawn as SVG', async () => {
  const path = await page.evaluate(() => {
    const place = document.createElement('div');
    createCanvas(place)(jsx('svg', { viewBox: '0 0 24 24', children: jsx('path', { d: 'M0 0h9' }) }));
    const drawn = place.querySelector('path');
    return [drawn instanceof SVGPathElement, place.innerHTML];
  });
  expect(path).toEqual([true, '<svg viewBox="0 0 24 24"><path d="M0 0h9"></path></svg>']);
});
