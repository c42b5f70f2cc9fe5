// Lambda entry: the HTTP API of the console's back office. Knows nothing but its actions.
import { officeActions } from './http/office-routes.ts';
import { createContext } from './platform/context.ts';
import { createHttpHandler } from './platform/http.ts';
import { createPublish } from './platform/publish.ts';

export const handler = createHttpHandler(officeActions, { ...createContext(), publish: createPublish() });
