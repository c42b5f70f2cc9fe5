// Lambda entry: the HTTP API of the console's back office. Wiring only: its routes and what they need.

import { createContext } from '../adapters/context.ts';
import { createPublish } from '../adapters/publish.ts';
import { createReadSegment } from '../adapters/segment-files.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { createBackofficeRoutes } from '../routes/backoffice/index.ts';

export const handler = createHttpHandler(createBackofficeRoutes(createReadSegment()), {
  ...createContext(),
  publish: createPublish(),
});
