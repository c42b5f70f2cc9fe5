// The main journey of a customer and an agent in Firefox and in WebKit, under the deployed security policy. Only in the deep run, and each only where there is such a browser.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox, launchFirefox } from '../support/firefox.ts';
import type { OtherBrowser, OtherPage } from '../support/other-browser.ts';
import { type OverTls, startTls } from '../support/over-tls.ts';
import { findWebKit, launchWebKit } from '../support/webkit.ts';
import { startWire, type Wire } from '../support/wire.ts';

const BROWSERS = [
  {
    name: 'Firefox',
    path: findFirefox(),
    launch: launchFirefox,
    how: '`apt-get install firefox-esr`, or FIREFOX_PATH',
  },
  {
    name: 'WebKit',
    path: findWebKit(),
    launch: launchWebKit,
    how: '`apt-get install webkit2gtk-driver xvfb`',
  },
];

for (const { name, path, how } of BROWSERS)
  if (!path) process.stderr.write(`No ${name} here: its journey is left out. ${how}.\n`);

describe.each(BROWSERS)('in $name', ({ name, path, launch }) => {
  let wire: Wire;
  let browser: OtherBrowser;
  let tls: OverTls;
  beforeAll(async () => {
    if (!path) return;
    [wire, browser, tls] = await Promise.all([startWire(), launch(path), startTls()]);
    process.stderr.write(`${name} ${browser.version}\n`);
  });
  afterAll(async () => {
    await browser?.stop();
    await tls?.stop();
    await wire?.stop();
  });

  it.runIf(path)('a customer and an agent chat from the tab to the ticket', async () => {
    const addressOf = async (url: string) => (browser.trustsLocalhost ? url : tls.at(url));
    const [jansen, anna] = [await browser.open(), await browser.open()];
    await signIn(jansen, await addressOf(wire.cloud.portalUrl), 'jansen');
    await signIn(anna, await addressOf(wire.cloud.consoleUrl), 'anna');
    await chatToTheTicket(jansen, anna, name.toLowerCase());
    expect(await jansen.complaints()).toEqual([]);
    expect(await anna.complaints()).toEqual([]);
  });
});

const signIn = async (page: OtherPage, url: string, login: string) => {
  await page.goto(url);
  await page.type('Gebruikersnaam', login);
  await page.type('Wachtwoord', 'demo\n');
  await page.see('button', 'Uitloggen');
};

/** On a screen as it is, and on one as narrow as a phone's. */
const looksFine = async (page: OtherPage, picture: string) => {
  expect(await page.sideways()).toEqual([]);
  await page.screenshot(picture);
  await page.resize(447, 800);
  expect(await page.sideways()).toEqual([]);
  await page.screenshot(`${picture}-narrow`);
  await page.resize(1280, 800);
};

const chatToTheTicket = async (jansen: OtherPage, anna: OtherPage, picture: string) => {
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
  await anna.screenshot(`${picture}-waiting`);

  await anna.click('button', 'Deelnemen');
  await anna.see('[role=log] li', 'mijn factuur klopt niet');
  await anna.type('Antwoord aan jansen', 'Dag, ik kijk het na.\n');
  await jansen.see('li', 'Dag, ik kijk het na.');
  await jansen.see('header', 'U chat met');
  await jansen.type('Uw bericht', 'Het gaat om 2026');
  await anna.see('.preview', 'Het gaat om 2026');
  await looksFine(anna, `${picture}-console`);
  await looksFine(jansen, `${picture}-portal`);

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
  await jansen.screenshot(`${picture}-ticket`);
};
