// What is bundled: the Lambda functions and the tools, each by the name of its file. Independent of what they do.
import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codecFiles } from '../inspect/codecs.ts';
import { fontFiles } from '../transcript/fonts.ts';

export const entries = [
  'connect',
  'conversation',
  'desk',
  'portal',
  'backoffice',
  'privacy',
  'accounts',
  'factors',
  'files',
  'tell',
  'embed',
  'sign-in',
  'sweep',
  'mail',
  'origin-secret',
] as const;
export const tools = ['create-admin', 'allow-passwords', 'reconcile', 'seed-demo', 'seed-content'] as const;

export const sourceOf = (entry: (typeof entries)[number]): string => `functions/entries/${entry}.ts`;
export const sourceOfTool = (tool: (typeof tools)[number]): string => `functions/tools/${tool}.ts`;

/** Those that make PDFs. */
const WITH_FONTS = ['privacy', 'files'] as const;

/** Beside the bundle that reads them, a folder for each sort. */
const beside = [
  // One file of each package: they have all weights, and would be 200 MB.
  ...WITH_FONTS.map((name) => ({ name, folder: 'fonts', files: Object.values(fontFiles) })),
  { name: 'files', folder: 'codecs', files: Object.values(codecFiles) },
] as const;

export const copyBesides = async (outDir: string): Promise<void> => {
  for (const { name, folder, files } of beside) {
    const to = join(outDir, 'functions', name, folder);
    await mkdir(to, { recursive: true });
    await Promise.all(
      files.map((file) => cp(fileURLToPath(import.meta.resolve(file)), join(to, basename(file)))),
    );
  }
};
