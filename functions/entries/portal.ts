// Lambda entry: what customers ask over HTTP, and the session of both sites. Wiring only: its routes and what they need.

import { createContext } from '../adapters/context.ts';
import { createPublish } from '../adapters/publish.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { portalRoutes } from '../routes/portal/index.ts';

export const handler = createHttpHandler(portalRoutes, { ...createContext(), publish: createPublish() });
