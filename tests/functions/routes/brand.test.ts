// The deployment's name, logo and colours over HTTP: who changes them, what everybody gets, and what the log says.
import { beforeEach, describe, expect, it } from 'vitest';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { ask } from '../../support/accounts.ts';
import { type Asking, useAdministration } from './support/administration.ts';

const { as, today } = useAdministration();
let put: Asking;
beforeEach(async () => {
  put = await as(today().boss);
});

const read = (site: 'portal' | 'console' = 'portal') =>
  ask(today().handler, { route: 'GET /api/brand', site });
const colours = { light: '#006644', dark: '#66ddaa' };

describe('[S130] a deployment', () => {
  it('has no face of its own at first, for anybody, kept for five minutes', async () => {
    expect(await read()).toMatchObject({
      status: 200,
      body: { ok: {} },
      headers: { 'cache-control': 'public, max-age=300' },
    });
  });

  it('has one when an administrator gives it: on both sites, with a line in the log', async () => {
    const saved = await put('PUT /api/brand/settings', {}, { rev: 0, name: 'Gemeente Voorbeeld', colours });
    expect(saved).toMatchObject({ status: 200, body: { ok: { rev: 1, colours } } });
    for (const site of ['portal', 'console'] as const) {
      const { body } = await read(site);
      expect(body).toMatchObject({ ok: { name: 'Gemeente Voorbeeld' } });
      expect(JSON.stringify(body)).toContain('--accent:light-dark(#006644,#66ddaa)');
    }
    expect((await listAuditLines(today().engine.db)).lines).toMatchObject([
      {
        action: 'brand_changed',
        changes: [
          { name: 'name', to: 'Gemeente Voorbeeld' },
          { name: 'accentLight', to: '#006644' },
          { name: 'accentDark', to: '#66ddaa' },
        ],
      },
    ]);
  });

  it('keeps what it has when a colour cannot be read, a logo is none, or somebody was first', async () => {
    const change = (body: object) => put('PUT /api/brand/settings', {}, { rev: 0, ...body });
    expect(await change({ colours: { ...colours, light: '#ffcc00' } })).toMatchObject({
      status: 400,
      body: { error: { code: 'colour_unreadable', theme: 'light', nearest: '#846a00' } },
    });
    expect(await change({ colours: { ...colours, light: 'red;}' } })).toMatchObject({ status: 400 });
    expect(await change({ logo: Buffer.from('<svg onload="x"/>').toString('base64') })).toMatchObject({
      body: { error: { code: 'bad_logo' } },
    });
    expect((await read()).body).toEqual({ ok: {} });
    const both = await Promise.all([change({ name: 'Een' }), change({ name: 'Twee' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});
