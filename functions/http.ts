// Lambda entry: the HTTP API of both sites. Knows nothing but its actions.
import { httpActions } from './http/routes.ts';
import { createContext } from './platform/context.ts';
import { createHttpHandler } from './platform/http.ts';
import { createPublish } from './platform/publish.ts';

export const handler = createHttpHandler(httpActions, { ...createContext(), publish: createPublish() });
