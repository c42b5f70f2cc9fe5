// What a very long chat costs: bytes and memory are held to a limit (P1), the time is only printed.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';

const MB = 1024 * 1024;
const Took = v.object({ took: v.string(), bytes: v.number(), memory: v.number() });
/** Without a limit Node takes what the machine has before it tidies up; Lambda sets one from the function's memory. */
const HEAP = '--max-old-space-size=320';
const script = fileURLToPath(new URL('./long-chat.ts', import.meta.url));

test.for(['latin', 'arabic', 'emoji'])(
  '[P1] [S65] 10,000 messages of 200 characters: %s',
  async (alphabet, { annotate }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [HEAP, script, alphabet]);
    const { took, bytes, memory } = v.parse(v.pipe(v.string(), v.parseJson(), Took), stdout);
    await annotate(
      `${alphabet}: ${took}, ${(bytes / MB).toFixed(2)} MB, at most ${Math.round(memory / MB)} MB resident`,
      'figures',
    );
    expect(bytes).toBeLessThan(5 * MB);
    expect(memory).toBeLessThan(512 * MB);
  },
);
