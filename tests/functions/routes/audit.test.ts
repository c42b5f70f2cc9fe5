// The log for administrators: every line is found, page by page, however many others are made over it.
import { describe, expect, it } from 'vitest';
import { addAuditLine } from '../../../functions/store/audit.ts';
import type { AuditKind, AuditLine } from '../../../shared/audit-line.ts';
import type { ChatId } from '../../../shared/model.ts';
import { addAgentAccount } from '../../support/accounts.ts';
import { join, start } from '../../support/desk.ts';
import { type Asking, create, useAdministration } from './support/administration.ts';

const { today, as } = useAdministration();

interface Page {
  readonly lines: AuditLine[];
  readonly cursor?: string;
}

const page = async (ask: Asking, query: Record<string, string> = {}): Promise<Page> =>
  ((await ask('GET /api/audit', {}, {}, query)).body as { ok: Page }).ok;

const pages = async (ask: Asking, kind?: AuditKind) => {
  const lines: AuditLine[] = [];
  let count = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined && count < 50; count++) {
    const answer: Page = await page(ask, { ...(kind && { kind }), ...(cursor && { cursor }) });
    lines.push(...answer.lines);
    cursor = answer.cursor;
  }
  return { lines, count };
};

describe('the log', () => {
  it('[A11] hides no watching under any number of other lines, a page at a time', async () => {
    const { desk, boss } = today();
    const ask = await as(boss);
    const agent = await desk.agent(undefined, { permissions: ['helpdesk', 'manage', 'administer'] });
    const watch = async (nickname: string, times: number) => {
      const customer = await desk.customer();
      const { chat } = await start(customer, { nickname });
      await join(await desk.agent(), chat.id);
      for (let time = 0; time < times; time++) {
        await agent.ask('chat.watch', { chatId: chat.id, sid: agent.sid, after: 0 });
        await agent.ask('chat.unwatch', { chatId: chat.id, sid: agent.sid });
        desk.pass(1);
      }
    };
    await watch('stiekem', 1);
    await create(ask, { login: 'nieuw' });
    await watch('afleiding', 130);

    const first = await page(ask);
    expect(first.lines).toHaveLength(100);
    expect(first.lines[0]).toMatchObject({ action: 'stopped', nickname: 'afleiding' });
    const { lines, count } = await pages(ask);
    expect(count).toBe(3);
    expect(lines).toHaveLength(263);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => b - a));
    expect(lines.slice(-3)).toMatchObject([
      { action: 'account_created', about: 'nieuw' },
      { action: 'stopped', nickname: 'stiekem' },
      { action: 'watched', nickname: 'stiekem' },
    ]);
    // Looking for one kind alone, it is on the first page.
    expect((await page(ask, { kind: 'rights' })).lines).toMatchObject([{ about: 'nieuw' }]);
    expect((await pages(ask, 'watching')).lines).toHaveLength(262);
    expect((await pages(ask, 'data')).lines).toEqual([]);
    // A page of the first release gets what fits one reply.
    const reply = await agent.ask('audit.list', {});
    expect(reply.lines).toHaveLength(100);
    expect(Object.keys(reply.lines[0] ?? {})).not.toContain('pk');
  });

  it('looks at so many lines for one page and no more, and goes on from there', async () => {
    const { engine, boss, desk } = today();
    const who = { id: boss.id, name: 'Baas' };
    const line = {
      at: desk.now(),
      who,
      chatId: 'C'.repeat(22) as ChatId,
      nickname: 'Jan',
      action: 'watched' as const,
    };
    const erased = { at: desk.now() - 1, who, action: 'erased' as const, about: '' };
    await addAuditLine(engine.db, erased, 'A'.repeat(22));
    for (let more = 0; more < 1600; more += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          addAuditLine(engine.db, line, String(more + index).padStart(22, '0')),
        ),
      );
    const ask = await as(boss);
    const spent = engine.capacity.mark();
    const first = await page(ask, { kind: 'data' });
    expect(first.lines).toEqual([]);
    expect(first.cursor).toBeDefined();
    expect(spent().calls.filter((call) => call === 'Query')).toHaveLength(3);
    expect((await page(ask, { kind: 'data', cursor: first.cursor ?? '' })).lines).toMatchObject([
      { action: 'erased' },
    ]);
  });

  it('is for whoever administers', async () => {
    const { engine } = today();
    const agent = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'manage'] });
    expect((await (await as(agent))('GET /api/audit')).status).toBe(403);
  });
});
