// The manuals name files of the repository: each is there.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const manuals = ['README.md', 'SECURITY.md', ...globSync('docs/**/*.md', { cwd: root })];
const named = /`((?:functions|tests|infra|shared|web|docs)\/[\w./-]+)`/g;
const linked = /\]\((?!https?:)([^)#]+)[^)]*\)/g;

it.each(manuals)('%s names only files that there are', (manual) => {
  const text = readFileSync(join(root, manual), 'utf8');
  const files = [
    ...[...text.matchAll(named)].map(([, path = '']) => path),
    ...[...text.matchAll(linked)].map(([, path = '']) => join(dirname(manual), path)),
  ];
  // A decision is named by its number alone, too, and the README's example makes a file.
  const missing = files.filter(
    (path) =>
      !existsSync(join(root, path)) &&
      globSync(`${path}*`, { cwd: root }).length === 0 &&
      path !== 'functions/actions/chat-flag.ts',
  );
  expect(missing).toEqual([]);
});
