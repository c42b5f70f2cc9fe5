// Lambda entry of files: those that people send, and the PDF of a chat. Fonts and codecs lie next to its bundle.
import { env } from '../adapters/env.ts';
import { createFiles } from '../adapters/files.ts';
import { createRemoveFiles } from '../adapters/remove-files.ts';
import { createUploads } from '../adapters/uploads.ts';
import { bundledCodecs } from '../inspect/codecs.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { createFilesRoutes } from '../routes/files/index.ts';
import { openBundledFonts } from '../transcript/fonts.ts';

const fonts = await openBundledFonts(import.meta.url);

export const handler = createHttpHandler(
  createFilesRoutes({
    files: createFiles(),
    fonts,
    uploads: createUploads(),
    removeUploads: createRemoveFiles({ bucket: env('FILES_BUCKET') }),
    codecs: bundledCodecs(import.meta.url),
  }),
);
