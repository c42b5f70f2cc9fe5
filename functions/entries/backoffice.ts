// Lambda entry: the HTTP API of the console's back office. Knows nothing but its actions.

import { createContext } from '../adapters/context.ts';
import { createPublish } from '../adapters/publish.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { backofficeRoutes } from '../routes/backoffice/index.ts';

export const handler = createHttpHandler(backofficeRoutes, { ...createContext(), publish: createPublish() });
