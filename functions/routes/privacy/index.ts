// The handler of every route of the privacy function; the compiler names the one that is missing.
import type { Files } from '../../adapters/files.ts';
import type { RouteHandlers } from '../../pipeline/http.ts';
import type { Transcripts } from '../../transcript/transcripts.ts';
import type { EraseContext } from '../../workflows/erase.ts';
import { createExport } from './customer-export.ts';
import { createErase, customer } from './customers.ts';

export interface PrivacyMeans {
  readonly files: Files;
  readonly transcripts: Transcripts;
  readonly sent: Pick<Files, 'get'>;
  /** The way to those who are connected now, and to the files of whoever is erased. */
  readonly reach: Pick<
    EraseContext,
    'deliver' | 'closeConnections' | 'removeFiles' | 'removeUploads' | 'segmentFiles'
  >;
}

export const createPrivacyRoutes = ({
  files,
  transcripts,
  sent,
  reach,
}: PrivacyMeans): RouteHandlers<'privacy'> => ({
  'GET /api/customers': customer,
  'POST /api/customers/{customerId}/export': createExport({ files, transcripts, sent }),
  'POST /api/customers/{customerId}/erase': createErase(reach),
});
