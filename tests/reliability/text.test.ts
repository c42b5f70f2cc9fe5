// Everything people can type, from the composer to the ticket and the PDF: stored as it was written, shown as text, and no name that passes for another (A2).
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { normaliseName } from '../../functions/domain/names.ts';
import { readHistory } from '../../functions/store/ticket-history.ts';
import { readTicket } from '../../functions/store/tickets.ts';
import { render } from '../../functions/transcript/render.ts';
import type { Entry } from '../../shared/model.ts';
import { findTextFault } from '../../shared/rules.ts';
import { fonts } from '../functions/transcript/chats.ts';
import { createDesk, join, newCid, start } from '../support/desk.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { broken, naughty } from '../support/naughty.ts';
import { PATIENCE_MS, scaled } from '../support/scale.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const texts = [
  ...naughty,
  ...broken,
  ...fc.sample(fc.string({ unit: 'binary', maxLength: 200 }), { numRuns: scaled(30, 500), seed: 2 }),
  ...fc.sample(fc.string({ unit: 'grapheme', maxLength: 200 }), { numRuns: scaled(30, 500), seed: 3 }),
];

it(
  '[A2] is stored as it was written, and stands so in the window, the ticket and the PDF',
  async ({ annotate }) => {
    await engine.clear();
    const desk = createDesk(engine.db);
    const anna = await desk.agent('Anna');
    const jan = await desk.customer('jan');
    const { chat } = await start(jan);
    await join(anna, chat.id);
    const said: string[] = [];
    let after = 2;
    for (const text of texts) {
      const fault = findTextFault(text.toWellFormed());
      const speaker = said.length % 2 === 0 ? jan : anna;
      const answer = await speaker.tryTo('chat.say', {
        chatId: chat.id,
        cid: newCid(),
        after,
        // As the pipeline parses it.
        text: text.toWellFormed(),
      });
      if (fault) expect(answer, JSON.stringify(text)).toMatchObject({ error: { code: fault } });
      else if ('ok' in answer) {
        said.push(text.toWellFormed());
        after = answer.ok.seq;
      } else throw new Error(`${answer.error.code}: ${JSON.stringify(text)}`);
    }
    const shown: Entry[] = [];
    for (let more = true; more; ) {
      const page = await jan.ask('chat.sync', {
        chatId: chat.id,
        sid: jan.sid,
        after: shown.at(-1)?.seq ?? 0,
      });
      shown.push(...page.entries);
      more = page.more;
    }
    const textsOf = (entries: readonly Entry[]) =>
      entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
    expect(textsOf(shown)).toEqual(said);
    await jan.ask('chat.end', { chatId: chat.id, cid: newCid(), after });
    const { ticket: number } = await anna.ask('chat.save', { chatId: chat.id });
    const ticket = await readTicket(engine.db, number);
    const written: Entry[] = [];
    for (let before: string | undefined, isMore = true; ticket && isMore; isMore = before !== undefined) {
      const page: Awaited<ReturnType<typeof readHistory>> = await readHistory(engine.db, ticket, { before });
      written.unshift(...page.items.flatMap((item) => (item.kind === 'chat' ? item.entries : [])));
      before = page.earlier;
    }
    expect(textsOf(written)).toEqual(said);
    const pdf = await render({
      chat: { nickname: 'Jan', startedAt: desk.now() },
      entries: shown,
      reader: 'customer',
      language: 'nl',
      timeZone: 'Europe/Amsterdam',
      fonts,
    });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    await annotate(
      `${texts.length} texts, ${said.length} taken, ${Math.round(pdf.length / 1000)} KB of PDF`,
      'figures',
    );
  },
  PATIENCE_MS,
);

it('[A2] a nickname of it has no control, direction or invisible character, and is not empty', async () => {
  await engine.clear();
  const desk = createDesk(engine.db);
  await desk.settings({ max: 20 });
  await desk.agent('Anna');
  for (const text of texts) {
    const name = normaliseName(text);
    // Two joiners stay where they show: tests/functions/domain/names.test.ts.
    const unseen =
      /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|^[\u200C\u200D]|[\u200C\u200D]$/u;
    expect(name, JSON.stringify(text)).not.toMatch(unseen);
    expect(name).toBe(name.normalize('NFC'));
    // What is made of it once stays as it is.
    expect(normaliseName(name)).toBe(name);
  }
  for (const text of ['\u200b', '\u202e', ' \n ', '\u0000']) {
    const jan = await desk.customer();
    const { chat } = await start(jan, { nickname: text });
    expect(chat.nickname).toBe(jan.me.login);
    await jan.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 1 });
  }
});
