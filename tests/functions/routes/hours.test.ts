// Opening hours with the clock moved over everything that turns them (S149): what a waiting page, a start and the log are told.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readCounts } from '../../../functions/store/desk.ts';
import { recordOpening } from '../../../functions/store/hours.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import { DAY, HOLIDAYS, type Hours } from '../../../shared/hours.ts';
import { addAgentAccount } from '../../support/accounts.ts';
import { type Desk, end, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { refused, useAdministration } from './support/administration.ts';

const { as, today } = useAdministration();
let engine: Engine;
let desk: Desk;
let chef: Account;
let jan: Tab;
beforeEach(async () => {
  ({ engine, desk } = today());
  chef = await addAgentAccount(engine.db, { login: 'chef', permissions: ['helpdesk', 'manage'] });
  jan = await desk.customer('Jan');
});

const MINUTE = 60_000;
const slots = [
  { from: 8.5 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 },
];
const office: Hours = {
  on: true,
  zone: 'Europe/Amsterdam',
  week: [slots, slots, slots, slots, slots, [], []],
  holidays: HOLIDAYS,
  others: [],
};
const at = (text: string) => Date.parse(text);
/** The clock stands then, to the millisecond. */
const goTo = (text: string) => desk.pass(at(text) - desk.now());
/** A session does not last as long as the clock is moved. */
const manage = async (route: string, body?: unknown) => (await as(chef))(route, {}, body);
const save = (hours: Hours, rev = 0) => manage('PUT /api/hours', { ...hours, rev });
const look = async () => {
  const { open, opensAt, again } = await jan.ask('lobby.enter', {});
  return { open, opensAt: opensAt && new Date(opensAt).toISOString().slice(0, 16), again };
};

/** The clock is moved to the last millisecond before each, and on to it: whether a page that asks gets the tab. */
const openAround = async (moments: readonly string[]) => {
  const seen: [string, boolean, boolean][] = [];
  for (const moment of moments) {
    goTo(moment);
    desk.pass(-1);
    const { open: before } = await look();
    desk.pass(1);
    seen.push([moment, before, (await look()).open]);
    await sweep(desk.context);
    await anna().ask('duty.beat', {});
  }
  return seen;
};
let agent: Tab;
const anna = () => agent;
const begin = async (moment: string, hours: Hours = office) => {
  goTo(moment);
  agent = await desk.agent('Anna');
  expect((await save(hours)).status).toBe(200);
};

describe('a page that asks', () => {
  it('has the tab to the minute, over opening, lunch, closing and the weekend [S149]', async () => {
    await begin('2026-11-26T06:00Z');
    expect(
      await openAround([
        '2026-11-26T07:30Z',
        '2026-11-26T11:00Z',
        '2026-11-26T12:00Z',
        '2026-11-26T16:00Z',
        '2026-11-27T07:30Z',
        '2026-11-27T11:00Z',
        '2026-11-27T12:00Z',
        '2026-11-27T16:00Z',
        '2026-11-30T07:30Z',
      ]),
    ).toEqual([
      ['2026-11-26T07:30Z', false, true],
      ['2026-11-26T11:00Z', true, false],
      ['2026-11-26T12:00Z', false, true],
      ['2026-11-26T16:00Z', true, false],
      ['2026-11-27T07:30Z', false, true],
      ['2026-11-27T11:00Z', true, false],
      ['2026-11-27T12:00Z', false, true],
      ['2026-11-27T16:00Z', true, false],
      ['2026-11-30T07:30Z', false, true],
    ]);
  });

  it.each([
    ['summer time begins', '2026-03-27T15:00Z', ['2026-03-27T16:00Z', '2026-03-30T06:30Z']],
    ['summer time ends', '2026-10-23T14:00Z', ['2026-10-23T15:00Z', '2026-10-26T07:30Z']],
    ['a holiday lies between', '2026-05-13T14:00Z', ['2026-05-13T15:00Z', '2026-05-15T06:30Z']],
  ])(
    'has it at the same time by the clock when %s [S149]',
    async (_what, from, [closing = '', opening = '']) => {
      await begin(from);
      expect(await openAround([closing, opening])).toEqual([
        [closing, true, false],
        [opening, false, true],
      ]);
    },
  );

  it('has it past midnight [S149]', async () => {
    const nights = Array.from({ length: 7 }, () => [{ from: 22 * 60, to: DAY + 2 * 60 }]);
    await begin('2026-11-26T20:00Z', { ...office, week: nights });
    expect(await openAround(['2026-11-26T21:00Z', '2026-11-26T23:00Z', '2026-11-27T01:00Z'])).toEqual([
      ['2026-11-26T21:00Z', false, true],
      ['2026-11-26T23:00Z', true, true],
      ['2026-11-27T01:00Z', true, false],
    ]);
  });

  it('outside hours is told when it opens, and to ask again soon after it turns [S149]', async () => {
    await begin('2026-11-27T18:00Z');
    expect(await look()).toEqual({ open: false, opensAt: '2026-11-30T07:30', again: undefined });
    goTo('2026-11-30T07:29Z');
    await anna().ask('duty.beat', {});
    const { opensAt, again = 0 } = await look();
    expect(opensAt).toBe('2026-11-30T07:30');
    expect(again).toBeGreaterThanOrEqual(MINUTE);
    expect(again).toBeLessThanOrEqual(MINUTE + 10_000);
    // And just as in the other direction.
    goTo('2026-11-30T10:58Z');
    await anna().ask('duty.beat', {});
    expect(await look()).toMatchObject({ open: true, opensAt: undefined });
    expect((await look()).again).toBeGreaterThanOrEqual(2 * MINUTE);
  });

  it('gets it from the hours as they turn also while the sweep stands still [S149]', async () => {
    await begin('2026-11-26T06:00Z');
    goTo('2026-11-27T09:00Z');
    await anna().ask('duty.start', {});
    expect((await look()).open).toBe(true);
    goTo('2026-11-27T11:30Z');
    expect(await look()).toMatchObject({ open: false, opensAt: '2026-11-27T12:00' });
  });
});

describe('a waiting page', () => {
  const told = () => jan.received('room.changed').map(({ open, opensAt }) => [open, opensAt]);

  it('is told by the sweep of the minute in which it turns [S149]', async () => {
    await begin('2026-11-26T10:59Z');
    await look();
    goTo('2026-11-26T11:00Z');
    await sweep(desk.context);
    goTo('2026-11-26T12:00Z');
    await anna().ask('duty.beat', {});
    await sweep(desk.context);
    expect(told()).toEqual([
      [false, at('2026-11-26T12:00Z')],
      [true, undefined],
    ]);
  });

  it('is told at once when hours are saved, and when they are taken away [S149]', async () => {
    goTo('2026-11-28T12:00Z');
    agent = await desk.agent('Anna');
    expect(await look()).toEqual({ open: true, opensAt: undefined, again: undefined });
    await save(office);
    await save({ ...office, on: false }, 1);
    expect(told()).toEqual([
      [false, at('2026-11-30T07:30Z')],
      [true, undefined],
    ]);
    expect((await readCounts(engine.db)).hours).toBeUndefined();
  });
});

describe('a chat', () => {
  it('cannot be started outside hours, whoever is on duty, and says when it can [S149]', async () => {
    await begin('2026-11-27T18:00Z');
    expect(await jan.tryTo('chat.start', { sid: jan.sid, nickname: '', email: '' })).toEqual({
      error: { code: 'no_room', opensAt: at('2026-11-30T07:30Z') },
    });
  });

  it('that runs goes on after closing [S149]', async () => {
    await begin('2026-11-26T15:59Z');
    const { chat } = await start(jan);
    goTo('2026-11-26T16:00Z');
    await sweep(desk.context);
    expect((await jan.ask('chat.sync', { chatId: chat.id, sid: jan.sid, after: 0 })).chat.state).toBe(
      'online',
    );
    await end(jan, chat.id);
  });
});

describe('the hours', () => {
  it('are saved under their version, with a line of what was changed [S149]', async () => {
    goTo('2026-11-26T06:00Z');
    expect(await save(office)).toMatchObject({ status: 200, body: { ok: { ...office, rev: 1 } } });
    expect(await save({ ...office, holidays: [] })).toMatchObject(refused('outdated', 409));
    expect((await manage('GET /api/hours')).body).toMatchObject({ ok: { ...office, rev: 1 } });
    const [line] = (await listAuditLines(engine.db)).lines;
    expect(line).toMatchObject({
      action: 'settings_changed',
      changes: expect.arrayContaining([
        { name: 'hours', from: 'false', to: 'true' },
        {
          name: 'week',
          from: '9:00-17:00; 9:00-17:00; 9:00-17:00; 9:00-17:00; 9:00-17:00; -; -',
          to: '8:30-12:00 13:00-17:00; 8:30-12:00 13:00-17:00; 8:30-12:00 13:00-17:00; 8:30-12:00 13:00-17:00; 8:30-12:00 13:00-17:00; -; -',
        },
      ]),
    });
  });

  it.each<[string, Partial<Hours>]>([
    ['a zone that is none', { zone: 'Europe/Nergens' }],
    ['a week of six days', { week: office.week.slice(1) }],
    ['slots that overlap', { week: [[...slots, { from: 16 * 60, to: 18 * 60 }], ...office.week.slice(1)] }],
    ['a slot of no length', { week: [[{ from: 60, to: 60 }], ...office.week.slice(1)] }],
    ['a slot of more than a day', { week: [[{ from: 60, to: DAY + 61 }], ...office.week.slice(1)] }],
    ['a date that is none', { others: [{ date: '2026-02-30', slots: [] }] }],
    [
      'a date twice',
      {
        others: [
          { date: '2026-12-24', slots: [] },
          { date: '2026-12-24', slots },
        ],
      },
    ],
  ])('are refused with %s [S149]', async (_what, wrong) => {
    expect(await save({ ...office, ...wrong })).toMatchObject(refused('bad_request', 400));
  });

  it('that were saved anew meanwhile are noted by whoever saved them [S149]', async () => {
    await save(office);
    const opening = { shut: true, turns: [] };
    expect(await recordOpening(engine.db, Math.random, { opening, rev: 0, now: desk.now() })).toBe(false);
    expect((await readCounts(engine.db)).hours).not.toEqual(opening);
  });
});
