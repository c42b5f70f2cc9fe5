// Text that would be markup, script or an element, in every place both sites show text of others, with the security policy and without it (A3, A4).

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import {
  aChatSummary,
  aMessage,
  anAgentSummary,
  anInvitation,
  anna,
  asAuthor,
  asCustomer,
  aText,
  bram,
} from '../support/builders.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { PATIENCE_MS, scaled } from '../support/scale.ts';
import { findSite } from '../support/sites.ts';
import { openHelpdesk as openConsoleDesk } from '../web/console/support/helpdesk.ts';
import { openHelpdesk } from '../web/widget/support/helpdesk.ts';

let browser: Browser;
let engine: Engine;
beforeAll(async () => {
  [browser, engine] = await Promise.all([launchBrowser(), startEngine()]);
});
afterAll(async () => {
  await browser?.close();
  await engine.stop();
});

const HIT = '__hit()';
const seeds = [
  `<script>${HIT}</script>`,
  `<img src=x onerror=${HIT}>`,
  `<svg onload=${HIT}>`,
  `<svg><script>${HIT}</script></svg>`,
  `<iframe srcdoc="<script>parent.${HIT}</script>">`,
  `<body onload=${HIT}>`,
  `<details open ontoggle=${HIT}>`,
  `<input autofocus onfocus=${HIT}>`,
  `<a href="javascript:${HIT}">klik</a>`,
  `javascript:${HIT}`,
  `JaVaScRiPt:${HIT}`,
  `java\tscript:${HIT}`,
  `data:text/html,<script>${HIT}</script>`,
  `https://x"onmouseover="${HIT}`,
  `https://x'><img src=x onerror=${HIT}>`,
  `"><img src=x onerror=${HIT}>`,
  `'-${HIT}-'`,
  `\`-${HIT}-\``,
  `</textarea><script>${HIT}</script>`,
  `</title><script>${HIT}</script>`,
  `</style><script>${HIT}</script>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${HIT}>`,
  `<template><script>${HIT}</script></template>`,
  `<object data="javascript:${HIT}">`,
  `<embed src="javascript:${HIT}">`,
  `<form action="javascript:${HIT}"><button>klik`,
  `<meta http-equiv=refresh content="0;url=javascript:${HIT}">`,
  `<base href="javascript:${HIT}//">`,
  `<link rel=stylesheet href="javascript:${HIT}">`,
  `<style>@import 'javascript:${HIT}'</style>`,
  `<x onclick=${HIT} style=position:fixed;inset:0>`,
  `jaVasCript:/*-/*\`/*\\\`/*'/*"/**/(/* */oNcliCk=${HIT} )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=${HIT}//>`,
  `{{constructor.constructor('${HIT}')()}}`,
  `\${${HIT}}`,
  `{"type":"img","props":{"src":"x","onerror":"${HIT}"},"key":null}`,
  `{"type":"script","props":{"dangerouslySetInnerHTML":{"__html":"${HIT}"}}}`,
  `{"constructor":{"prototype":{"x":1}},"__k":null,"type":"img"}`,
  `\u003cscript\u003e${HIT}\u003c/script\u003e`,
  `＜script＞${HIT}＜/script＞`,
  `<scr\u0000ipt>${HIT}</scr\u0000ipt>`,
];
const disguises = [
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => `voor ${text} na`,
  (text: string) => text.replaceAll(' ', '/'),
  (text: string) => text.replaceAll('<', '<\n'),
  (text: string) => text.replaceAll('=', ' = '),
  (text: string) => `\u202e${text}\u202c`,
  (text: string) => `https://voorbeeld.nl/${text}`,
];
const payloads = disguises.flatMap((disguise) => seeds.map(disguise)).slice(0, scaled(seeds.length, 300));
const batches = Array.from({ length: Math.ceil(payloads.length / 40) }, (_, at) =>
  payloads.slice(at * 40, at * 40 + 40),
);

/** Notes whatever ran, and what the policy refused. */
const watch = async (page: Page) => {
  const alarms: string[] = [];
  await page.exposeFunction('__hit', () => alarms.push('a script ran'));
  page.on('dialog', (dialog) => {
    alarms.push('a dialog opened');
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => alarms.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) alarms.push(message.text());
  });
  return alarms;
};

/** Elements that only markup of others can have made, shadow roots included. */
const strangers = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const isOdd = element.matches(
          'iframe, object, embed, math, template, base, x, img[src="x"], script:not([src])',
        );
        const handlers = [...element.attributes].filter(({ name }) => name.startsWith('on'));
        const isScriptLink = /^\s*(javascript|data):/i.test(element.getAttribute('href') ?? '');
        if (isOdd || handlers.length > 0 || isScriptLink) found.push(element.outerHTML.slice(0, 100));
      }
    };
    look(document);
    return found;
  });

