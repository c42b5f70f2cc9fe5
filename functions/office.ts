// Lambda entry: the HTTP API of the console's back office. Knows nothing but its actions.
import { officeActions } from './http/office-routes.ts';
import { createHttpHandler } from './platform/http.ts';

export const handler = createHttpHandler(officeActions);
