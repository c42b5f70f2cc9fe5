// A team of agents at work on the real product: inviting, declining, handing over, leaving, watching unseen, two chats side by side.
import { describe, expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import {
  actInChat,
  blockOf,
  chatOf,
  expectNoComplaints,
  joinChat,
  type Person,
  sees,
  startChat,
  startDuty,
  tabOf,
  windowOf,
  writeAsAgent,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

/** Room for three windows. */
const wide = { viewport: { width: 1440, height: 900 } };
const enterOnDuty = async (login: string): Promise<Person> => {
  const agent = await product.enterConsole(login, wide);
  await startDuty(agent);
  return agent;
};

/** Uses the dialog of an agent's window to ask a colleague in or to take over. */
const ask = async (
  agent: Person,
  {
    nickname,
    colleague,
    note = '',
    how,
  }: { nickname: string; colleague: string; note?: string; how: string },
) => {
  await actInChat(agent, nickname, 'Uitnodigen');
  const dialog = agent.page.getByRole('dialog');
  const option = dialog.locator('option', { hasText: colleague });
  await dialog.getByLabel('Medewerker').selectOption(await option.textContent());
  await dialog.getByLabel('Notitie').fill(note);
  await dialog.getByRole('button', { name: how }).click();
  await dialog.waitFor({ state: 'detached' });
};
const askLeave = (agent: Person, nickname: string) =>
  chatOf(agent, nickname).getByRole('button', { name: 'Verlaten' });
const portalLog = (customer: Person) => windowOf(customer).getByRole('log');
const agentLog = (agent: Person, nickname: string) => chatOf(agent, nickname).getByRole('log');

describe('a team of agents', () => {
  it('[S28] [S58] [S80-S97] answers, invites, declines, hands over, leaves and watches', async () => {
    const boss = await product.enterConsole('ohadmin', wide);
    const anna = await enterOnDuty('anna');
    const bram = await enterOnDuty('bram');
    const jansen = await product.enterPortal('jansen');
    await tabOf(jansen).waitFor();
    await startChat(jansen, { nickname: 'Jan' });
    await writeAsCustomer(jansen, 'Goedemorgen, mijn factuur klopt niet');

    // Two press Deelnemen at the same moment: one is first, the other is told so (S28).
    const press = (agent: Person) =>
      blockOf(agent, 'Jan')
        .getByRole('button', { name: 'Deelnemen aan de chat met Jan' })
        .evaluate((button: HTMLElement) => button.click());
    await Promise.all([anna, bram].map((agent) => blockOf(agent, 'Jan').getByText('Onbeantwoord').waitFor()));
    // Neither hears of the other before it has pressed, or it would join as a second.
    const { clear } = product.cloud().faults.delay({ at: 'push', ms: 5000 });
    await Promise.all([press(anna), press(bram)]);
    const isAnnaLate = await Promise.race([
      anna.page
        .getByRole('dialog', { name: 'Bram was u voor.' })
        .waitFor()
        .then(() => true),
      bram.page
        .getByRole('dialog', { name: 'Anna was u voor.' })
        .waitFor()
        .then(() => false),
    ]);
    clear();
    const [first, second] = isAnnaLate ? [bram, anna] : [anna, bram];
    const [firstName, secondName] = isAnnaLate ? ['Bram', 'Anna'] : ['Anna', 'Bram'];
    await screenshot(second.page, 'agents-1-taken');
    await second.page.getByRole('button', { name: 'Niet deelnemen' }).click();
    await sees(agentLog(first, 'Jan'), 'Goedemorgen, mijn factuur klopt niet');

    // The last agent cannot leave (S86).
    expect(await askLeave(first, 'Jan').getAttribute('aria-disabled')).toBe('true');

    // Invited with a note, incoming, joined; seen by the customer and by the colleague who asked (S81-S83, S85).
    const invitation = { nickname: 'Jan', colleague: secondName };
    await ask(first, { ...invitation, note: 'Weet jij hoe het zit met de korting?', how: 'Uitnodigen' });
    await chatOf(first, 'Jan').getByText(`${secondName} is uitgenodigd`).waitFor();
    const incoming = blockOf(second, 'Jan');
    await incoming.getByText('Binnenkomend gesprek', { exact: true }).waitFor();
    await incoming.getByText(`${firstName} nodigt u uit`).waitFor();
    await incoming.getByText('Weet jij hoe het zit met de korting?').waitFor();
    await screenshot(second.page, 'agents-2-incoming');
    await joinChat(second, 'Jan');
    const joined = new RegExp(`${secondName}.? neemt deel aan de chat`);
    await portalLog(jansen).getByText(joined).waitFor();
    await agentLog(first, 'Jan').getByText(joined).waitFor();
    // Whose window has no focus sees where the new messages begin (S84).
    await first.page.keyboard.press('Alt+Digit0');
    await writeAsAgent(second, 'Jan', 'De korting is deze maand vervallen.');
    await sees(agentLog(first, 'Jan'), 'De korting is deze maand vervallen.');
    await sees(portalLog(jansen), 'De korting is deze maand vervallen.');
    await first.page.getByText('Nieuwe berichten', { exact: true }).waitFor();
    await screenshot(first.page, 'agents-3-together');
    await screenshot(jansen.page, 'agents-3-customer');

    // Leaving is seen by all; whoever is left over is the last one again (S86, S88, S89).
    await actInChat(second, 'Jan', 'Verlaten');
    await second.page.getByText('U neemt niet meer deel aan de chat met Jan.').waitFor();
    await portalLog(jansen)
      .getByText(new RegExp(`${secondName}.? heeft de chat verlaten`))
      .waitFor();
    await expect.poll(() => askLeave(first, 'Jan').getAttribute('aria-disabled')).toBe('true');

    // Declined; who asked is told (S82). The customer never hears of an invitation (S115).
    await ask(first, { ...invitation, how: 'Uitnodigen' });
    await second.page.getByRole('button', { name: 'Afwijzen: chat met Jan' }).click();
    await first.page
      .getByText(`De uitnodiging van ${secondName} voor de chat met Jan is afgewezen of ingetrokken.`)
      .waitFor();
    expect(await jansen.page.getByText(/uitgenodigd|uitnodig/i).count()).toBe(0);

    // Handed over in one step (S87).
    await ask(first, { ...invitation, how: 'Overdragen' });
    await blockOf(second, 'Jan').getByText(`${firstName} wil deze chat aan u overdragen`).waitFor();
    await joinChat(second, 'Jan');
    await first.page.getByText(`${secondName} heeft de chat met Jan overgenomen`).waitFor();
    expect(await chatOf(first, 'Jan').count()).toBe(0);
    await portalLog(jansen)
      .getByText(new RegExp(`${firstName}.? heeft de chat verlaten`))
      .waitFor();

    // Watched unseen, what is typed included (S90-S97).
    await blockOf(boss, 'Jan')
      .getByRole('button', { name: 'Chat volgen zonder dat anderen dit kunnen zien', exact: true })
      .click();
    const watched = chatOf(boss, 'Jan');
    await watched.getByText('Meekijk modus').waitFor();
    await sees(watched.getByRole('log'), 'De korting is deze maand vervallen.');
    await windowOf(jansen)
      .getByRole('textbox', { name: 'Uw bericht' })
      .pressSequentially('Hoe kan dat', { delay: 20 });
    await watched.getByText('Hoe kan dat').waitFor();
    await screenshot(boss.page, 'agents-4-watching');
    await boss.page.reload();
    await watched.getByText('Meekijk modus').waitFor();
    await windowOf(jansen).getByRole('textbox', { name: 'Uw bericht' }).press('Enter');
    await sees(watched.getByRole('log'), 'Hoe kan dat');
    expect(await watched.getByRole('textbox').count()).toBe(0);
    for (const { page } of [jansen, first, second]) expect(await page.getByText(/Ohadmin/i).count()).toBe(0);
    await watched.getByRole('button', { name: 'Verlaten' }).click();
    await watched.waitFor({ state: 'detached' });
    await writeAsAgent(second, 'Jan', 'Ik zoek het uit.');
    await sees(portalLog(jansen), 'Ik zoek het uit.');
    expect(await boss.page.getByText('Ik zoek het uit.').count()).toBe(0);

    // Two chats are two windows side by side (S58).
    const devries = await product.enterPortal('devries');
    await startChat(devries, { nickname: 'Petra' });
    await writeAsCustomer(devries, 'Kan ik mijn adres wijzigen?');
    await joinChat(second, 'Petra');
    await writeAsAgent(second, 'Petra', 'Jazeker.');
    await sees(portalLog(devries), 'Jazeker.');
    const [left, right] = await Promise.all(
      ['Jan', 'Petra'].map((nickname) => chatOf(second, nickname).boundingBox()),
    );
    expect(left?.y).toBe(right?.y);
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    await screenshot(second.page, 'agents-5-side-by-side');

    const everyone = [boss, anna, bram, jansen, devries];
    expectNoComplaints(...everyone);
    await Promise.all(everyone.map(({ context }) => context.close()));
  });
});
