// What the log for administrators says of signing in and of reading: so many lines of one person and no more, however often; a stranger's guesses are one line.
import { describe, expect, it } from 'vitest';
import { forgetInAudit, listAuditLines } from '../../../functions/store/audit.ts';
import { PASSWORD } from '../../support/accounts.ts';
import { end, join, start } from '../../support/desk.ts';
import { create, useAdministration } from './support/administration.ts';

const { today, as } = useAdministration();

const lines = async (filter: Parameters<typeof listAuditLines>[1] = {}) =>
  (await listAuditLines(today().engine.db, { kind: 'access', ...filter })).lines;

describe('signing in', () => {
  const logIn = async (login: string, password: string) => {
    const { boss } = today();
    const ask = await as(boss);
    return (await ask('POST /api/login', {}, { login, password })).status;
  };

  it('is noted with whose account it is, and bounded for one person [S163]', async () => {
    const { boss } = today();
    for (let time = 0; time < 15; time++) expect(await logIn(boss.login, PASSWORD)).toBe(200);
    const noted = await lines();
    expect(noted).toHaveLength(12);
    expect(noted[0]).toMatchObject({ action: 'signed_in', about: boss.login, aboutId: boss.id });
  });

  it('that failed is noted a few times for a login, and once an hour for all that nobody has [S163]', async () => {
    const { boss } = today();
    for (let time = 0; time < 5; time++) await logIn(boss.login, 'geraden');
    for (let guess = 0; guess < 5; guess++) await logIn(`niemand${guess}`, 'geraden');
    const noted = await lines();
    const failed = noted.filter(({ action }) => action === 'sign_in_failed');
    expect(failed.map((line) => ('about' in line ? line.about : '-')).sort()).toEqual([
      '',
      boss.login,
      boss.login,
      boss.login,
    ]);
    expect(JSON.stringify(failed)).not.toContain('niemand');
    for (const { who } of failed) expect(who.name).toBe('');
  });

  it("leaves no name of a customer whose data was erased, in the customer's own lines either [S163]", async () => {
    const { engine, boss } = today();
    await logIn(boss.login, PASSWORD);
    await forgetInAudit(engine.db, { id: boss.id, chatIds: new Set(), login: boss.login });
    const [line] = await lines();
    expect(line).toMatchObject({ action: 'signed_in', about: '', who: { name: '' } });
    expect(JSON.stringify(line)).not.toContain(boss.id);
  });
});

describe('reading', () => {
  it('of a chat that ended is noted once an hour for each who opens it, page by page or again [S163]', async () => {
    const { desk, boss } = today();
    const customer = await desk.customer();
    const agent = await desk.agent();
    const { chat } = await start(customer, { nickname: 'Jan' });
    await join(agent, chat.id);
    await end(agent, chat.id, { after: 2 });
    const ask = await as(boss);
    for (let time = 0; time < 3; time++)
      expect(await ask('GET /api/chats/{chatId}', { chatId: chat.id })).toMatchObject({ status: 200 });
    expect(await lines()).toMatchObject([{ action: 'chat_read', chatId: chat.id, nickname: 'Jan' }]);
  });
});

it('lines of one person are found by part of a name, in whatever letters [S163]', async () => {
  const { boss } = today();
  const ask = await as(boss);
  await create(ask, { login: 'Nieuweling' });
  await create(ask, { login: 'ander' });
  const found = await ask('GET /api/audit', {}, {}, { person: 'NIEUW' });
  expect((found.body as { ok: { lines: unknown[] } }).ok.lines).toMatchObject([{ about: 'nieuweling' }]);
});
