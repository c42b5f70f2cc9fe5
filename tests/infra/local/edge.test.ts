// The local CloudFront: files, functions, policies and the errors it keeps, by the template of a site.
import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEdgeFunction } from '../../../infra/local/edge-function.ts';
import { ECHO, startTestCloud, type TestCloud } from './fixture.ts';

const SCRIPT = `export const all = [${'"word", '.repeat(400)}];`;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Echo: ECHO },
    http: { 'GET /api/echo': 'Echo' },
    site: {
      'index.html': '<!doctype html><title>é</title>',
      'assets/app.js': SCRIPT,
      'icon.svg': '<svg/>',
      'chat.js': '1',
    },
  });
});
afterAll(() => cloud.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${cloud.portalUrl}${path}`, { headers, redirect: 'manual' });

/** As sent, not unpacked. */
const getRaw = (path: string, headers: Record<string, string>) =>
  new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request(`${cloud.portalUrl}${path}`, { headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(Buffer.from(chunk));
      resolve({ headers: answer.headers, body: Buffer.concat(chunks) });
    })
      .once('error', reject)
      .end();
  });

describe('a site', () => {
  it('serves its files with the type and the cache the deployment sets', async () => {
    const page = await get('/index.html');
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      200,
      'text/html',
      'no-cache',
    ]);
    expect(await page.text()).toBe('<!doctype html><title>é</title>');
    const script = await get('/assets/app.js');
    expect([script.headers.get('content-type'), script.headers.get('cache-control')]).toEqual([
      'text/javascript',
      'public, max-age=31536000, immutable',
    ]);
    expect((await get('/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
  });

  it('runs the CloudFront function: a path becomes the page, or an answer', async () => {
    expect(await (await get('/any/page')).text()).toContain('<title>é</title>');
    const moved = await get('/old');
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/new']);
  });

  it('adds the headers of the policy, also to the API and to errors', async () => {
    for (const path of ['/', '/api/echo', '/missing.js']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toBe('max-age=100; includeSubDomains');
      expect(headers.get('permissions-policy')).toBe('camera=()');
    }
  });

  it('says what is not there where CloudFront may list the bucket, and else calls it forbidden, as S3 does', async () => {
    const answers = await Promise.all(
      [cloud.portalUrl, cloud.consoleUrl].map(async (url) => {
        const answer = await fetch(`${url}/missing.js`);
        return [answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1]];
      }),
    );
    expect(answers).toEqual([
      [404, 'NoSuchKey'],
      [403, 'AccessDenied'],
    ]);
  });

  it('takes no other methods than the behaviour allows', async () => {
    expect((await fetch(`${cloud.portalUrl}/index.html`, { method: 'POST' })).status).toBe(403);
  });

  it('compresses what is large enough, as the browser takes it', async () => {
    const brotli = await getRaw('/assets/app.js', { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    expect((await getRaw('/assets/app.js', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
      'gzip',
    );
    expect((await getRaw('/assets/app.js', {})).headers['content-encoding']).toBeUndefined();
    expect(
      (await getRaw('/chat.js', { 'accept-encoding': 'br' })).headers['content-encoding'],
    ).toBeUndefined();
  });

  it('answers 304 to what the browser has', async () => {
    const first = await get('/assets/app.js', { 'accept-encoding': 'identity' });
    const again = await get('/assets/app.js', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('is on both loopback addresses, and tells its API which of the two it is', async () => {
    const port = new URL(cloud.consoleUrl).port;
    for (const url of [`http://127.0.0.1:${port}`, cloud.consoleUrl]) {
      const { body } = { body: await (await fetch(`${url}/api/echo`)).text() };
      expect(JSON.parse(body).headers).toMatchObject({
        'x-site': 'console',
        'x-viewer-host': new URL(url).host,
      });
    }
  });
});

