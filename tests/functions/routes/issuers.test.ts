// Who signs tokens, as administrators set it up: what can be saved, what the log says of it, and what is wrong with a token.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createEmbedRoutes } from '../../../functions/routes/embed/index.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { issuerIdOf } from '../../../functions/store/keys.ts';
import { ISSUERS_MAX, originOf } from '../../../shared/embedding.ts';
import { aContext, addAgentAccount, ask, HOST, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aSigningKey, embedMeans, PORTAL_PAGE, signToken } from '../../support/portal-tokens.ts';

let engine: Engine;
let context: ReturnType<typeof aContext>;
let cookie: string;
const key = aSigningKey();
beforeAll(async () => {
  engine = await startEngine();
  context = aContext(engine.db);
  const boss = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'administer'] });
  cookie = await signedInAs(context, boss);
});
afterAll(() => engine.stop());

const put = (route: string, body: object, path: Record<string, string> = {}) => {
  // Lines of the log are in the order of time.
  context.advance(1);
  return ask(createHttpHandler(createEmbedRoutes(embedMeans()), context), {
    route,
    site: 'console',
    cookie,
    path,
    body,
  });
};
const fields = {
  name: 'Gemeente',
  keysAddress: '',
  keysText: key.pem,
  origins: [PORTAL_PAGE],
  everyone: [],
  groups: [{ said: ' Zorg ', group: 'chat' }],
};
const okOf = ({ body }: { readonly body: unknown }) => Object(Object(body).ok);
const wrong = (path: string) => ({ status: 400, body: { error: { code: 'bad_request', path } } });

test('[S119] [S124] what cannot be an issuer is refused by the name of the field', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const cases: readonly (readonly [string, object])[] = [
    ['name', { name: ' \u200b' }],
    ['issuer', { issuer: ' ' }],
    ['origins', { origins: ['https://www.example.nl/pad'] }],
    ['origins', { origins: ['http://www.example.nl'] }],
    ['origins', { origins: ["https://a.example; script-src 'unsafe-inline'"] }],
    ['origins', { origins: ['https://*.example.nl'] }],
    ['keysAddress', { keysAddress: 'http://www.example.nl/keys', keysText: '' }],
    ['keysAddress', { keysAddress: 'https://user:secret@www.example.nl/', keysText: '' }],
    ['keysText', { keysText: '' }],
    ['keysText', { keysText: 'secret' }],
    ['keysText', { keysText: JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }) }],
    ['keysText', { keysText: JSON.stringify(privateKey.export({ format: 'jwk' })) }],
    ['keysText', { keysText: String(privateKey.export({ format: 'pem', type: 'pkcs8' })) }],
    ['keysText', { keysText: JSON.stringify(small) }],
    ['keysText', { keysText: `${key.pem}${aSigningKey().pem}${aSigningKey().pem}` }],
  ];
  for (const [path, given] of cases)
    expect([given, await put('POST /api/issuers', { ...fields, issuer: 'x', ...given })]).toMatchObject([
      given,
      wrong(path),
    ]);
  expect(await put('POST /api/issuers', { ...fields, issuer: 'x', name: 'x'.repeat(101) })).toMatchObject({
    body: { error: { code: 'too_long', path: 'name' } },
  });
  expect(okOf(await put('GET /api/issuers', {})).issuers).toEqual([]);
});

it('[S119] is saved under its version, and the log says what was there before', async () => {
  const issuer = 'https://login.gemeente.example';
  const made = okOf(await put('POST /api/issuers', { ...fields, issuer }));
  expect(made).toMatchObject({ issuer, rev: 1, groups: [{ said: 'Zorg', group: 'chat' }] });
  expect(await put('POST /api/issuers', { ...fields, issuer })).toMatchObject({ status: 409 });
  const path = { issuerId: issuerIdOf(issuer) };
  const next = { ...fields, keysText: key.pem + aSigningKey('RS256').pem, rev: 1 };
  expect((await put('PUT /api/issuers/{issuerId}', next, path)).status).toBe(200);
  expect(await put('PUT /api/issuers/{issuerId}', next, path)).toMatchObject({ status: 409 });
  expect((await put('DELETE /api/issuers/{issuerId}', { rev: 1 }, path)).status).toBe(409);
  expect((await put('DELETE /api/issuers/{issuerId}', { rev: 2 }, path)).status).toBe(200);
  const { lines } = await listAuditLines(engine.db);
  expect(lines).toMatchObject([
    { action: 'issuer_deleted', about: 'Gemeente' },
    { action: 'issuer_saved', changes: [{ name: 'keys' }] },
    { action: 'issuer_saved', changes: expect.arrayContaining([{ name: 'issuer', to: issuer }]) },
  ]);
});

it('[S119] has a bound', async () => {
  const made = [];
  for (let index = 0; index <= ISSUERS_MAX; index++)
    made.push((await put('POST /api/issuers', { ...fields, issuer: `issuer ${index}` })).status);
  expect(made.filter((status) => status === 200)).toHaveLength(ISSUERS_MAX);
});

it('[S119] says what is wrong with a token that is pasted, and uses none up', async () => {
  const audience = `https://${HOST.portal}`;
  const sign = (claims: object) =>
    signToken(key, { now: context.now(), audience, iss: 'issuer 1', ...claims });
  const check = async (token: string) => okOf(await put('POST /api/tokens/check', { token }));
  const good = await sign({ groups: ['Zorg'], email: 'jan@example.nl' });
  for (let times = 0; times < 2; times++)
    expect(await check(` ${good}\n`)).toMatchObject({
      subject: 'jansen-7',
      email: 'jan@example.nl',
      cuts: [],
    });
  expect(await check(good)).not.toHaveProperty('fault');
  expect(await check('nonsense')).toEqual({ fault: 'format', cuts: [], groups: [] });
  expect(await check(await sign({ aud: 'https://elders.example' }))).toMatchObject({
    fault: 'audience',
    audience: 'https://elders.example',
  });
  expect(await check(await sign({ iss: 'nobody', name: undefined }))).toMatchObject({
    fault: 'issuer',
    cuts: ['name_missing'],
  });
});

it.each([
  ['https://www.example.nl', 'https://www.example.nl'],
  ['HTTPS://WWW.Example.nl:443/', 'https://www.example.nl'],
  ['https://www.example.nl:8443', 'https://www.example.nl:8443'],
  ['http://localhost:8082', 'http://localhost:8082'],
  ['http://127.0.0.1', 'http://127.0.0.1'],
  ['https://www.example.nl/x', undefined],
  ['https://a.nl https://b.nl', undefined],
  ["https://a.nl;'self'", undefined],
  ['null', undefined],
  ['https://', undefined],
])('the origin of %s is %s', (text, origin) => {
  expect(originOf(text)).toBe(origin);
});
