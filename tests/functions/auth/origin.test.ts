// What a request says of where it came from, and what of that is believed.
import { describe, expect, test } from 'vitest';
import { addressOf, isOwnOrigin, siteOf } from '../../../functions/auth/origin.ts';

const host = 'portal.example.nl';

describe('the exact origin', () => {
  test.each([
    ['its own page', { origin: `https://${host}`, 'x-viewer-host': host }, true],
    ['names in another case', { Origin: `https://${host}`, 'X-Viewer-Host': 'Portal.Example.NL' }, true],
    ['a port of its own', { origin: `https://${host}:8443`, 'x-viewer-host': `${host}:8443` }, true],
    ['localhost, plain', { origin: 'http://localhost:8080', 'x-viewer-host': 'localhost:8080' }, true],
    ['localhost without a port', { origin: 'http://localhost', 'x-viewer-host': 'localhost' }, true],
    ['no origin', { 'x-viewer-host': host }, false],
    ['no host', { origin: `https://${host}` }, false],
    ['nothing', {}, false],
    ['plain http', { origin: `http://${host}`, 'x-viewer-host': host }, false],
    ['another host', { origin: 'https://evil.example', 'x-viewer-host': host }, false],
    ['a host behind it', { origin: `https://${host}.evil.example`, 'x-viewer-host': host }, false],
    ['a host before it', { origin: `https://evil${host}`, 'x-viewer-host': host }, false],
    ['a subdomain', { origin: `https://x.${host}`, 'x-viewer-host': host }, false],
    ['another port', { origin: `https://${host}:444`, 'x-viewer-host': host }, false],
    [
      'another port of localhost',
      { origin: 'http://localhost:8081', 'x-viewer-host': 'localhost:8080' },
      false,
    ],
    [
      'what only begins as localhost',
      { origin: 'http://localhost.evil.example', 'x-viewer-host': 'localhost.evil.example' },
      false,
    ],
    ['a path behind it', { origin: `https://${host}/`, 'x-viewer-host': host }, false],
    ['null, as of a sandboxed frame', { origin: 'null', 'x-viewer-host': host }, false],
    ['two hosts', { origin: `https://${host}`, 'x-viewer-host': `${host}, evil.example` }, false],
    [
      'a host that makes a URL',
      { origin: 'https://a@evil.example', 'x-viewer-host': 'a@evil.example' },
      false,
    ],
    ['only the host header', { origin: `https://${host}`, host }, false],
  ])('%s', (_name, headers, expected) => {
    expect(isOwnOrigin(headers)).toBe(expected);
  });
});

const SECRET = { 'x-origin-secret': 'of-a-test' };

test.each([
  ['that of this turn', 'of-a-test', 'portal'],
  ['that of the turn before', 'of-a-test-before', 'portal'],
  ['another', 'of-a-guess', undefined],
  ['both at once', 'of-a-test,of-a-test-before', undefined],
  ['an empty one', '', undefined],
  ['none', undefined, undefined],
])('with %s as the secret the site is %s', (_name, secret, site) => {
  expect(siteOf({ 'x-site': 'portal', 'x-origin-secret': secret })).toBe(site);
});

test.each([
  [{ 'x-site': 'portal' }, 'portal'],
  [{ 'X-Site': 'console' }, 'console'],
  [{ 'x-site': 'Portal' }, undefined],
  [{ 'x-site': 'portal, console' }, undefined],
  [{ 'x-site': '__proto__' }, undefined],
  [{}, undefined],
])('the site of %o is %s', (headers, site) => {
  expect(siteOf({ ...SECRET, ...headers })).toBe(site);
});

test.each([
  ['through CloudFront and API Gateway', '198.51.100.7, 203.0.113.1', '203.0.113.1', '198.51.100.7'],
  ['with hops the viewer made up', '1.1.1.1, 198.51.100.7, 203.0.113.1', '203.0.113.1', '198.51.100.7'],
  ['through a gateway that adds nothing', '198.51.100.7', '127.0.0.1', '198.51.100.7'],
  ['straight to the gateway', '203.0.113.1', '203.0.113.1', '203.0.113.1'],
  ['without the header', undefined, '203.0.113.1', '203.0.113.1'],
  ['an empty header', ' , ', '203.0.113.1', '203.0.113.1'],
  ['IPv6', '2001:db8::7, 203.0.113.1', '203.0.113.1', '2001:db8::7'],
])('the address %s', (_name, hops, sourceIp, expected) => {
  expect(addressOf(hops === undefined ? {} : { 'x-forwarded-for': hops }, sourceIp)).toBe(expected);
});