describe('an error of an origin', () => {
  /** Counts how often it is asked, and answers as the query says. */
  const FAIL = `let asked = 0; export const handler = async (event) => {
    const { status = '500', control = 'no-store' } = event.queryStringParameters ?? {};
    return { statusCode: Number(status), headers: { 'cache-control': control }, body: event.requestContext.http.method + ' ' + ++asked };
  };`;
  let failing: TestCloud;
  beforeAll(async () => {
    failing = await startTestCloud({
      functions: { Fail: FAIL },
      http: { 'ANY /api/{proxy+}': 'Fail' },
      errorResponses: [{ ErrorCode: 503, ErrorCachingMinTTL: 0 }],
    });
  });
  afterAll(() => failing.stop());

  let path = 0;
  /** What two requests for one path get, the second without the query of the first. */
  const twice = async (query: string, init: RequestInit = {}, between = async () => {}) => {
    const url = `${failing.portalUrl}/api/${++path}`;
    const bodies: string[] = [];
    for (const address of [`${url}?${query}`, `${url}?status=200`]) {
      const answer = await fetch(address, { ...init, headers: { cookie: `who=${bodies.length}` } });
      bodies.push(`${answer.status} ${await answer.text()}`);
      await between();
    }
    return bodies[0] === bodies[1];
  };

  it.each([
    ['500, although it says no-store', 'status=500', true],
    ['502', 'status=502', true],
    ['503, for which the distribution says 0 seconds', 'status=503', false],
    ['504', 'status=504', true],
    ['501 that says no-store', 'status=501', false],
    ['404 that says no-store', 'status=404', false],
    ['404 that says nothing', 'status=404&control=public', true],
    ['401', 'status=401', false],
    ['403', 'status=403', false],
    ['403 that says how long', 'status=403&control=max-age%3D60', true],
    ['429', 'status=429', false],
    ['success', 'status=200', false],
  ])('is kept for everybody who asks for the path, or not: %s', async (_, query, isKept) => {
    expect(await twice(query)).toBe(isKept);
  });

  it('is kept of no change, and of none that is over', async () => {
    expect(await twice('status=500', { method: 'POST' })).toBe(false);
    expect(await twice('status=500', {}, () => failing.clock.advance(9_000))).toBe(true);
    expect(await twice('status=500', {}, () => failing.clock.advance(10_000))).toBe(false);
    expect(await twice('status=500&control=max-age%3D60', {}, () => failing.clock.advance(59_000))).toBe(
      true,
    );
  });
});

describe('the template of a site', () => {
  const behavior = (more: Record<string, unknown>) => ({
    extra: {
      OtherDistribution: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            DefaultCacheBehavior: {
              TargetOriginId: 'site',
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
              ...more,
            },
            Origins: [{ Id: 'site', DomainName: { 'Fn::GetAtt': ['PortalBucket', 'RegionalDomainName'] } }],
          },
        },
      },
    },
  });
  it.each([
    [
      'cache policy',
      { CachePolicyId: 'x' },
      'The local cloud does not know the cache policy x; see infra/local/edge-policies.ts.',
    ],
    [
      'origin request policy',
      { OriginRequestPolicyId: 'y' },
      'The local cloud does not know the origin request policy y; see infra/local/edge-policies.ts.',
    ],
    [
      'function',
      { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'z' }] },
      'A distribution runs z, which the template does not make.',
    ],
    [
      'headers policy',
      { ResponseHeadersPolicyId: 'p' },
      'A distribution has the response headers policy p, which the template does not make.',
    ],
    ['site', {}, 'The distribution OtherDistribution sets no x-site header, so no port is its own.'],
  ])('stops in one line at an unknown %s', async (_name, more, line) => {
    // A behaviour that compresses is the one whose cache policy matters.
    await expect(startTestCloud(behavior({ Compress: true, ...more }))).rejects.toMatchObject({
      name: 'UserError',
      message: line,
    });
  });

  it('ends a function that never ends', async () => {
    const properties = {
      Name: 'pages',
      FunctionCode: 'const handler = () => { while (true) {} };',
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    } as const;
    const run = createEdgeFunction(properties, 'distribution', 100);
    const asked = { method: 'GET', path: '/', query: '', headers: [], body: Buffer.alloc(0), sourceIp: '' };
    await expect(run(asked)).rejects.toThrow('timed out');
  });

  it('stops in one line at a function that does not load', async () => {
    const broken = {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: 'pages',
        FunctionCode: 'function (',
        FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      },
    };
    await expect(startTestCloud({ extra: { PagesFunction: broken } })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^The CloudFront function pages does not load: /),
    });
  });
});
