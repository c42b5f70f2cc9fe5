// Lambda entry of one customer's data as a whole: giving it out and erasing it. The fonts for the PDFs lie next to its bundle.

import { createCloseConnections } from '../adapters/close-connections.ts';
import { createContext } from '../adapters/context.ts';
import { createDeliver, createPost } from '../adapters/deliver.ts';
import { env } from '../adapters/env.ts';
import { createFiles } from '../adapters/files.ts';
import { createHandOver } from '../adapters/hand-over.ts';
import { createPublish } from '../adapters/publish.ts';
import { createRemoveFiles } from '../adapters/remove-files.ts';
import { createSegmentFiles } from '../adapters/segment-files.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { createPrivacyRoutes } from '../routes/privacy/index.ts';
import { openBundledFonts } from '../transcript/fonts.ts';
import { createTranscripts } from '../transcript/transcripts.ts';

const files = createFiles();
const transcripts = createTranscripts({ files, fonts: await openBundledFonts(import.meta.url) });
const reach = {
  deliver: createDeliver(createPost()),
  closeConnections: createCloseConnections(),
  handOver: createHandOver(),
  removeFiles: createRemoveFiles(),
  removeUploads: createRemoveFiles({ bucket: env('FILES_BUCKET') }),
  segmentFiles: createSegmentFiles(),
};

export const handler = createHttpHandler(
  createPrivacyRoutes({
    files,
    transcripts,
    sent: createFiles({ bucket: env('FILES_BUCKET') }),
    reach,
  }),
  {
    ...createContext(),
    publish: createPublish(),
  },
);
