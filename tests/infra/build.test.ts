// The bundles of the functions and tools: complete, loadable, and no larger than they may be.
import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BundleSize, buildFunctions } from '../../functions/build.ts';
import { fontFiles } from '../../functions/transcript/fonts.ts';

/** Every function: a new one is here by being an entry. */
const names = readdirSync(join(import.meta.dirname, '../../functions/entries')).map((file) =>
  basename(file, '.ts'),
);

let outDir: string;
let sizes: readonly BundleSize[];
beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'bundles-'));
  sizes = await buildFunctions({ outDir });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

describe('the build', () => {
  it.each(names)('makes a handler of %s that loads on its own', async (name) => {
    vi.stubEnv('TABLE_NAME', 'table');
    vi.stubEnv('CONNECTIONS_URL', 'https://api.example/ws');
    vi.stubEnv('TRANSCRIPTS_BUCKET', 'bucket');
    vi.stubEnv('FILES_BUCKET', 'files');
    vi.stubEnv('EVENT_BUS', 'bus');
    vi.stubEnv('TELLER', 'tell');
    vi.stubEnv('DATA_KEY_TURN', '1');
    vi.stubEnv('MAIL_FROM', 'helpdesk@example.nl');
    vi.stubEnv('MAIL_SET', 'set');
    vi.stubEnv('PORTAL_HOST', 'portal.example');
    vi.stubEnv('CONSOLE_HOST', 'console.example');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const bundle: unknown = await import(pathToFileURL(join(outDir, 'functions', name, 'index.mjs')).href);
    expect(bundle).toMatchObject({ handler: expect.any(Function) });
  });

  it('makes the tools and puts the fonts beside the transcript', async () => {
    expect((await readdir(join(outDir, 'tools'))).filter((file) => file.endsWith('.mjs')).sort()).toEqual([
      'allow-passwords.mjs',
      'create-admin.mjs',
      'reconcile.mjs',
      'seed-content.mjs',
      'seed-demo.mjs',
    ]);
    for (const name of ['files', 'privacy']) {
      const fonts = join(outDir, 'functions', name, 'fonts');
      const files = await readdir(fonts);
      expect(files.sort()).toEqual(
        Object.values(fontFiles)
          .map((file) => basename(file))
          .sort(),
      );
      const sizes = await Promise.all(files.map(async (file) => (await stat(join(fonts, file))).size));
      // Lambda takes 250 MB; each MB is fetched before a cold function starts.
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(26 * 1024 * 1024);
    }
  });

  it('keeps the hot path within its budget, by what is on the disk', async () => {
    const conversation = sizes.find(({ name }) => name === 'conversation');
    const { length } = await readFile(conversation?.file ?? '');
    expect(conversation?.bytes).toBe(length);
    expect(length).toBeLessThanOrEqual(conversation?.budget ?? 0);
    expect(conversation?.budget).toBeLessThanOrEqual(260 * 1024);
  });

  it.each(names)('leaves the search for credentials out of %s, for Lambda gives them', async (name) => {
    const searchIn = async (file: string) => {
      const code = await readFile(file, 'utf8');
      return ['sso_start_url', 'credential_process', 'AWS_WEB_IDENTITY_TOKEN_FILE'].filter((word) =>
        code.includes(word),
      );
    };
    const { file = '' } = sizes.find((each) => each.name === name) ?? {};
    expect(await searchIn(file)).toEqual([]);
    // A tool runs on a person's machine, and searches.
    expect(await searchIn(join(outDir, 'tools/create-admin.mjs'))).toHaveLength(3);
  });
});
