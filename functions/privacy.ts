// Lambda entry of one customer's data as a whole: giving it out and erasing it. The fonts for the PDFs lie next to its bundle.
import { createContext } from './platform/context.ts';
import { createDeliver, createPost } from './platform/deliver.ts';
import { createFiles } from './platform/files.ts';
import { createHangUp } from './platform/hang-up.ts';
import { createHttpHandler } from './platform/http.ts';
import { createPublish } from './platform/publish.ts';
import { createRemoveFiles } from './platform/remove-files.ts';
import { createErase, customer } from './privacy/customers.ts';
import { createExport } from './privacy/export.ts';
import { openBundledFonts } from './transcript/fonts.ts';
import { createTranscripts } from './transcript/make-transcript.ts';

const files = createFiles();
const transcripts = createTranscripts({ files, fonts: await openBundledFonts(import.meta.url) });

export const handler = createHttpHandler(
  {
    'GET /api/customers': customer,
    'POST /api/customers/{customerId}/export': createExport({ files, transcripts }),
    'POST /api/customers/{customerId}/erase': createErase({
      deliver: createDeliver(createPost()),
      hangUp: createHangUp(),
      removeFiles: createRemoveFiles(),
    }),
  },
  { ...createContext(), publish: createPublish() },
);
