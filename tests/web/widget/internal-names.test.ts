// That the names the build makes short are the chat's own: not the browser's, not in a frame, not stored, not in a string, not called from outside.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { API } from 'typescript/unstable/sync';
import { beforeAll, expect, test } from 'vitest';
import { actions } from '../../../shared/actions.ts';
import { Refusal } from '../../../shared/errors.ts';
import { ServerEvent } from '../../../shared/events.ts';
import { routes } from '../../../shared/routes.ts';
import { buildChat } from '../../../web/build/chat.ts';
import { internalNames } from '../../../web/build/internal-names.ts';

const root = join(import.meta.dirname, '../../..');
let sources: readonly { readonly path: string; readonly text: string; readonly code: string }[];

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'names-'));
  const { metafile } = await buildChat(dir);
  await rm(dir, { recursive: true });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const paths = [...new Set(inputs)].filter((path) => /^(web|shared)\/.*\.tsx?$/.test(path));
  sources = await Promise.all(
    paths.map(async (path) => {
      const text = readFileSync(join(root, path), 'utf8');
      // Without types and comments, as the browser gets it.
      const { code } = await transform(text, {
        loader: path.endsWith('x') ? 'tsx' : 'ts',
        jsx: 'automatic',
        jsxImportSource: 'preact',
      });
      return { path, text, code: code.replace(/^(import|export) .* from .*$/gm, '') };
    }),
  );
});

/** Those of the list that are in `names`: none may be. */
const among = (names: ReadonlySet<string>) => internalNames.filter((name) => names.has(name));

test('each is in use, and listed once', () => {
  const all = new Set(sources.flatMap(({ code }) => code.match(/[\w$]+/g) ?? []));
  expect(internalNames.filter((name) => !all.has(name))).toEqual([]);
  expect(new Set(internalNames).size).toBe(internalNames.length);
});

test('none is a property of anything a browser or the language has', () => {
  const api = new API();
  try {
    const snapshot = api.updateSnapshot({ openProjects: [join(root, 'web/tsconfig.json')] });
    const members = new Set<string>();
    for (const { program } of snapshot.getProjects()) {
      /** Names in declarations, where the pattern says. */
      const collect = (files: RegExp, pattern: RegExp) => {
        for (const file of program.getSourceFileNames().filter((name) => files.test(name))) {
          const text = (program.getSourceFile(file)?.text ?? '').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
          for (const [, name = ''] of text.matchAll(pattern)) members.add(name);
        }
      };
      collect(/\/lib\.[\w.]*\.d\.ts$/, /([\w$]+)\??['"]?\s*[:(<]/g);
      // Attributes of elements.
      collect(/\/preact\/.*(jsx|dom)\.d\.ts$/, /([\w$]+)['"]?\?:/g);
    }
    expect(members.size).toBeGreaterThan(5000);
    expect(
      ['addEventListener', 'status', 'enterkeyhint', 'flatMap'].filter((name) => !members.has(name)),
    ).toEqual([]);
    expect(among(members)).toEqual([]);
  } finally {
    api.close();
  }
});

/** The names and literals of a schema and all schemas in it. */
const wordsOf = (schema: unknown, found = new Set<string>(), seen = new Set<unknown>()): Set<string> => {
  if (typeof schema === 'string') found.add(schema);
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return found;
  seen.add(schema);
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'entries' && typeof inner === 'object' && inner !== null)
      for (const name of Object.keys(inner)) found.add(name);
    if (!['message', 'expects', 'type', 'kind'].includes(key)) wordsOf(inner, found, seen);
  }
  return found;
};

test('none travels: in what a customer asks and gets, in what is pushed, in a refusal, over HTTP', () => {
  const ofCustomers = [...Object.values(actions), ...Object.values(routes)].filter(({ by }) =>
    by.some((who) => who === 'customer'),
  );
  const words = wordsOf([ofCustomers.map(({ input, reply }) => [input, reply]), ServerEvent, Refusal]);
  for (const word of ['id', 'action', 're', 'ok', 'error']) words.add(word);
  expect(
    ['chatId', 'welcome', 'endsAt', 'comment', 'not_signed_in'].filter((name) => !words.has(name)),
  ).toEqual([]);
  expect(among(words)).toEqual([]);
});

test('none is a name by which something is kept, told to another tab, or called by the loader or the portal', () => {
  const shapesOf = (path: string, name: string) => {
    const text =
      sources.find((source) => source.path === path)?.text ?? readFileSync(join(root, path), 'utf8');
    const body = new RegExp(`interface ${name}\\b[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1];
    if (!body) throw new Error(`${path} has no ${name}`);
    return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(([, field = '']) => field);
  };
  const names = [
    shapesOf('web/widget/memory.ts', 'Memory'),
    shapesOf('web/connection/types.ts', 'Outgoing'),
    shapesOf('web/connection/outbox.ts', 'Kept'),
    shapesOf('web/widget/widget.ts', 'News'),
    shapesOf('web/widget/start.tsx', 'StartOptions'),
    shapesOf('web/widget/loader.ts', 'ChatOptions'),
    // What is handed over to the page for a message.
    ['email', 'text', 'start', 'mountChat'],
  ].flat();
  expect(names.length).toBeGreaterThan(20);
  expect(among(new Set(names))).toEqual([]);
});

test('none is looked up by a string', () => {
  const strings = sources.flatMap(({ code }) =>
    [...code.matchAll(/(['"`])([\w$-]+)\1/g)].map(([, , text = '']) => text),
  );
  expect(strings).toContain('talking');
  expect(among(new Set(strings))).toEqual([]);
});
