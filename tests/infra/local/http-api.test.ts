// The local HTTP API: which route is found, the event the function gets, the response its result becomes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ECHO, startTestCloud, type TestCloud } from './fixture.ts';

const ODD = `export const handler = async ({ queryStringParameters: { as } }) => {
  if (as === 'text') return 'just text';
  if (as === 'value') return { a: 1 };
  if (as === 'cookies') return { statusCode: 201, cookies: ['a=1; Path=/', 'b=2'], headers: { 'X-Own': 'x' } };
  if (as === 'binary') return { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'AAEC', isBase64Encoded: true };
  if (as === 'malformed') return { statusCode: 'many' };
  throw new Error('no');
};`;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Echo: ECHO, Odd: ODD },
    http: {
      'GET /api/things/{id}': 'Echo',
      'GET /api/things/all': 'Odd',
      'POST /api/things': 'Echo',
      'ANY /api/rest/{proxy+}': 'Echo',
    },
  });
});
afterAll(() => cloud.stop());

describe('the HTTP API', () => {
  it('hands the function an event of payload 2.0', async () => {
    const answer = await fetch(`${cloud.portalUrl}/api/things/a%20b?x=1&x=2&y=%C3%A9`, {
      headers: { cookie: 'one=1; two=2', 'X-Own': 'Yes', 'x-site': 'console', 'user-agent': 'test' },
    });
    expect(answer.status).toBe(200);
    const event = await answer.json();
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /api/things/{id}',
      rawPath: '/api/things/a%20b',
      rawQueryString: 'x=1&x=2&y=%C3%A9',
      cookies: ['one=1', 'two=2'],
      headers: {
        'x-own': 'Yes',
        'x-site': 'portal',
        'x-viewer-host': new URL(cloud.portalUrl).host,
        'x-forwarded-proto': 'https',
      },
      queryStringParameters: { x: '1,2', y: 'é' },
      pathParameters: { id: 'a b' },
      requestContext: {
        http: { method: 'GET', path: '/api/things/a%20b', protocol: 'HTTP/1.1', userAgent: 'test' },
        routeKey: 'GET /api/things/{id}',
        stage: '$default',
        timeEpoch: expect.any(Number),
        requestId: expect.any(String),
      },
      isBase64Encoded: false,
    });
    expect(event.body).toBeUndefined();
    expect(event.headers.cookie).toBeUndefined();
    expect(event.headers.host).toMatch(/\.execute-api\.eu-west-1\.amazonaws\.com$/);
    expect(event.headers['x-forwarded-for']).toMatch(/^(127\.0\.0\.1|::1), 130\.176\.0\.1$/);
    expect(event.requestContext.time).toMatch(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  it.each([
    ['application/json', false, '{"é":1}'],
    ['text/plain; charset=utf-8', false, '{"é":1}'],
    ['application/x-www-form-urlencoded', true, Buffer.from('{"é":1}').toString('base64')],
    ['application/octet-stream', true, Buffer.from('{"é":1}').toString('base64')],
  ])('gives a body of %s as API Gateway does', async (type, isBase64Encoded, body) => {
    const answer = await fetch(`${cloud.portalUrl}/api/things`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"é":1}',
    });
    expect(await answer.json()).toMatchObject({ body, isBase64Encoded });
  });

  it('prefers a whole segment to a parameter, and takes the rest of a path', async () => {
    expect(await (await fetch(`${cloud.portalUrl}/api/things/all?as=text`)).text()).toBe('just text');
    const rest = await fetch(`${cloud.portalUrl}/api/rest/a/b/c`, { method: 'PATCH' });
    expect(await rest.json()).toMatchObject({
      routeKey: 'ANY /api/rest/{proxy+}',
      pathParameters: { proxy: 'a/b/c' },
    });
  });

  it('answers 404 to what has no route, and to another method', async () => {
    for (const [path, method] of [
      ['/api/none', 'GET'],
      ['/api/things', 'DELETE'],
    ]) {
      const answer = await fetch(`${cloud.portalUrl}${path}`, { method });
      expect([answer.status, await answer.text()]).toEqual([404, '{"message":"Not Found"}']);
    }
  });

  it('makes the result a response', async () => {
    const odd = (as: string) => fetch(`${cloud.portalUrl}/api/things/all?as=${as}`);
    const value = await odd('value');
    expect([value.status, value.headers.get('content-type'), await value.text()]).toEqual([
      200,
      'application/json',
      '{"a":1}',
    ]);
    const cookies = await odd('cookies');
    expect([cookies.status, cookies.headers.get('x-own'), cookies.headers.getSetCookie()]).toEqual([
      201,
      'x',
      ['a=1; Path=/', 'b=2'],
    ]);
    const binary = await odd('binary');
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 1, 2]);
  });

  it.each(['malformed', 'throwing'])('answers 500 to a %s function and says no more', async (as) => {
    const answer = await fetch(`${cloud.portalUrl}/api/things/all?as=${as}`);
    expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});