describe.each([
  ['with the policy', false],
  ['without it', true],
] as const)('[A3] [A4] %s', (_name, bypassCSP) => {
  it(
    'the chat window shows it all as text',
    async ({ annotate }) => {
      for (const batch of batches) {
        await engine.clear();
        const helpdesk = await openHelpdesk(engine, await findSite('portal'));
        const context = await browser.newContext({ baseURL: helpdesk.url, bypassCSP });
        await helpdesk.signIn(context, helpdesk.customer);
        const page = await context.newPage();
        const alarms = await watch(page);
        await page.goto('/');
        await page.getByRole('button', { name: 'Chat met de helpdesk' }).click();
        await page.getByLabel('Nickname').fill(batch[1] ?? '');
        await page.getByRole('region').getByRole('button', { name: 'Start chat' }).click();
        const box = page.getByRole('textbox', { name: 'Uw bericht' });
        await box.waitFor();
        const chatId = await helpdesk.chatId();
        const tell = (entries: object[]) => helpdesk.push({ event: 'entries.added', chatId, entries });
        await box.fill(batch[0] ?? '');
        await box.press('Enter');
        await page.getByRole('log').getByText('· Verzonden').waitFor();
        // Names that no account can have as well.
        tell(batch.map((text, index) => aMessage(index + 3, { ...asAuthor(anna), name: text }, text)));
        tell([aMessage(batch.length + 3, asAuthor(anna), 'einde')]);
        await page.getByRole('log').getByText('einde', { exact: true }).waitFor();
        // An element in the place of a text is no event to this page.
        const element = { type: 'img', props: { src: 'x', onerror: HIT }, key: null };
        tell([{ ...aMessage(900, asAuthor(anna), ''), text: element }]);
        await page.getByRole('log').hover();
        await page.waitForTimeout(100);
        expect(await strangers(page)).toEqual([]);
        expect(alarms).toEqual([]);
        await context.close();
        await helpdesk.stop();
      }
      await annotate(`${payloads.length} texts`, 'figures');
    },
    PATIENCE_MS,
  );

  it(
    'the console shows it all as text: in the list, the window, the fields, the texts and the notes',
    async ({ annotate }) => {
      for (const batch of batches) {
        await engine.clear();
        const helpdesk = await openConsoleDesk(engine, await findSite('console'));
        await helpdesk.grant('helpdesk', 'manage', 'administer');
        const at = (number: number) => batch[number % batch.length] ?? '';
        const customer = { id: asCustomer('x').id, login: at(5), name: at(6) };
        const { id, name } = helpdesk.anna;
        const anna = { id, name };
        const mine = aChatSummary('mine', {
          nickname: at(3),
          email: at(4),
          state: 'active',
          agents: [anna],
          customer,
        });
        const others = batch.map((payload, index) => {
          const colleague = { ...bram, name: payload };
          const invitation = anInvitation({ agent: anna, by: colleague, note: payload });
          return aChatSummary(`c${index}x`, {
            nickname: payload,
            waitingSince: 1,
            ...(index % 2 === 0
              ? { state: 'waiting' }
              : { state: 'active', agents: [colleague], invitations: [invitation] }),
          });
        });
        // Names that no account can have as well, and all of it at once.
        const { settings: before, ...entered } = await helpdesk.own.ask('desk.enter', {
          sid: helpdesk.own.sid,
        });
        const settings = { ...before, welcome: at(0) };
        const agents = [anAgentSummary(anna, { max: 20 })];
        const [categories, chats] = [batch.slice(0, 5), [mine, ...others]];
        helpdesk.answerWith('desk.enter', { ok: { ...entered, settings, agents, categories, chats } });
        const entries = batch.map((payload, index) =>
          aMessage(index + 1, { ...asCustomer('x'), name: payload }, payload),
        );
        helpdesk.answerWith('chat.sync', {
          ok: { chat: mine, entries, more: false, preview: true, now: Date.now() },
        });
        const form = { subject: at(7), category: at(8), remarks: at(9), email: at(10) };
        helpdesk.answerWith('chat.form', { ok: form });
        const texts = [0, 1, 2].map((number) => aText(at(number), { id: `t${number}`, text: at(number) }));
        helpdesk.answerWith('text.list', { ok: { texts } });
        const context = await browser.newContext({ baseURL: helpdesk.url, bypassCSP });
        await helpdesk.signIn(context, helpdesk.anna);
        const page = await context.newPage();
        const alarms = await watch(page);
        await page.goto('/');
        await page.getByRole('log').first().waitFor();
        helpdesk.push({
          event: 'preview.changed',
          chatId: mine.id,
          rev: Number.MAX_SAFE_INTEGER,
          text: at(11),
        });
        helpdesk.push({
          event: 'form.changed',
          chatId: mine.id,
          fields: { subject: at(12), remarks: at(13) },
        });
        await page.waitForTimeout(200);
        expect(await strangers(page)).toEqual([]);
        for (const link of ['Overzicht', 'Ongesloten chats', 'Instellingen']) {
          const found = page.getByRole('link', { name: link }).first();
          if ((await found.count()) === 0) continue;
          await found.click();
          await page.waitForTimeout(200);
          expect(await strangers(page), link).toEqual([]);
        }
        expect(alarms).toEqual([]);
        await context.close();
        await helpdesk.stop();
      }
      await annotate(`${payloads.length} texts`, 'figures');
    },
    PATIENCE_MS,
  );
});
