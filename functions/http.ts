// Lambda entry: the HTTP API of both sites. Knows nothing but its actions.
import { httpActions } from './http/routes.ts';
import { createHttpHandler } from './platform/http.ts';

export const handler = createHttpHandler(httpActions);
