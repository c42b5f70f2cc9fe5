// Numbers that nobody should have in a chat, in two real browsers: what is on the screens, and what is on the wire.
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import {
  arrive,
  chatOf,
  expectNoComplaints,
  joinChat,
  type Person,
  sees,
  signIn,
  startChat,
  startDuty,
  tabOf,
  windowOf,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

/** Everything a page sends on its sockets from now on. */
const framesOf = ({ page }: Person): string[] => {
  const frames: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => void frames.push(String(payload))),
  );
  return frames;
};

describe('a number in a chat', () => {
  it('does not leave the browser, until an agent asks for it [S139]', async () => {
    const jansen = await arrive(product.browser, product.portalUrl);
    const anna = await arrive(product.browser, product.consoleUrl);
    await signIn(jansen, 'jansen');
    await signIn(anna, 'anna');
    await startDuty(anna);
    const frames = framesOf(jansen);
    await jansen.page.reload();
    await tabOf(jansen).waitFor();
    await startChat(jansen, { nickname: 'Jan' });
    const portal = windowOf(jansen);
    await writeAsCustomer(jansen, 'Er is twee keer afgeschreven.');
    await joinChat(anna, 'Jan');
    const chat = chatOf(anna, 'Jan');

    const composer = portal.getByRole('textbox', { name: 'Uw bericht' });
    await composer.pressSequentially('Mijn kaart is 4111 1111 1111 1111', { delay: 5 });
    await chat.getByText('•••• •••• •••• 1111').waitFor();
    await chat.getByText('Afgeschermd in het bericht van de klant: kaartnummer.').waitFor();
    await composer.press('Enter');
    await sees(portal.getByRole('log'), 'Mijn kaart is •••• •••• •••• 1111');
    await portal.getByText('Afgeschermd: kaartnummer. De chat bewaart zulke nummers niet.').waitFor();
    await screenshot(jansen.page, 'portal-masked');
    await screenshot(anna.page, 'console-masked');
    expect(frames.filter((frame) => frame.includes('4111 1111'))).toEqual([]);

    await chat.getByRole('button', { name: 'Eén bericht doorlaten' }).click();
    await portal.getByText('in uw volgende bericht wordt het niet afgeschermd').waitFor();
    await chat.getByRole('button', { name: 'Toch afschermen' }).waitFor();
    await screenshot(anna.page, 'console-let-through');
    await writeAsCustomer(jansen, '5555 5555 5555 4444');
    await sees(chat.getByRole('log'), '5555 5555 5555 4444');
    await chat.getByRole('button', { name: 'Toch afschermen' }).waitFor({ state: 'detached' });
    await writeAsCustomer(jansen, '5555 5555 5555 4444 dus');
    await sees(chat.getByRole('log'), '•••• •••• •••• 4444 dus');
    expectNoComplaints(jansen, anna);
  });
});
