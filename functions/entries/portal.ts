// Lambda entry: the HTTP API of both sites. Knows nothing but its actions.

import { createContext } from '../adapters/context.ts';
import { createPublish } from '../adapters/publish.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { portalRoutes } from '../routes/portal/index.ts';

export const handler = createHttpHandler(portalRoutes, { ...createContext(), publish: createPublish() });
