// The chat on another company's page, with the example of the documents as that company: another site, a policy and a login of its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameOf, startChat, tabIn, useOtherPortal } from '../support/other-portal.ts';
import {
  arrive,
  chatOf,
  joinChat,
  leave,
  type Person,
  sees,
  startDuty,
  writeAsAgent,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const { enter, address } = useOtherPortal(product);
let anna: Person;

beforeAll(async () => {
  anna = await product.enterConsole('anna');
  await startDuty(anna);
});
afterAll(() => leave(anna));

/** Of the sockets of the frame that are open now. */
const watchSockets = ({ page }: Person) => {
  let open = 0;
  page.on('websocket', (socket) => {
    open++;
    socket.on('close', () => {
      open--;
    });
  });
  return () => open;
};

describe('[S118] on a page of others', () => {
  it('[S118] [S122] a customer chats from script tag to ticket, and is gone with the sign-out', async () => {
    const sanne = await enter('sanne');
    const { page } = sanne;
    const frame = await frameOf(page);
    await tabIn(frame).waitFor();
    await startChat(frame, 'Waar blijft mijn pakket?');

    await joinChat(anna, 'Sanne Visser');
    await sees(chatOf(anna, 'Sanne Visser').getByRole('log'), 'Waar blijft mijn pakket?');
    // A person who has no login here is called by the name, on both sides.
    expect(await anna.page.getByText('sanne-1').count()).toBe(0);
    await page.getByRole('button', { name: 'Chat klein maken' }).click();
    await writeAsAgent(anna, 'Sanne Visser', 'Het komt morgen.');
    await expect.poll(() => page.locator('#unread').textContent()).toBe('1');
    await page.getByRole('button', { name: 'Chat openen' }).click();
    await frame.getByText('Het komt morgen.').waitFor();
    await expect.poll(() => page.locator('#unread').textContent()).toBe('0');

    // Elsewhere on the site the chat is there again, with one session and no token more.
    await page.reload();
    const again = await frameOf(page);
    await again.getByText('Het komt morgen.').waitFor();
    expect(sanne.complaints).toEqual([]);

    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.getByText('Ingelogd: niemand').waitFor();
    await page.goto(`${address()}/login?as=daan`);
    const daans = await frameOf(page);
    await daans.getByRole('button', { name: 'Chat with the helpdesk' }).waitFor();
    expect(await daans.getByText('Het komt morgen.').count()).toBe(0);
    expect(await daans.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'pakket',
    );
    expect(sanne.complaints).toEqual([]);
    await leave(sanne);
  });

  it('[S123] where third-party cookies are restricted, and where nothing is kept at all', async () => {
    const restricted = await enter('sanne', async (session) => {
      await session.send('Network.enable');
      await session.send(
        'Network.setCookieControls' as 'Network.enable',
        {
          enableThirdPartyCookieRestriction: true,
          disableThirdPartyCookieMetadata: true,
          disableThirdPartyCookieHeuristics: true,
        } as never,
      );
    });
    const frame = await frameOf(restricted.page);
    await frame.getByText('Het komt morgen.').waitFor();
    const [kept] = (await restricted.context.cookies()).filter(({ name }) => name.includes('session'));
    expect(kept).toMatchObject({ sameSite: 'None', httpOnly: true, secure: true });
    await leave(restricted);

    const bare = await enter('sanne', async (_session, context) => {
      await context.addInitScript(() => {
        if (window === window.parent) return;
        const refuse = () => {
          throw new DOMException('refused', 'SecurityError');
        };
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
          Object.defineProperty(window, name, { get: refuse });
        Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} });
      });
    });
    const cookies: string[] = [];
    bare.page.on('request', (request) => {
      if (request.url().includes('/api/')) cookies.push(request.headers().cookie ?? '');
    });
    const inside = await frameOf(bare.page);
    await inside.getByText('Het komt morgen.').waitFor();
    await inside.getByRole('textbox', { name: 'Uw bericht' }).fill('Dank u wel');
    await inside.getByRole('textbox', { name: 'Uw bericht' }).press('Enter');
    await anna.page.getByText('Dank u wel').first().waitFor();
    expect((await bare.context.cookies()).filter(({ name }) => name.includes('session'))).toEqual([]);
    expect(cookies.join('')).toBe('');
    await leave(bare);
  });

  it('[S122] a sign-out in one window closes the sockets of the others', async () => {
    const sanne = await enter('sanne');
    const open = watchSockets(sanne);
    await (await frameOf(sanne.page)).getByText('Het komt morgen.').waitFor();
    const second = await sanne.context.newPage();
    await second.goto(address());
    await (await frameOf(second)).getByText('Het komt morgen.').waitFor();
    await second.getByRole('button', { name: 'Uitloggen' }).click();
    await second.getByText('Ingelogd: niemand').waitFor();
    await expect.poll(open).toBe(0);
    await leave(sanne);
  });

  it('[S119] [S124] without a token there is no chat and one clear line; a page that is not named shows nothing', async () => {
    const nobody = await arrive(product.browser, 'about:blank');
    await nobody.page.goto(address());
    await frameOf(nobody.page);
    const lines: string[] = [];
    nobody.page.on('console', (message) => lines.push(message.text()));
    await nobody.page.evaluate(() => {
      Object(window).mountChat({ user: 'x', getToken: () => 'no token at all' });
    });
    await expect
      .poll(() => lines.filter((line) => line.startsWith('No chat: ')))
      .toEqual(['No chat: format. See docs/embedding.md.']);
    await leave(nobody);
    // Our own page by its side is one that nobody named: the frame stays empty there.
    const stranger = await arrive(product.browser, `${product.consoleUrl}/favicon.svg`);
    await stranger.context.route('**/stranger', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${product.portalUrl}/embed"></iframe>` }),
    );
    await stranger.context.grantPermissions(['local-network-access']);
    await stranger.page.goto(`${product.consoleUrl}/stranger`);
    await expect.poll(() => stranger.page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
    expect(stranger.complaints).toEqual([expect.stringContaining('frame-ancestors')]);
    await stranger.context.close();
  });
});
