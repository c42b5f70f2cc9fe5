// Pages of others as they are: a script before there is a body, twice, in a single-page app, on a phone; and those that mean harm.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAT_PATH } from '../../web/ui/chat-path.ts';
import { screenshot } from '../support/browser.ts';
import { frameOf, startChat, tabIn, useOtherPortal } from '../support/other-portal.ts';
import { arrive, chatOf, joinChat, leave, type Person, sees, startDuty } from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const { enter, address } = useOtherPortal(product);
let anna: Person;
beforeAll(async () => {
  anna = await product.enterConsole('anna');
  await startDuty(anna);
});
afterAll(() => leave(anna));

const MOUNT = `mountChat({ user: 'sanne-1', getToken: async () => (await fetch('/chat-token')).text() });`;

/** Another page of the same portal, with the policy that the documents ask for. */
const goToPage = async (
  { page, context }: Person,
  path: string,
  html: string,
  others = '',
): Promise<void> => {
  const policy = `default-src 'none'; script-src 'unsafe-inline' ${product.portalUrl}; frame-src ${product.portalUrl} ${others}; connect-src 'self'`;
  // A page that a test answers for is of no network, and browsers ask before such a one reaches this machine.
  await context.grantPermissions(['local-network-access'], { origin: address() });
  await context.route(`${address()}${path}`, (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: html }),
  );
  await page.goto(`${address()}${path}`);
};

const framesIn = (page: Page): Promise<number> => page.locator('iframe').count();

