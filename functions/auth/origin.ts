// Which site a request came through and whether a page of that very site made it. Shared by the socket and the HTTP API; no session.
import { createHash, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { env } from '../adapters/env.ts';
import { Site } from '../domain/account.ts';

export type Headers = Readonly<Record<string, string | undefined>>;

/** API Gateway gives header names in lower case over HTTP, and as they were sent on a socket. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  headers[name] ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

const hashed = (text: string) => createHash('sha256').update(text).digest();

/** Only CloudFront knows the secret; who calls API Gateway past it has no site, and so no access. */
const isFromCloudFront = (headers: Headers): boolean => {
  const given = hashed(headerOf(headers, 'x-origin-secret') ?? '');
  const accepted = env('ORIGIN_SECRETS').split(',');
  return accepted.some((secret) => secret !== '' && timingSafeEqual(hashed(secret), given));
};

/** CloudFront says which of the two sites it is, in a header a viewer cannot set. */
export const siteOf = (headers: Headers): Site | undefined => {
  if (!isFromCloudFront(headers)) return undefined;
  const site = v.safeParse(Site, headerOf(headers, 'x-site'));
  return site.success ? site.output : undefined;
};

/**
 * Whether `Origin` is exactly the host the page was asked from, which CloudFront hands on as `x-viewer-host`. A
 * request without either is not of our own pages. Plain http is for this machine alone.
 */
export const isOwnOrigin = (headers: Headers): boolean => {
  const origin = headerOf(headers, 'origin');
  const host = headerOf(headers, 'x-viewer-host')?.toLowerCase();
  if (!origin || !host || !/^[a-z\d.-]+(:\d{1,5})?$/.test(host)) return false;
  if (origin === `https://${host}`) return true;
  return /^localhost(:\d+)?$/.test(host) && origin === `http://${host}`;
};

/**
 * The viewer's address. Each hop adds the address it was called from to the end of `x-forwarded-for`: first CloudFront
 * the viewer's, then API Gateway that of CloudFront, which is also its `sourceIp`. What stands before is the viewer's
 * own invention; that it came through CloudFront at all is what `siteOf` makes sure of.
 */
export const addressOf = (headers: Headers, sourceIp: string): string => {
  const hops = (headerOf(headers, 'x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  if (hops.at(-1) === sourceIp) hops.pop();
  return hops.at(-1) ?? sourceIp;
};
