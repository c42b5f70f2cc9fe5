// What is bundled: the Lambda functions and the tools, each by the name of its file. Independent of what they do.
import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** One file of each package: they have all weights, and would be 200 MB. */
export const copyFonts = async (outDir: string): Promise<void> => {
  for (const name of WITH_FONTS) {
    const to = join(outDir, 'functions', name, 'fonts');
    await mkdir(to, { recursive: true });
    await Promise.all(
      Object.values(fontFiles).map((file) =>
        cp(fileURLToPath(import.meta.resolve(file)), join(to, basename(file))),
      ),
    );
  }
};