describe('[S118] the script', () => {
  it('works in the head, before there is a body, and twice by mistake', async () => {
    const sanne = await enter('sanne');
    const script = `<script src="${product.portalUrl}/embed.js"></script><script>${MOUNT}</script>`;
    await goToPage(sanne, '/head', `<!doctype html><head>${script}${script}</head><body><p>Tekst</p></body>`);
    await tabIn(await frameOf(sanne.page)).waitFor();
    expect(await framesIn(sanne.page)).toBe(1);
    expect(sanne.complaints).toEqual([]);
    await leave(sanne);
  });

  it('stays in a single-page app that draws its page anew, with the draft, and follows who signs in there', async () => {
    const sanne = await enter('sanne');
    const { page } = sanne;
    await goToPage(
      sanne,
      '/app',
      `<!doctype html><body><main>Een</main><script src="${product.portalUrl}/embed.js"></script><script>${MOUNT}</script></body>`,
    );
    const frame = await frameOf(page);
    await tabIn(frame).click();
    await frame.getByLabel('Uw vraag').fill('Half een vraag');
    await page.evaluate(() => {
      history.pushState(null, '', '/app/twee');
      const body = document.createElement('body');
      body.textContent = 'Twee';
      document.body.replaceWith(body);
      Object(window).mountChat({ user: 'sanne-1', getToken: () => '' });
    });
    await page.getByText('Twee').waitFor();
    expect(await framesIn(page)).toBe(1);
    expect(await frame.getByLabel('Uw vraag').inputValue()).toBe('Half een vraag');
    // Somebody else signs in, without a page load.
    const left = page.waitForResponse((answer) => answer.url().endsWith('/api/embed/session'));
    await page.evaluate(() => Object(window).mountChat({}));
    expect((await left).status()).toBe(401);
    expect(await tabIn(await frameOf(page)).count()).toBe(0);
    expect(await framesIn(page)).toBe(1);
    await leave(sanne);
  });

  it('[S118] on a phone the window has the screen to itself, and the page what the tab leaves', async () => {
    const phone = await enter('sanne', undefined, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = phone;
    const frame = await frameOf(page);
    await tabIn(frame).waitFor();
    // What lies under the frame, but not under the tab, is the page's.
    await page.getByRole('link', { name: 'Inloggen als Sanne' }).click();
    await tabIn(await frameOf(page)).waitFor();
    await screenshot(page, 'embedded-phone-tab');
    await startChat(await frameOf(page), 'Past het op mijn telefoon?');
    await screenshot(page, 'embedded-phone-chat');
    const box = await (await frameOf(page)).locator('.window').boundingBox();
    expect(box?.width).toBe(360);
    expect(box?.height).toBeGreaterThan(700);
    await leave(phone);
  });
});

describe('[S123] a window of its own', () => {
  it('takes over the session of a frame on another site, and chats on', async () => {
    const sanne = await enter('sanne');
    const frame = await frameOf(sanne.page);
    await frame.getByText('Past het op mijn telefoon?').waitFor();
    const opening = sanne.context.waitForEvent('page');
    await frame.getByRole('button', { name: /^Pop out/ }).click();
    const apart = await opening;
    await apart.getByText('Past het op mijn telefoon?').waitFor();
    expect(new URL(apart.url()).hash).toBe('');
    await apart.getByRole('textbox', { name: 'Uw bericht' }).fill('Uit een los venster');
    await apart.getByRole('textbox', { name: 'Uw bericht' }).press('Enter');
    await joinChat(anna, 'Sanne Visser');
    await sees(chatOf(anna, 'Sanne Visser').getByRole('log'), 'Uit een los venster');
    await screenshot(apart, 'embedded-popped-out');
    await leave(sanne);
  });

  it('is not opened as somebody else by a link of theirs, though its code is good', async () => {
    const mallory = await enter('daan');
    await (await frameOf(mallory.page)).locator('aside').waitFor();
    const frame = await frameOf(mallory.page);
    const code = await frame.evaluate(async () => {
      const answer = await fetch('/api/embed/window', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return (await answer.json()).ok.code;
    });
    const victim = await arrive(product.browser, 'about:blank');
    const asked: string[] = [];
    victim.page.on('request', (request) =>
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
    );
    await victim.page.goto(address());
    await victim.page.evaluate((url) => {
      location.href = url;
    }, `${product.portalUrl}${CHAT_PATH}#${code}`);
    await victim.page.getByLabel('Gebruikersnaam').waitFor();
    expect(asked).toContain('GET /api/session');
    expect(asked).not.toContain('PUT /api/embed/window');
    expect((await victim.context.cookies()).filter(({ name }) => name.includes('session'))).toEqual([]);
    await victim.context.close();
    await leave(mallory);
  });
});

describe('a stranger’s messages', () => {
  it('neither open, sign out nor feed the frame, and are not taken for its own', async () => {
    const sanne = await enter('sanne');
    const { page, context } = sanne;
    // This browser has its session, so no page asks for a token any more.
    await (await frameOf(page)).getByText('Past het op mijn telefoon?').waitFor();
    // A frame of a third party beside the chat's, which says all that a page may say, and to the page all that the frame may.
    const script = `
      for (let at = 0; at < parent.length; at++)
        for (const message of [{ user: 'daan-2', language: 'nl' }, { leave: true }, { shown: true }, { token: 'x' }])
          parent.frames[at].postMessage(message, '*');
      for (const message of [{ unread: 99 }, { ended: true }, { failed: 'made up' }, { wants: 'token' }, { left: true }])
        parent.postMessage(message, '*');
      parent.postMessage('all said', '*');`;
    const third = `${product.consoleUrl}/third`;
    await context.route(third, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<script>${script}</script>` }),
    );
    await goToPage(
      sanne,
      '/third',
      `<!doctype html><body><b id="heard"></b><script src="${product.portalUrl}/embed.js"></script><script>
        let asked = 0;
        const chat = mountChat({ user: 'sanne-1', getToken: async () => { asked++; return (await fetch('/chat-token')).text(); } });
        const heard = [];
        chat.onUnread((count) => heard.push(count));
        chat.onEnded(() => heard.push('ended'));
        addEventListener('message', ({ data }) => {
          if (data === 'all said') document.getElementById('heard').textContent = 'said ' + heard.filter((one) => one !== 0) + asked;
        });
      </script></body>`,
      third,
    );
    const frame = await frameOf(page);
    const box = frame.getByRole('textbox', { name: 'Uw bericht' });
    await box.waitFor();
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    }, third);
    // No count, no end, and no token asked for.
    await expect.poll(() => page.locator('#heard').textContent()).toBe('said 0');
    await box.fill('Nog steeds hier');
    await box.press('Enter');
    await sees(chatOf(anna, 'Sanne Visser').getByRole('log'), 'Nog steeds hier');
    await leave(sanne);
  });

  it('[S124] no page of the product but the frame is shown in a page of others', async () => {
    const sanne = await enter('sanne');
    for (const path of ['/', '/chat', '/login']) {
      await goToPage(sanne, '/around', `<!doctype html><iframe src="${product.portalUrl}${path}"></iframe>`);
      await expect.poll(() => sanne.page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
    }
    expect(sanne.complaints.splice(0)).toEqual(
      Array(3).fill(
        expect.stringContaining(
          `violates the following Content Security Policy directive: "frame-ancestors 'none'"`,
        ),
      ),
    );
    await leave(sanne);
  });
});
