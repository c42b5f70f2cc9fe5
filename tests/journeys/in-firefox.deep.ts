// The main journey of a customer and an agent in Firefox, under the deployed security policy. Only in the deep run, and only where there is a Firefox.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Firefox, type FirefoxPage, findFirefox, launchFirefox } from '../support/firefox.ts';
import { startWire, type Wire } from '../support/wire.ts';

const path = findFirefox();
if (!path)
  process.stderr.write(
    'No Firefox here: its journey is left out. `apt-get install firefox-esr`, or FIREFOX_PATH.\n',
  );

const signIn = async (page: FirefoxPage, url: string, login: string) => {
  await page.goto(url);
  await page.type('Gebruikersnaam', login);
  await page.type('Wachtwoord', 'demo\n');
  await page.see('button', 'Uitloggen');
};

describe.runIf(path)('in Firefox', () => {
  let wire: Wire;
  let firefox: Firefox;
  beforeAll(async () => {
    [wire, firefox] = await Promise.all([startWire(), launchFirefox(path ?? '')]);
    process.stderr.write(`Firefox ${firefox.version}\n`);
  });
  afterAll(async () => {
    await firefox?.stop();
    await wire?.stop();
  });

  it('a customer and an agent chat from the tab to the ticket', async () => {
    const [jansen, anna] = [await firefox.open(), await firefox.open()];
    await signIn(jansen, wire.cloud.portalUrl, 'jansen');
    await signIn(anna, wire.cloud.consoleUrl, 'anna');
    await anna.click('button', 'Chatdienst starten');
    await anna.see('button', 'Chatdienst stoppen');

    await jansen.click('button', 'Chat met de helpdesk');
    await jansen.type('E-mailadres', 'jan@example.nl');
    await jansen.click('section button', 'Start chat');
    await jansen.see('li', 'Welkom bij de helpdesk.');
    await anna.see('li', 'Online');
    await jansen.type('Uw bericht', 'Goedemorgen, mijn factuur klopt niet\n');
    await jansen.see('li', 'Verzonden');
    await anna.see('li', 'Onbeantwoord');
    await anna.screenshot('firefox-waiting');

    await anna.click('button', 'Deelnemen');
    await anna.see('[role=log] li', 'mijn factuur klopt niet');
    await anna.type('Antwoord aan jansen', 'Dag, ik kijk het na.\n');
    await jansen.see('li', 'Dag, ik kijk het na.');
    await jansen.see('header', 'U chat met');
    await jansen.type('Uw bericht', 'Het gaat om 2026');
    await anna.see('.preview', 'Het gaat om 2026');
    await anna.screenshot('firefox-console');
    await jansen.screenshot('firefox-portal');

    // Another page of the portal has the chat again, with what was typed.
    await jansen.click('a', 'Meldingen');
    await jansen.see('h1', 'Meldingen');
    await jansen.see('li', 'Dag, ik kijk het na.');
    await jansen.type('Uw bericht', '-03\n');
    await anna.see('[role=log] li', 'Het gaat om 2026-03');
    await anna.reload();
    await anna.see('[role=log] li', 'Het gaat om 2026-03');

    await jansen.click('button', 'Chat sluiten');
    await jansen.click('button', 'Chat beëindigen');
    await jansen.see('button', 'Chat downloaden');
    await anna.see('header', 'De klant heeft de chat beëindigd');
    await anna.click('button', 'Opslaan als melding en bewerken');
    await anna.see('h1', 'Melding 1');
    await anna.see('li', 'Het gaat om 2026-03');

    await jansen.click('button', 'Sluiten');
    await jansen.see('legend', 'Hoe heeft de helpdesk u geholpen?');
    await jansen.click('button', 'Sluiten');
    await jansen.see('button', 'Chat met de helpdesk');
    await jansen.reload();
    await jansen.click('a', 'Goedemorgen, mijn factuur klopt niet');
    await jansen.see('li', 'Dag, ik kijk het na.');
    await jansen.screenshot('firefox-ticket');
    expect(await jansen.complaints()).toEqual([]);
    expect(await anna.complaints()).toEqual([]);
  });
});
