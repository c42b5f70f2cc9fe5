// The one document that pages of others may show: who may, and that nobody may where nobody was named.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDocument } from '../../../functions/routes/embed/document.ts';
import { headersOf } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { addIssuer, anIssuer, aSigningKey, PORTAL_PAGE } from '../../support/portal-tokens.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const show = async (headers = headersOf('portal')) => {
  const request = { headers, requestContext: { requestId: 'request-1' } };
  const { statusCode, headers: given } = await createDocument(engine)(request as never);
  const policy = String(given?.['content-security-policy']);
  return { statusCode, ancestors: /frame-ancestors ([^;]*)/.exec(policy)?.[1], given };
};

it('[S124] is shown by those whom administrators and the deployment named, for a minute', async () => {
  expect(await show()).toMatchObject({ statusCode: 200, ancestors: "'none'" });
  await addIssuer(engine.db, anIssuer(aSigningKey()));
  vi.stubEnv('EMBED_ORIGINS', 'https://intranet.example javascript:alert(1) https://*.example');
  expect(await show()).toMatchObject({
    ancestors: `https://intranet.example ${PORTAL_PAGE}`,
    given: { 'cache-control': 'public, max-age=0, s-maxage=60' },
  });
});

it('[S124] is none of the console’s, nor of whoever comes past CloudFront', async () => {
  expect(await show(headersOf('console'))).toMatchObject({ statusCode: 403, ancestors: "'none'" });
  expect(await show({ ...headersOf('portal'), 'x-origin-secret': 'guessed' })).toMatchObject({
    statusCode: 403,
    ancestors: "'none'",
  });
});
