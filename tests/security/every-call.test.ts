// Every action and every route, once for all: no role refuses anything, nothing fails, and no word of anyone is in a log or a metric.

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actions } from '../../shared/actions.ts';
import { routes } from '../../shared/routes.ts';
import { type EveryCall, makeEveryCall } from '../support/every-call.ts';
import { arriveOverWire, requestOverWire, startWire, type Wire } from '../support/wire.ts';

/** Unlike anything the product says by itself; some fields are cut after 22 characters. */
const CANARY = 'kanarie7f3a';
const sing = (field: string) => `${CANARY}-${field}`;

let wire: Wire;
let made: EveryCall;
beforeAll(async () => {
  wire = await startWire();
  made = await makeEveryCall(wire, sing);
});
afterAll(() => wire?.stop());

it('every action and every route is called, the deep ones with success', () => {
  const called = new Set(made.calls.map(({ name }) => name));
  const all = [...Object.keys(actions), ...Object.keys(routes)].filter((name) => name !== 'POST /api/login');
  expect(all.filter((name) => !called.has(name))).toEqual([]);
  const done = new Set(made.calls.filter(({ outcome }) => outcome === 'ok').map(({ name }) => name));
  for (const name of ['chat.start', 'chat.say', 'chat.join', 'chat.leave', 'chat.watch', 'chat.save'])
    expect(done).toContain(name);
  expect(done).toContain('POST /api/chats/{chatId}/transcript');
});

it('no role refuses anything, and nothing fails for another reason', () => {
  expect(wire.cloud.refusals()).toEqual([]);
  const odd = made.calls.filter(({ outcome }) => outcome === 'internal' || / /.test(outcome ?? ''));
  expect(odd).toEqual([]);
});

const Logged = v.strictObject({
  level: v.picklist(['INFO', 'WARN', 'ERROR']),
  message: v.string(),
  requestId: v.optional(v.string()),
  action: v.optional(v.string()),
  chatId: v.optional(v.string()),
  account: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22}$/))),
  code: v.optional(v.string()),
  connection: v.optional(v.string()),
  count: v.optional(v.number()),
  minute: v.optional(v.number()),
  error: v.optional(v.strictObject({ name: v.string(), frames: v.optional(v.array(v.string())) })),
});
const metric = (name: string) => v.strictObject({ _aws: v.looseObject({}), [name]: v.literal(1) });
const Line = v.union([Logged, metric('NoRoom'), metric('Busy'), metric('ActionFailed')]);

/** Node says once of a process that a library asked which algorithms there are. */
const OF_NODE = /^\(node:\d+\) ExperimentalWarning: The [\w-]+ Web Crypto API|^\(Use `node --trace-warnings/;
const functionLines = () =>
  wire.lines
    .flatMap((line) => /^[a-zA-Z]+ \| (.*)$/s.exec(line)?.[1] ?? [])
    .filter((line) => !OF_NODE.test(line));

it('who signed in, and what was refused to whom, is in the log by request and account', () => {
  const lines = functionLines().map((line) => JSON.parse(line));
  expect(lines).toContainEqual({ level: 'INFO', message: 'signed in', account: expect.any(String) });
  const refused = lines.filter(({ message }) => message === 'refused');
  const about = (code: string, action: string) =>
    refused.filter((line) => line.code === code && line.action === action && line.requestId);
  expect(about('wrong_credentials', 'POST /api/login').length).toBeGreaterThanOrEqual(3);
  expect(about('forbidden', 'audit.list')[0]).toHaveProperty('account');
  expect(about('forbidden', 'GET /api/tickets/{number}')[0]).toHaveProperty('account');
});

it('nothing that anyone wrote, typed or tried is in a log or a metric, in good times and bad', async () => {
  const anna = await arriveOverWire(wire, 'console', 'anna');
  const jansen = await arriveOverWire(wire, 'portal', 'jansen');
  await anna.ask('desk.enter', { sid: 'consoleA' });
  // Of a page newer than this server: answered, and not with what it wrote.
  expect(await anna.ask(sing('action'), { text: sing('new') })).toMatchObject({
    error: { code: 'unknown_action' },
  });
  // No place for this one, and then no database at all.
  await jansen.ask('chat.start', { sid: 'portal-A', nickname: sing('nickname'), email: '' });
  const throttle = wire.cloud.faults.throttle({ times: Number.POSITIVE_INFINITY });
  const failing = [
    jansen.ask('chat.start', { sid: 'portal-A', nickname: sing('nickname'), email: '' }),
    anna.ask('text.save', { title: sing('title'), text: sing('text'), category: sing('category'), order: 1 }),
    jansen.request('POST /api/my-tickets', { cid: 'A'.repeat(22), text: sing('text'), email: '' }),
    requestOverWire(wire.cloud.portalUrl, 'POST /api/login', {
      input: { login: sing('login'), password: sing('password') },
    }),
    wire.cloud.invoke('sweep', {}),
  ];
  const answers = await Promise.all(failing);
  throttle.clear();
  expect(throttle.hits).toBeGreaterThan(0);
  expect(JSON.stringify(answers.slice(0, 2))).toContain('internal');

  const lines = functionLines();
  expect(lines.some((line) => line.includes('"ActionFailed":1'))).toBe(true);
  expect(lines.some((line) => line.includes('action failed'))).toBe(true);
  expect(wire.lines.filter((line) => line.includes(CANARY))).toEqual([]);
  // An allow-list: whatever else a line held would be a new field, and fails here.
  for (const line of lines) {
    // Lambda's own runtime says of a function that failed that it did, with the name of the error.
    if (/^(Error: internal|Sandbox\.Timedout)/.test(line) || line.startsWith('    at ')) continue;
    expect([line, v.is(Line, JSON.parse(line))]).toEqual([line, true]);
  }
});

it('no file of the functions writes to the log but these', async () => {
  const files = globSync('functions/**/*.ts', { cwd: `${import.meta.dirname}/../..` });
  const writing = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(`${import.meta.dirname}/../../${file}`, 'utf8');
      return /console\.\w+\(|process\.std(out|err)/.test(source) ? [file] : [];
    }),
  );
  expect(writing.flat().sort()).toEqual([
    'functions/adapters/log.ts',
    'functions/adapters/metrics.ts',
    'functions/build.ts',
    'functions/tools/allow-passwords.ts',
    'functions/tools/create-admin.ts',
    'functions/tools/reconcile.ts',
  ]);
});
