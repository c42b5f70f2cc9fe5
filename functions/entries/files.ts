// Lambda entry of the PDF of a chat: the only function with fonts and PDF code in it. The fonts lie next to its bundle.
import { createFiles } from '../adapters/files.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { createFilesRoutes } from '../routes/files/index.ts';
import { openBundledFonts } from '../transcript/fonts.ts';

const fonts = await openBundledFonts(import.meta.url);

export const handler = createHttpHandler(createFilesRoutes({ files: createFiles(), fonts }));
