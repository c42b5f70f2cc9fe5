// Whoever writes with an input method (Chinese, Japanese, Korean, many a phone): keys that it takes are nobody else's, on no field of either site.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const web = join(import.meta.dirname, '../../../web');

/** A key that an input method takes as well: it chooses a word, walks through the list of them, or gives up. */
const TAKEN = /['"](?:Enter|Escape|ArrowUp|ArrowDown|Tab)['"]|\bArrow(?:Up|Down):/;
const ASKS = /\bisComposing\(|\bisSendKey\(|event\.isComposing \|\| event\.keyCode === 229/;

const withKeys = globSync('{portal,widget,console,ui}/**/*.{ts,tsx}', { cwd: web }).filter((file) => {
  const source = readFileSync(join(web, file), 'utf8');
  return /onKeyDown|'keydown'/.test(source) && TAKEN.test(source);
});

describe('keys while an input method composes', () => {
  it('are looked at in several places', () => {
    expect(withKeys).toEqual(expect.arrayContaining(['ui/Dialog.tsx', 'console/chat/TextList.tsx']));
  });

  it.each(withKeys)('are the method’s own in %s', (file) => {
    expect(readFileSync(join(web, file), 'utf8')).toMatch(ASKS);
  });
});
