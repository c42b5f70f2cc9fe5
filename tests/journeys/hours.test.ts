// Opening hours on the real product, with the clock of the cloud moved over closing (S149).
import { expect, it } from 'vitest';
import { screenshot } from '../support/browser.ts';
import { passUntil } from '../support/passing.ts';
import {
  chatOf,
  joinChat,
  leave,
  sees,
  startChat,
  startDuty,
  tabOf,
  toSettings,
  windowOf,
  writeAsAgent,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

/** Where it is daytime now, so that nothing turns at midnight meanwhile. */
const zoneByDay = (now: number) => {
  const zones = ['Europe/Amsterdam', 'Asia/Tokyo', 'America/Los_Angeles'];
  const found = zones.flatMap((zone) => {
    const clock = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    const parts = Object.fromEntries(
      clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]),
    );
    const [hour = 0, minute = 0] = [parts.hour, parts.minute];
    return hour >= 5 && hour < 21 ? [{ zone, minutes: hour * 60 + minute }] : [];
  });
  const [first] = found;
  if (!first) throw new Error('It is night everywhere');
  return first;
};

it('[S149] at closing the tab goes, the portal says when the helpdesk opens, and a chat that runs goes on; without hours the tab is back', async () => {
  const boss = await product.enterConsole('ohadmin');
  const anna = await product.enterConsole('anna');
  const jansen = await product.enterPortal('jansen');
  const devries = await product.enterPortal('devries');
  await startDuty(anna);
  await tabOf(jansen).waitFor();
  await startChat(devries, { nickname: 'Petra' });
  await writeAsCustomer(devries, 'Bent u er nog?');
  await joinChat(anna, 'Petra');

  const { zone, minutes } = zoneByDay(product.cloud().clock.now());
  const closing = minutes + 10;
  const { page } = boss;
  await toSettings(boss);
  await page.getByRole('button', { name: 'Openingstijden bekijken' }).click();
  const hours = page.getByRole('form', { name: 'Openingstijden' });
  await hours.getByText('Nu bepalen alleen de aanwezige medewerkers').waitFor();
  await screenshot(page, 'hours', { fullPage: true });
  await hours.getByLabel('Alleen chatten binnen openingstijden').check();
  await hours.getByLabel('Tijdzone').selectOption(zone);
  for (const day of ['Maandag', 'Dinsdag', 'Woensdag', 'Donderdag', 'Vrijdag', 'Zaterdag', 'Zondag'])
    await hours
      .getByRole('textbox', { name: day })
      .fill(`0.00-${Math.floor(closing / 60)}.${String(closing % 60).padStart(2, '0')}`);
  for (const holiday of await hours.getByRole('group', { name: 'Gesloten op' }).getByRole('checkbox').all())
    await holiday.uncheck();
  await hours.getByText(/^Nu open, tot vandaag om /).waitFor();
  await hours.getByRole('button', { name: 'Opslaan' }).click();
  await hours.getByText('Opgeslagen', { exact: true }).waitFor();
  await screenshot(page, 'hours-open', { fullPage: true });
  expect(await tabOf(jansen).isVisible()).toBe(true);

  await passUntil(
    product,
    jansen.page.getByText(/^De helpdesk is gesloten en opent .* om \d+\.00 uur\.$/),
    60_000,
  );
  await tabOf(jansen).waitFor({ state: 'hidden' });
  await screenshot(jansen.page, 'hours-closed');
  await writeAsAgent(anna, 'Petra', 'Ja, wij maken dit nog af.');
  await sees(windowOf(devries).getByRole('log'), 'Ja, wij maken dit nog af.');
  await chatOf(anna, 'Petra').waitFor();

  await hours.getByLabel('Alleen chatten binnen openingstijden').uncheck();
  await hours.getByRole('button', { name: 'Opslaan' }).click();
  await tabOf(jansen).waitFor();
  await leave(boss, anna, jansen, devries);
});
