// A page of somebody else, in the browser of somebody who is signed in: it opens no socket and changes nothing (A8).
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listTicketsOf } from '../../functions/store/ticket-lists.ts';
import { launchBrowser } from '../support/browser.ts';
import { addCustomer } from '../support/desk.ts';
import { type Deployed, startDeployed } from './support/cloud.ts';

let deployed: Deployed;
let browser: Browser;
let stranger: Server;
let strangerUrl: string;
beforeAll(async () => {
  deployed = await startDeployed();
  browser = await launchBrowser();
  stranger = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Gratis</title>');
  }).listen(0, 'localhost');
  await once(stranger, 'listening');
  const address = stranger.address();
  // Of the same site as browsers see it, as ports do not count there: the cookie goes along, however strict it is.
  strangerUrl = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(async () => {
  await browser?.close();
  stranger?.close();
  await deployed?.stop();
});

/** Whether a page there gets a socket open, and what its posts do. */
const tryFrom = async (url: string, cookie: string) => {
  const { portalUrl } = deployed.cloud;
  const context = await browser.newContext();
  // The tool sets no cookie with this prefix for http; the browser takes it from an answer, as on this machine always.
  await context.route(`${portalUrl}/given`, (route) =>
    route.fulfill({ headers: { 'set-cookie': `${cookie}; HttpOnly; Secure; SameSite=Strict; Path=/` } }),
  );
  const page = await context.newPage();
  await page.goto(`${portalUrl}/given`);
  await page.goto(url);
  const opened = await page.evaluate(
    (site) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(`${site.replace('http', 'ws')}/ws`);
        socket.onopen = () => resolve(true);
        socket.onclose = () => resolve(false);
      }),
    portalUrl,
  );
  await page.evaluate(async (site) => {
    const bodies = [
      ['cors', 'application/json', '{"cid":"0000000000000000000000","text":"van een ander","email":""}'],
      ['no-cors', 'text/plain', '{"cid":"0000000000000000000000","text":"van een ander","email":""}'],
    ] as const;
    for (const [mode, type, body] of bodies)
      await fetch(`${site}/api/my-tickets`, {
        method: 'POST',
        mode,
        credentials: 'include',
        headers: { 'content-type': type },
        body,
      }).catch(() => {});
    const form = document.createElement('form');
    form.action = `${site}/api/my-tickets`;
    form.method = 'POST';
    form.enctype = 'text/plain';
    const field = document.createElement('input');
    field.name = '{"cid":"0000000000000000000000","text":"van een ander","email":"';
    field.value = '"}';
    form.append(field);
    document.body.append(form);
    form.submit();
  }, portalUrl);
  await page.waitForTimeout(500);
  await context.close();
  return opened;
};

it('[A8] a socket opens from the own page, and from no other', async () => {
  const customer = await addCustomer(deployed.db);
  const cookie = await deployed.signIn(customer);
  const tickets = async () =>
    (await listTicketsOf(deployed.db, customer.id, { matches: () => true })).tickets.length;
  expect(await tryFrom(strangerUrl, cookie)).toBe(false);
  expect(await tickets(), 'nothing was changed').toBe(0);
  expect(await tryFrom(deployed.cloud.portalUrl, cookie)).toBe(true);
  expect(await tickets(), 'the own page may').toBe(1);
});
