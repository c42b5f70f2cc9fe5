// The manual's sentences (docs/manual.md): each has a rule, words that are on the Dutch screen, and a test that names the rule. And every rule has such a test.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTests, listRules, readSource, root } from './support/doc-tables.ts';

const rows = [
  ...readSource('docs/manual.md').matchAll(
    /^\| (?<sentence>.+?) \| (?<where>.+?) \| (?<rule>S\d+) \| (?<test>.+?) \|$/gm,
  ),
].map(({ groups }) => ({
  sentence: groups?.sentence ?? '',
  where: groups?.where ?? '',
  rule: Number(groups?.rule?.slice(1)),
  test: groups?.test ?? '',
}));
const { built } = listRules();
const testsByRule = findTests();

describe('the sentences of the manual', () => {
  it('are all rows that can be read', () => {
    const lines = readSource('docs/manual.md')
      .split('\n')
      .filter((line) => /^\| (?!---|the manual says)/.test(line));
    expect(lines.length).toBeGreaterThan(80);
    expect(rows).toHaveLength(lines.length);
  });

  it('have a rule that is built, and a test that names it', () => {
    const wrong = rows.filter(
      ({ rule, test }) => !built.includes(rule) || !testsByRule.get(rule)?.includes(test),
    );
    expect(wrong).toEqual([]);
  });

  it('quote words of the Dutch screen', () => {
    const dutch = globSync('shared/text/nl/*.ts', { cwd: root }).map(readSource).join('\n');
    const quoted = rows.flatMap(({ where }) =>
      [...where.matchAll(/"([^"]+)"/g)].map(([, words = '']) => words),
    );
    expect(quoted.length).toBeGreaterThan(80);
    expect(quoted.filter((words) => !dutch.includes(words))).toEqual([]);
  });

  // Beyond it the manual says nothing: what an agent ends, stars by keyboard, who is gone.
  it('reach every rule of the manual', () => {
    const beyond = [16, 45, 68, 75, 79, 91, 104];
    const told = new Set([...rows.map(({ rule }) => rule), ...beyond]);
    expect(built.filter((rule) => rule <= 110 && !told.has(rule))).toEqual([]);
  });
});

describe('every rule that is built', () => {
  it('is named by a test of its own, in brackets', () => {
    expect(built.length).toBeGreaterThan(115);
    expect(built.filter((rule) => !testsByRule.has(rule))).toEqual([]);
  });

  it('and no file that is named is missing', () => {
    const files = new Set(globSync('**/*.test.{ts,tsx}', { cwd: join(root, 'tests') }));
    expect([...testsByRule.values()].flat().filter((file) => !files.has(file))).toEqual([]);
  });
});
