// The one document of the product that a page of others may show in a frame. Says which; knows nobody and keeps nothing.
import { contentSecurityPolicy } from '../../../shared/content-security.ts';
import type { Context } from '../../adapters/context.ts';
import { env } from '../../adapters/env.ts';
import { log } from '../../adapters/log.ts';
import { siteOf } from '../../auth/origin.ts';
import type { Request, Response } from '../../pipeline/http-message.ts';
import { listIssuers } from '../../store/issuers.ts';
import { deployedOrigins } from './means.ts';

/** Seconds that CloudFront gives it out again without asking, so as long a page stays allowed that was taken off. */
const EDGE_SECONDS = 60;

const HTML = `<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>Chat</title>
<script type="module" src="/frame.js"></script>
`;

/** As long a header as any proxy takes. */
const POLICY_CHARACTERS = 7000;

export const createDocument =
  (context: Pick<Context, 'db'>) =>
  async ({ headers, requestContext }: Request): Promise<Response> => {
    if (siteOf(headers) !== 'portal') return plain(403);
    try {
      const issuers = await listIssuers(context.db);
      const origins = [...new Set([...deployedOrigins(), ...issuers.flatMap((issuer) => issuer.origins)])];
      const policy = contentSecurityPolicy(env('FILES_HOST'), origins);
      if (policy.length > POLICY_CHARACTERS) throw new Error('more pages than a policy has room for');
      return {
        statusCode: 200,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': policy,
          'x-robots-tag': 'noindex',
          'cache-control': `public, max-age=0, s-maxage=${EDGE_SECONDS}`,
        },
        body: HTML,
      };
    } catch (error) {
      log('ERROR', 'no frame', { requestId: requestContext.requestId, error });
      return plain(500);
    }
  };

const plain = (statusCode: number): Response => ({
  statusCode,
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(env('FILES_HOST')),
    'cache-control': 'no-store',
  },
  body: 'There is nothing to show here.',
});
