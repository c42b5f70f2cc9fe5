// No test depends on how fast the machine is: none compares a time that passed, and none has a time limit of its own. What takes how long is told by tests/bench.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
/** Those that keep the clocks for all others, and this one, which names them. */
const KEEPERS = /^tests\/(bench\/|support\/(stopwatch|effort|patience|passing)\.ts$|no-clocks\.test\.ts$)/;
const NUMBER = String.raw`\d[\d_]*`;

const rules: Readonly<Record<string, { readonly found: RegExp; readonly instead: string }>> = {
  'a clock that measures': {
    found: /performance\.(now|mark|measure)\(|hrtime|console\.time\(|cpuUsage\(/g,
    instead:
      'count what is done, hold its effort (support/effort.ts), or tell its time (support/stopwatch.ts)',
  },
  'a time that passed': {
    // A constant taken off is a moment in the past; a lower bound cannot be missed by being slow.
    found: /Date\.now\(\) *- *(?!\d|[A-Z\d_]+\b|\w+ \*)[\w.(](?!.*toBeGreaterThan)|- *\(? *Date\.now\(\)/g,
    instead: 'count what is done',
  },
  'a wait until a moment': {
    found: /while \(.*Date\.now\(\)|Date\.now\(\) *[<>]/g,
    instead: 'wait for what happens: expect.poll, once, a promise',
  },
  'a limit of one test': {
    found: new RegExp(
      String.raw`^ *\}, ${NUMBER}\);$|^ *\}\),?\n? *${NUMBER},?\n *\);$|^ *\},\n *${NUMBER},\n *\);$|\b(it|test|describe|beforeAll|beforeEach|afterAll|afterEach)\b[^\n]*\btimeout: *${NUMBER}`,
      'gm',
    ),
    instead: 'the one of all tests is enough (support/patience.ts)',
  },
  'a limit of one step': {
    found: new RegExp(
      String.raw`\b(poll|waitFor\w*|toPass)\([^;]*?\btimeout: *${NUMBER}|\bsetDefault\w*Timeout\( *${NUMBER}|\bAbortSignal\.timeout\(|\bmaxWaitTime: *${NUMBER}|\bgetRemainingTimeInMillis: .*=> *${NUMBER}`,
      'g',
    ),
    instead: 'the one of all steps is enough (support/patience.ts)',
  },
};

const faultsIn = (file: string, text: string): string[] =>
  Object.entries(rules).flatMap(([name, { found, instead }]) =>
    Array.from(text.matchAll(found), ({ index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${file}:${line}: ${name}; ${instead}`;
    }),
  );

describe('no test depends on how fast the machine is', () => {
  it('in any file', () => {
    const files = globSync('tests/**/*.{ts,tsx}', { cwd: root }).filter((file) => !KEEPERS.test(file));
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((file) => faultsIn(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['const from = performance.now();', 'a clock that measures'],
    ['const ms = Date.now() - began;', 'a time that passed'],
    ['expect(Math.abs(value.now - (Date.now() + 1))).toBeLessThan(2000);', 'a time that passed'],
    ['while (!isDone() && Date.now() < until) await sleep(20);', 'a wait until a moment'],
    ["it('is quick', async () => {\n}, 30_000);\n", 'a limit of one test'],
    ["it.each(rows)(\n  'is quick',\n  async () => {\n  },\n  60_000,\n);\n", 'a limit of one test'],
    ["test('is quick', { timeout: 5000 }, async () => {});", 'a limit of one test'],
    ["await expect.poll(() => said(), { timeout: 800 }).toBe('x');", 'a limit of one step'],
    ['await parts.tab.waitFor({ timeout: 3000 });', 'a limit of one step'],
    ['context.setDefaultTimeout(10_000);', 'a limit of one step'],
    ['  getRemainingTimeInMillis: () => 29_000,', 'a limit of one step'],
    ['await waitUntilTableExists({ client, maxWaitTime: 20 });', 'a limit of one step'],
  ])('and this is found: %s', (text, name) => {
    expect(faultsIn('x.ts', text)).toEqual([expect.stringContaining(name)]);
  });

  it.each([
    'const chat = aChat({ waitingSince: Date.now() - 75_000, goneSince: Date.now() - minutes * 60 });',
    'expect(Date.now() - began).toBeGreaterThan(250);',
    'await clock.advance(60_000);',
    "helpdesk.end('timeout');",
  ])('and this is fine: %s', (text) => {
    expect(faultsIn('x.ts', text)).toEqual([]);
  });
});
