// Both sites as they are deployed, built of the sources as they are now.
import { join } from 'node:path';
import { buildWeb } from '../../web/build.ts';
import { runOnce } from './run-once.ts';

/** The folder of a site. @throws when one is over its budget. */
export const findSite = async (name: 'portal' | 'console'): Promise<string> =>
  join(await runOnce('sites', (outDir) => buildWeb({ outDir })), name);
