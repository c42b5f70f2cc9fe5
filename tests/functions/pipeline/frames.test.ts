// Frames that no browser of ours sends, through the real pipeline: each gets a typed refusal, none an exception, and none decides who says what.
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readEntries } from '../../../functions/store/log.ts';
import { actions } from '../../../shared/actions.ts';
import type { ChatId } from '../../../shared/model.ts';
import { type Desk, join, newCid, start, type Tab } from '../../support/desk.ts';
import { effortOf } from '../../support/effort.ts';
import type { Engine } from '../../support/engine.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';
import { sendFrame } from '../../support/send-frame.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
let anna: Tab;
let jan: Tab;
let chatId: ChatId;
useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  anna = await desk.agent('Anna');
  jan = await desk.customer('jan');
  ({
    chat: { id: chatId },
  } = await start(jan));
  await join(anna, chatId);
});

interface Reply {
  readonly re: number | null;
  readonly ok?: unknown;
  readonly error?: { readonly code: string };
}

const send = ({ me }: Tab, body: string): Promise<Reply> => sendFrame(desk.context, me, body);

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const say = (more: object) =>
  JSON.stringify({ id: 1, action: 'chat.say', chatId, cid: newCid(), after: 1, text: 'Dag', ...more });

describe('[A1] a frame that makes no sense', () => {
  it.each<[string, () => string]>([
    ['empty', () => ''],
    ['white space', () => ' \n'],
    ['a byte order mark', () => '\ufeff{"id":1,"action":"ping"}'],
    ['cut off', () => '{"id":1,"action":"ping"'],
    ['a number', () => '42'],
    ['null', () => 'null'],
    ['a list', () => '[{"id":1,"action":"ping"}]'],
    ['10,000 levels deep', () => `{"id":1,"action":"ping","x":${deep(10_000)}}`],
    ['only levels', () => deep(60_000)],
    ['NaN', () => '{"id":NaN,"action":"ping"}'],
    ['an endless number', () => '{"id":1e999,"action":"ping"}'],
    ['an id beyond what is exact', () => '{"id":9007199254740993,"action":"ping"}'],
    ['no id', () => '{"action":"ping"}'],
    ['an id of text', () => '{"id":"1","action":"ping"}'],
    ['two actions', () => '{"id":1,"action":"chat.say","action":7}'],
    ['an action of a prototype', () => '{"id":1,"action":"__proto__"}'],
    ['another one', () => '{"id":1,"action":"constructor"}'],
    ['and one more', () => '{"id":1,"action":"toString"}'],
    ['half a character', () => '{"id":1,"action":"\ud800"}'],
    ['bytes that are no text', () => Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]).toString('utf8')],
    ['a number for a text', () => say({ text: 7 })],
    ['an element for a text', () => say({ text: { type: 'img', props: { onerror: 'x' } } })],
    ['a list for an id', () => say({ chatId: [chatId] })],
    ['a cursor that is no number', () => say({ after: '1' })],
    ['a cursor beyond all', () => say({ after: 1e308 })],
    ['half a cursor', () => say({ after: 1.5 })],
    ['a cursor before the first', () => say({ after: -1 })],
  ])('%s: refused, by name', async (_what, body) => {
    const { ok, error } = await send(jan, body());
    const isTyped = ['bad_request', 'unknown_action', 'text_too_long'].includes(error?.code ?? '');
    // What stands beside the fields of an action is nobody's.
    expect(isTyped || ok !== undefined, JSON.stringify(error)).toBe(true);
    expect((await readEntries(engine.db, chatId)).map(({ kind }) => kind)).toEqual(['started', 'joined']);
  });

  it('with a million keys costs no more than reading it', async () => {
    const keys = Array.from({ length: scaled(100_000, 1_000_000) }, (_, key) => `"k${key}":1`).join(',');
    const frame = `{"id":1,"action":"ping",${keys}}`;
    const ask = async () => expect(await send(jan, frame)).toHaveProperty('ok');
    expect(await effortOf(ask, 20, () => JSON.parse(frame))).toBeLessThan(20);
  });

  it('sets nothing on everyone’s prototype', async () => {
    await send(
      jan,
      `{"id":1,"action":"chat.say","chatId":"${chatId}","cid":"${newCid()}","after":1,"text":"Dag","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it(
    'whatever it is, is answered by name: no exception, and the memory stays',
    async ({ annotate }) => {
      const runs = scaled(100, 5_000);
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      const field = fc.oneof(
        fc.jsonValue(),
        fc.string({ unit: 'binary' }),
        fc.constantFrom<unknown>(chatId, '__proto__', 'constructor', 1e21, -0, null, ''),
      );
      const frame = fc.record(
        {
          id: fc.oneof({ weight: 9, arbitrary: fc.nat() }, { weight: 1, arbitrary: field }),
          action: fc.constantFrom(...Object.keys(actions)),
          chatId: fc.oneof(fc.constant(chatId), field),
          cid: fc.oneof(
            fc.nat().map(() => newCid()),
            field,
          ),
          sid: fc.oneof(fc.constant('00000000'), field),
          after: fc.oneof(fc.nat(5), field),
          text: fc.oneof(fc.string({ unit: 'grapheme' }), field),
          rev: fc.oneof(fc.nat(), field),
          agent: fc.oneof(fc.constant(anna.me.id), field),
          note: field,
          transfer: fc.oneof(fc.boolean(), field),
          second: fc.oneof(fc.boolean(), field),
          fields: fc.oneof(
            fc.dictionary(fc.constantFrom('subject', 'remarks', 'email', '__proto__'), field),
            field,
          ),
          nickname: field,
          email: field,
        },
        { requiredKeys: ['id', 'action'] },
      );
      const heapBefore = process.memoryUsage().heapUsed;
      await fc.assert(
        fc.asyncProperty(frame, fc.boolean(), async (body, byAgent) => {
          const { error } = await send(byAgent ? anna : jan, JSON.stringify(body));
          expect(error?.code, JSON.stringify(body)).not.toBe('internal');
        }),
        { numRuns: runs },
      );
      written.mockRestore();
      const grown = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20;
      expect(grown).toBeLessThan(200);
      await annotate(`${runs} frames, memory grown by ${Math.max(0, Math.round(grown))} MB`, 'figures');
    },
    PATIENCE_MS,
  );
});

describe('[A10] what a client adds to a request', () => {
  const forged = {
    author: { role: 'agent', id: '0000000000000000000000', name: 'Directie' },
    role: 'agent',
    userId: '0000000000000000000000',
    by: 'Directie',
    seq: 99,
    at: 1,
    createdAt: 1,
    kind: 'joined',
    state: 'closed',
    tenant: 'ander',
    permissions: ['administer'],
    pk: 'DESK#helpdesk',
    sk: 'SETTINGS',
    connection: 'van-een-ander',
    rev: undefined,
  };

  it('to a message changes neither who said it, when, nor where it stands', async () => {
    expect(await send(jan, say(forged))).toHaveProperty('ok');
    const last = (await readEntries(engine.db, chatId)).at(-1);
    expect(last).toEqual({
      seq: 3,
      kind: 'message',
      at: desk.now(),
      cid: expect.any(String),
      author: { role: 'customer', id: jan.me.id, name: 'jan' },
      text: 'Dag',
    });
  });

  it.each(Object.keys(actions))('to %s: the answer and the table are as without it', async (action) => {
    const input = {
      chatId,
      sid: '00000000',
      cid: newCid(),
      after: 1,
      text: 'Dag',
      second: true,
      nickname: 'Jan',
      email: '',
      agent: anna.me.id,
      note: '',
      transfer: false,
      fields: { subject: 'Factuur', pk: 'x', gpk: 'y', rev: 9 },
      textId: 'x',
      title: 'x',
      category: '',
      order: 1,
      max: 3,
      welcome: '',
      timeoutMinutes: 15,
      publish: true,
      sendStandardTexts: false,
      realtimeOnline: true,
      preview: true,
    };
    const answers: Reply[] = [];
    for (const more of [{}, forged]) {
      for (const tab of [jan, anna])
        answers.push(await send(tab, JSON.stringify({ id: 1, action, ...more, ...input })));
    }
    for (const { error } of answers) expect(error?.code).not.toBe('internal');
    const text = JSON.stringify([answers, await everything()]);
    for (const word of ['Directie', 'ander"', 'van-een-ander']) expect(text).not.toContain(word);
  });

  const everything = async () => [
    await readEntries(engine.db, chatId),
    await engine.db.get({ pk: `CHAT#${chatId}`, sk: 'META' }),
    await engine.db.get({ pk: `CHAT#${chatId}`, sk: 'SIDE#FORM' }),
    await engine.db.get({ pk: 'DESK#helpdesk', sk: 'SETTINGS' }),
  ];
});
