// No field of a page cuts off what is pasted into it: it keeps all, says how much is too much, and is not saved (web/ui/too-long.ts).
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const web = join(import.meta.dirname, '../../web');

test('no field has a maxLength, with which a browser cuts off what is pasted without a word', () => {
  const cutting = globSync('**/*.{ts,tsx}', { cwd: web }).filter((file) =>
    /\bmax-?length\b/i.test(readFileSync(join(web, file), 'utf8')),
  );
  expect(cutting).toEqual([]);
});
