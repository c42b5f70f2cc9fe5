// Nothing that agents note among themselves is in anything a customer can reach: over random histories, by every action and every route, in every frame, PDF and export.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionName, actions } from '../../../shared/actions.ts';
import type { ChatId, Sid } from '../../../shared/model.ts';
import type { RouteSpec } from '../../../shared/route-spec.ts';
import { routes } from '../../../shared/routes.ts';
import { anyInput } from '../../support/any-input.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';
import { newCid, say, type Tab } from '../../support/desk.ts';
import { createDoors } from '../../support/doors.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';
import { unzip } from '../../support/unzip.ts';
import { readPdf } from '../transcript/reader.ts';

let engine: Engine;
let bucket: Bucket;
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));

/** In every note and in nothing else; one word, so that no line of a PDF cuts it. */
const SECRET = 'xnotitiex';

type Doors = Awaited<ReturnType<typeof createDoors>>;
type Step = 'say' | 'answer' | 'note' | 'whisper' | 'named' | 'mention' | 'take back' | 'take note back';
const histories = fc.array(
  fc.constantFrom<Step>(
    'say',
    'answer',
    'note',
    'whisper',
    'named',
    'mention',
    'take back',
    'take note back',
  ),
  { minLength: 3, maxLength: 10 },
);

const play = async ({ desk, agent, customer, running: chatId }: Doors, steps: readonly Step[]) => {
  const colleague = await desk.agent('Bram', { permissions: ['helpdesk', 'manage'] });
  await colleague.ask('chat.watch', { chatId, sid: colleague.sid, after: 0, speaks: 5 });
  // One tab of each release.
  for (const speaks of [undefined, 4, 5]) {
    const tab = desk.open(customer.me);
    await tab.ask('chat.sync', { chatId, sid: tab.sid, after: 0, speaks });
    tabs.push(tab);
  }
  const note = (by: Tab, given: object = {}) =>
    by.tryTo('chat.note', {
      chatId,
      cid: newCid(),
      after: 0,
      text: `${SECRET} van ${by.me.login}`,
      ...given,
    });
  for (const step of steps) {
    if (step === 'say') await say(customer, chatId, 'Een vraag', { after: 3 });
    else if (step === 'answer') await say(agent, chatId, 'Een antwoord', { after: 3 });
    else if (step === 'note') await note(agent);
    else if (step === 'whisper') await note(colleague);
    else if (step === 'named') await note(colleague, { named: true });
    else if (step === 'mention') await note(agent, { mentions: [colleague.me.id, customer.me.id] });
    else if (step === 'take back') await agent.tryTo('chat.redact', { chatId, seq: 2, cid: newCid() });
    else await agent.tryTo('note.redact', { chatId, seq: 1 });
  }
  await note(agent);
};
let tabs: Tab[] = [];

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);

/** Every action and route of the tables with what exists, by the customer; those that end the session last. */
const askForEverything = async (doors: Doors, chatId: ChatId, number: string): Promise<unknown[]> => {
  const { customer, askAction, askRoute } = doors;
  const answers: unknown[] = [];
  for (const after of [0, 1, 9_999_999_999]) {
    const values = { ...doors.values(chatId), sid: customer.sid, after, seq: 1, number };
    const known = { values, text: () => 'x' };
    for (const [name, { input }] of Object.entries(actions).filter(([name]) => isAction(name)))
      answers.push(await askAction(customer, name, Object(anyInput(input, known))));
  }
  const known = { values: { ...doors.values(chatId), number, after: '0' }, text: () => 'x' };
  const all = Object.entries<RouteSpec>(routes);
  const ends = ([name]: readonly [string, RouteSpec]) => /log|session|password|embed|erase/.test(name);
  for (const [name, { input }] of [...all.filter((route) => !ends(route)), ...all.filter(ends)])
    answers.push(await askRoute(customer, name, Object(anyInput(input, known))));
  return answers;
};

const filesOf = async (link: unknown): Promise<string[]> => {
  const url = Object(Object(link).ok).url;
  if (typeof url !== 'string') throw new Error(`no link: ${JSON.stringify(link)}`);
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  if (!url.includes('.zip')) return (await readPdf(bytes)).map(({ text }) => text);
  const read: string[] = [];
  for (const [name, body] of unzip(bytes))
    read.push(...(name.endsWith('.pdf') ? await filesOfPdf(body) : [body.toString()]));
  return read;
};
const filesOfPdf = async (body: Buffer) => (await readPdf(new Uint8Array(body))).map(({ text }) => text);

describe('over random histories of notes, whispers and what was taken back', () => {
  it(
    'a customer finds none: not in a frame, a sync, a ticket, a PDF, the export or an event [S136]',
    async () => {
      await fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          await engine.clear();
          tabs = [];
          const doors = await createDoors(engine, bucket);
          const { desk, agent, customer, running: chatId, askRoute } = doors;
          await play(doors, steps);
          // For agents they are there, or the rest of this would prove nothing.
          const { notes } = await agent.ask('chat.notes', { chatId, after: 0 });
          expect(JSON.stringify(notes)).toContain(SECRET);
          const language = { language: 'nl', timeZone: 'Europe/Amsterdam' };
          const pdf = () =>
            askRoute(customer, 'POST /api/chats/{chatId}/transcript', { chatId, ...language });
          const reached: unknown[] = [await filesOf(await pdf())];
          await agent.ask('chat.end', { chatId, cid: newCid(), after: 1 });
          const { ticket } = await agent.ask('chat.save', { chatId, publish: true });
          const own = await agent.tryTo('chat.notes', { chatId, after: 0 });
          expect(JSON.stringify(own)).toContain(SECRET);
          const ofAgents = await askRoute(agent, 'GET /api/tickets/{number}', { number: String(ticket) });
          expect(JSON.stringify(ofAgents)).toContain(SECRET);
          reached.push(
            await askRoute(customer, 'GET /api/my-tickets/{number}', { number: String(ticket) }),
            await filesOf(await pdf()),
            await filesOf(
              await askRoute(agent, 'POST /api/customers/{customerId}/export', {
                customerId: customer.me.id,
                ...language,
              }),
            ),
            desk.published,
          );
          reached.push(await askForEverything(doors, chatId, String(ticket)));
          reached.push([customer, ...tabs].map(({ inbox }) => inbox));
          expect(JSON.stringify(reached)).not.toContain(SECRET);
        }),
        { numRuns: scaled(3, 60) },
      );
    },
    PATIENCE_MS,
  );
});

it('and a page that says it is of a later release gets none either [S136]', async () => {
  await engine.clear();
  tabs = [];
  const doors = await createDoors(engine, bucket);
  await play(doors, ['note', 'whisper']);
  const { customer, running: chatId, desk } = doors;
  const tab = desk.open(customer.me);
  const answer = await tab.ask('chat.sync', { chatId, sid: 'AAAAAAAA' as Sid, after: 0, speaks: 1000 });
  await doors.agent.ask('chat.note', { chatId, cid: newCid(), after: 0, text: SECRET });
  expect(JSON.stringify([answer, tab.inbox])).not.toContain(SECRET);
});
