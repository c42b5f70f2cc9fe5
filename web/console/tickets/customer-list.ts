// The address of the list of one customer's tickets: a page of its own, `/meldingen/klant-<id>`.
import type { UserId } from '../../../shared/model.ts';
import { pathTo } from '../shell/paths.ts';

const PREFIX = 'klant-';

export const customerListPath = (customer: UserId): string => pathTo('tickets', `${PREFIX}${customer}`);

/** Whose list an address is of; the server says whether there is such a customer. */
export const customerIn = (id: string | undefined): UserId | undefined =>
  id?.startsWith(PREFIX) ? (id.slice(PREFIX.length) as UserId) : undefined;
