// One customer's data given out in one file that says everything.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeZip } from '../../../../functions/adapters/zip.ts';
import { listAuditLines } from '../../../../functions/store/audit.ts';
import type { Bucket } from '../../../support/bucket.ts';
import { type Desk, end, say, start, type Tab } from '../../../support/desk.ts';
import type { Engine } from '../../../support/engine.ts';
import { unzip } from '../../../support/unzip.ts';
import { readPdf } from '../../transcript/reader.ts';
import { link, useCustomers } from './support/customers.ts';

const { today, find, exportOf, aBusyCustomer } = useCustomers();
let engine: Engine;
let bucket: Bucket;
let desk: Desk;
let anna: Tab;
beforeEach(() => {
  ({ engine, bucket, desk, anna } = today());
});

describe('an export', () => {
  it('[A15] holds the account without its password, every chat as data and PDF, tickets, ratings and the log', async () => {
    const { customer, saved, deleted, left, running } = await aBusyCustomer();
    const other = await desk.customer('buurman');
    const { chat } = await start(other, { nickname: 'Buurman' });
    await say(other, chat.id, 'van de buren');
    expect((await find('Zeldzaam ')).body).toEqual({
      ok: {
        customer: { id: customer.me.id, login: 'zeldzaam', name: 'zeldzaam' },
        chats: 4,
        tickets: 2,
        erasing: false,
      },
    });
    const { status, body } = await exportOf(customer);
    expect({ status, body }).toMatchObject({ status: 200, body: { ok: { done: true } } });
    const zip = new Uint8Array(await (await fetch(link(body))).arrayBuffer());
    const files = unzip(zip);
    const names = [saved, deleted, left, running].map((id) => `chats/2026-11-22-${id}.pdf`);
    expect([...files.keys()].sort()).toEqual([...names, 'data.json'].sort());
    const json = files.get('data.json')?.toString() ?? '';
    expect(JSON.parse(json)).toMatchObject({
      account: { id: customer.me.id, login: 'zeldzaam', role: 'customer' },
      chats: [
        { id: saved, closed: { ticket: 1 }, rating: { stars: 1 }, form: { remarks: 'kattenbak' } },
        { id: deleted, rating: { comment: 'zeldzaam slecht' } },
        { id: left, ended: { reason: 'customer' } },
        { id: running, entries: [{ seq: 1 }, { text: 'zeldzaam loopt nog' }, { seq: 3 }, { seq: 4 }] },
      ],
      tickets: [
        { number: 1, history: [{ text: 'zeldzaam antwoord' }] },
        { number: 2, history: [{ text: 'zeldzaam vraagje' }] },
      ],
      log: [{ action: 'watched' }, { action: 'watched' }],
    });
    expect(json).not.toMatch(/password|salt|buren|Buurman|TICKET#|"pk"/);
    const pdf = await readPdf(new Uint8Array(files.get(names[0] ?? '') ?? []));
    expect(JSON.stringify(pdf)).toContain('zeldzaam bewaard');
    expect((await listAuditLines(engine.db, { kind: 'data' })).lines).toMatchObject([
      { action: 'exported', about: 'zeldzaam', aboutId: customer.me.id },
    ]);
  });

  it('makes the PDFs of many chats in several calls, and none twice', async () => {
    const customer = await desk.customer('veelprater');
    for (let index = 0; index < 45; index++) {
      const { chat } = await start(customer);
      await say(customer, chat.id, `chat ${index}`);
      await end(customer, chat.id, { after: 2 });
      await customer.ask('chat.dismiss', { chatId: chat.id });
      // More in an hour than one customer may start.
      desk.pass(4 * 60_000);
    }
    expect((await exportOf(customer)).body).toEqual({ ok: { done: false, made: 40, of: 45 } });
    const before = await bucket.keys();
    const { body } = await exportOf(customer);
    expect(body).toMatchObject({ ok: { done: true } });
    expect((await bucket.keys()).filter((key) => before.includes(key))).toEqual(before);
    const files = unzip(new Uint8Array(await (await fetch(link(body))).arrayBuffer()));
    expect(files.size).toBe(46);
  });

  it('is a ZIP that unzip takes, with names in any script', async () => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'zip-'));
    try {
      const file = joinPath(folder, 'a.zip');
      const bodies = ['één', '', 'x'.repeat(70_000)].map((text) => Buffer.from(text));
      const files = ['naam één.txt', 'map/leeg', 'map/日本.bin'].map((name, index) => ({
        name,
        body: bodies[index] ?? Buffer.alloc(0),
      }));
      await writeFile(file, writeZip(files, Date.UTC(2026, 10, 22, 13, 14, 16)));
      // Python's reader is strict about every field, and is where the tests run.
      const script = `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print([(i.filename,i.file_size,i.date_time) for i in z.infolist()])`;
      const { stdout } = await promisify(execFile)('python3', ['-c', script, file]);
      expect(stdout.trim()).toBe(
        "[('naam één.txt', 5, (2026, 11, 22, 13, 14, 16)), ('map/leeg', 0, (2026, 11, 22, 13, 14, 16)), ('map/日本.bin', 70000, (2026, 11, 22, 13, 14, 16))]",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is not there for an agent’s account or an unknown one', async () => {
    expect(await exportOf(anna)).toMatchObject({ status: 404 });
    expect(await find('Anna')).toMatchObject({ status: 404 });
  });
});
