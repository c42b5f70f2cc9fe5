// Who may ask at all, on the wire: pages of the own site, through CloudFront.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { routes } from '../../shared/routes.ts';
import { signInOverHttp } from '../support/client.ts';
import { type Site, startWire, urlOf, type Wire } from '../support/wire.ts';

let wire: Wire;
const cookies = new Map<Site, string>();
beforeAll(async () => {
  wire = await startWire();
  cookies.set('portal', await signInOverHttp(wire.cloud.portalUrl, 'jansen'));
  cookies.set('console', await signInOverHttp(wire.cloud.consoleUrl, 'anna'));
});
afterAll(() => wire?.stop());

/** @returns `open`, or the status the handshake was answered with. */
const handshake = (url: string, headers: Record<string, string>): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), { headers });
    socket.once('open', () => {
      socket.close();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('error', reject);
  });

const portOf = (url: string) => new URL(url).port;
/** By name, for each site: the `Origin` a browser would send from there. */
const strangers: [string, (url: string) => string | undefined][] = [
  ['another site', () => 'https://evil.example'],
  ['another port', () => 'http://localhost:1'],
  ['the other scheme', (url) => url.replace('http', 'https').replace(/:\d+$/, '')],
  ['a host that begins alike', (url) => `${url.replace(`:${portOf(url)}`, '')}.evil.example`],
  ['a sandboxed frame', () => 'null'],
  ['nowhere', () => undefined],
];

describe.each<Site>(['portal', 'console'])('%s', (site) => {
  const cookie = () => cookies.get(site) ?? '';
  const fromOrigin = (origin: string | undefined) => ({ cookie: cookie(), ...(origin && { origin }) });

  it('opens a socket for its own pages', async () => {
    const url = urlOf(wire, site);
    expect(await handshake(`${url}/ws`, fromOrigin(url))).toBe('open');
  });

  it('[S1] knows nobody without an account: no socket is opened, and no route answers but the sign-in', async () => {
    const url = urlOf(wire, site);
    const strangers: Record<string, string>[] = [
      {},
      { cookie: cookie().replace(/=.*/, `=${'x'.repeat(43)}`) },
    ];
    for (const stranger of strangers)
      expect([401, 403]).toContain(await handshake(`${url}/ws`, { origin: url, ...stranger }));
    const answers = Object.entries(routes)
      .filter(([, { by }]) => !by.some((who) => who === 'anyone'))
      .map(async ([name]) => {
        const [method = '', path = ''] = name.split(' ');
        const answer = await fetch(`${url}${path.replace(/\{\w+\}/g, '1'.repeat(22))}`, {
          method,
          headers: { 'content-type': 'application/json', origin: url },
          ...(method !== 'GET' && { body: '{}' }),
        });
        return [name, answer.status, ((await answer.json()) as { error?: { code: string } }).error?.code];
      });
    const wrong = (await Promise.all(answers)).filter(
      ([, status, code]) => status !== 401 || code !== 'not_signed_in',
    );
    expect(wrong).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
  });

  it.each(strangers)('opens no socket for a page of %s', async (_, originOf) => {
    const url = urlOf(wire, site);
    expect([401, 403]).toContain(await handshake(`${url}/ws`, fromOrigin(originOf(url))));
  });

  it.each(strangers)('changes nothing for a page of %s', async (_, originOf) => {
    const url = urlOf(wire, site);
    const answer = await fetch(`${url}/api/logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...fromOrigin(originOf(url)) },
      body: '{}',
    });
    expect(answer.status).toBe(403);
    const still = await fetch(`${url}/api/session`, { headers: { cookie: cookie() } });
    expect(still.status).toBe(200);
  });

  it('changes nothing for what a form can send', async () => {
    const url = urlOf(wire, site);
    const answer = await fetch(`${url}/api/logout`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', ...fromOrigin(url) },
      body: '{}',
    });
    expect(answer.status).toBe(403);
  });

  it('answers nobody who comes past CloudFront, whatever they say of themselves', async () => {
    const url = urlOf(wire, site);
    const said = {
      ...fromOrigin(url),
      'x-site': site,
      'x-viewer-host': new URL(url).host,
      'x-forwarded-for': '198.51.100.7',
    };
    expect(await handshake(wire.cloud.connectionsUrl, said)).toBe(403);
    expect(await handshake(wire.cloud.connectionsUrl, { ...said, 'x-origin-secret': 'a-guess' })).toBe(403);
    for (const path of ['/api/session', '/api/my-tickets'])
      expect((await fetch(`${wire.cloud.httpApiUrl}${path}`, { headers: said })).status).toBe(403);
    const login = await fetch(`${wire.cloud.httpApiUrl}/api/login`, {
      method: 'POST',
      headers: { ...said, 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'jansen', password: 'demo' }),
    });
    expect([login.status, login.headers.getSetCookie()]).toEqual([403, []]);
  });

  it('believes no host that a viewer names', async () => {
    const url = urlOf(wire, site);
    const evil = 'https://evil.example';
    for (const name of ['x-viewer-host', 'X-Viewer-Host', 'x-forwarded-host']) {
      const said = { ...fromOrigin(evil), [name]: 'evil.example' };
      expect(await handshake(`${url}/ws`, said)).toBe(403);
      const answer = await fetch(`${url}/api/logout`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...said },
        body: '{}',
      });
      expect(answer.status).toBe(403);
    }
  });

  it('takes its secret over what a viewer sends under that name', async () => {
    const url = urlOf(wire, site);
    const answer = await fetch(`${url}/api/session`, {
      headers: { cookie: cookie(), 'x-origin-secret': 'a-guess', 'x-site': 'elsewhere' },
    });
    expect(answer.status).toBe(200);
  });

  it('sends its headers with every page and every answer', async () => {
    for (const path of ['/', '/api/session']) {
      const { headers } = await fetch(`${urlOf(wire, site)}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "trusted-types 'none'",
        "require-trusted-types-for 'script'",
        "object-src 'none'",
        "base-uri 'none'",
      ])
        expect(policy.split('; ')).toContain(part);
      expect(policy).not.toMatch(/unsafe|nonce|\*/);
      expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*microphone=\(\)/);
    }
  });
});
