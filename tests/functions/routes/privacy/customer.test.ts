// One customer erased, so that a scan of table and bucket finds nothing.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newSession } from '../../../../functions/auth/session.ts';
import type { Account } from '../../../../functions/domain/account.ts';
import { auditRights } from '../../../../functions/routes/accounts/audit-change.ts';
import { changeAccount, readAccount } from '../../../../functions/store/accounts.ts';
import { addAuditLine, listAuditLines } from '../../../../functions/store/audit.ts';
import type { Db } from '../../../../functions/store/db.ts';
import { readChat } from '../../../../functions/store/log.ts';
import { beginByProvider } from '../../../../functions/store/provider-sessions.ts';
import { readRemovedCounts } from '../../../../functions/store/retention.ts';
import { addReply } from '../../../../functions/store/tickets.ts';
import { continueErasures, type EraseContext } from '../../../../functions/workflows/erase.ts';
import { removeWithdrawn, withdrawChats } from '../../../../functions/workflows/remove-chat.ts';
import { signedInAs } from '../../../support/accounts.ts';
import { asScene } from '../../../support/as-scene.ts';
import type { Bucket } from '../../../support/bucket.ts';
import { type Desk, newCid, say, start, type Tab } from '../../../support/desk.ts';
import type { Engine } from '../../../support/engine.ts';
import { useCustomers, WORDS } from './support/customers.ts';

const { today, find, erase, eraseWhole, exportOf, aBusyCustomer, scanned, expectErased } = useCustomers();
let engine: Engine;
let bucket: Bucket;
let desk: Desk;
let anna: Tab;
let boss: Account;
let context: EraseContext;
beforeEach(() => {
  ({ engine, bucket, desk, anna, boss, context } = today());
});

describe('an erasure', () => {
  it('[A15] leaves counts, and of the person nothing in table and bucket', async () => {
    const { customer, saved } = await aBusyCustomer();
    const other = await desk.customer('buurman');
    const { chat } = await start(other, { nickname: 'Buurman' });
    await exportOf(customer);
    await signedInAs(desk.context, { id: customer.me.id, role: 'customer' } as Account);
    expect(await bucket.keys()).not.toEqual([]);
    await customer.drop();
    expect(await eraseWhole(customer)).toBe(4);
    await expectErased(customer);

    expect(await readRemovedCounts(engine.db, 1)).toEqual([
      { month: '2026-11', chats: 4, tickets: 2, ratings: 3, auditLines: 0, customers: 1 },
    ]);
    expect((await engine.db.get({ pk: 'DESK#helpdesk#RATED', sk: '2026-11#' }))?.s1).toBe(3);
    const lines = (await listAuditLines(engine.db)).lines;
    expect(lines).toMatchObject([
      { action: 'erased', who: { id: boss.id }, about: '' },
      { action: 'exported', about: '' },
      { action: 'watched', nickname: '' },
      { action: 'watched', nickname: '' },
    ]);
    // The others keep what is theirs, and the agent's place is free again.
    expect(await desk.counts()).toEqual({ free: 3, waiting: 1 });
    await expect(anna.ask('chat.watch', { chatId: saved, sid: anna.sid, after: 0 })).rejects.toThrow(
      'not_found',
    );
    await say(other, chat.id, 'en ik dan');
    expect(anna.received('chat.changed').at(-1)?.chat.nickname).not.toMatch(WORDS);
  });

  it('[A15] leaves nothing under a login or a nickname of before, nor of chats that were removed earlier', async () => {
    const { customer, deleted } = await aBusyCustomer('zeldzaam-vroeger');
    const account = async () => {
      const found = await readAccount(engine.db, customer.me.id);
      if (!found) throw new Error('no account');
      return found;
    };
    const note = async (action: 'account_created' | 'rights_changed') => {
      const line = await auditRights(desk.context, boss, action, await account());
      await engine.db.transact([line]);
    };
    await note('account_created');
    // From before lines had an id: known by the login of then, as long as it is the login of now.
    const who = { id: boss.id, name: 'Baas' };
    const old = { at: desk.now(), who, action: 'blocked' as const, about: 'kattenbak-nu', rights: [] };
    await addAuditLine(engine.db, old, 'A'.repeat(22));
    const before = await account();
    const after = { ...before, login: 'kattenbak-nu', name: 'Zeldzaam Nu' };
    expect(await changeAccount(engine.db, before, after)).toBe('done');
    await note('rights_changed');
    await engine.db.put(
      { pk: `DEVICES#${customer.me.id}`, sk: 'hash', epoch: 0, at: 0, expiresAt: 9e9 },
      asScene,
    );
    // Signed in by the company's provider as well, which stands for that session.
    await beginByProvider(engine.db, Math.random, {
      starting: { ...newSession(desk.context, 'portal', after), provider: 'renewal' },
      issuer: 'https://login.example.nl',
      sid: 'zeldzaam',
      refresh: 'sealed',
      renewAt: undefined,
    });
    // Removed with everything before anybody asks for an erasure; who watched it stays in the log.
    const chat = await readChat(engine.db, deleted);
    if (!chat) throw new Error('no chat');
    const removal = { random: Math.random, now: desk.now(), allowance: { left: 1000 } };
    for (const gone of (await withdrawChats(context, [chat], removal)) ?? [])
      await removeWithdrawn(context, gone, removal);
    expect((await listAuditLines(engine.db)).lines).toContainEqual(
      expect.objectContaining({ chatId: deleted, nickname: expect.stringMatching(WORDS) }),
    );
    await customer.drop();
    await eraseWhole(customer, context, 'kattenbak-nu');
    await expectErased(customer);
    const { lines } = await listAuditLines(engine.db);
    expect(lines.map(({ action }) => action).sort()).toEqual(
      ['account_created', 'blocked', 'erased', 'rights_changed', 'watched', 'watched'].sort(),
    );
  });

  it('is refused with another login, and changes nothing then', async () => {
    const { customer } = await aBusyCustomer();
    const before = await engine.scan();
    const answer = await erase(customer, { login: 'buurman' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad_request', path: 'login' } } });
    const isSession = (item: unknown) => JSON.stringify(item).includes('"SESSION#');
    expect((await engine.scan()).filter((item) => !isSession(item))).toEqual(
      before.filter((item) => !isSession(item)),
    );
  });

  it('[A15] is done whole when it is killed anywhere and run again, by whoever is next', async () => {
    const { customer } = await aBusyCustomer();
    await customer.drop();
    await exportOf(customer);
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    let calls = 0;
    let every = 3;
    const killed = () => {
      if (++calls % every === 0) {
        every++;
        throw new Error('killed');
      }
    };
    const dying: Db = {
      ...engine.db,
      delete: async (...given) => {
        killed();
        return engine.db.delete(...given);
      },
      update: async (...given) => {
        const result = await engine.db.update(...given);
        killed();
        return result;
      },
      transact: async (...given) => {
        const result = await engine.db.transact(...given);
        killed();
        return result;
      },
    };
    const given = { ...context, db: dying };
    for (let tries = 0; tries < 60; tries++) {
      await erase(customer, { given });
      desk.pass(5_000);
      await continueErasures(given, { left: 15 });
    }
    output.mockRestore();
    expect(every).toBeGreaterThan(5);
    await continueErasures(context, { left: 2000 });
    await expectErased(customer);
    expect(await readRemovedCounts(engine.db, 1)).toMatchObject([
      { chats: 4, tickets: 2, ratings: 3, customers: 1 },
    ]);
    const rated = (await engine.db.query({ pk: 'DESK#helpdesk#RATED' })).items;
    expect(rated.map(({ s1 }) => s1)).toEqual([3, 3]);
    expect((await listAuditLines(engine.db)).lines.filter(({ action }) => action === 'erased')).toHaveLength(
      1,
    );
    expect((await find('zeldzaam')).status).toBe(404);
    // Asked once more, as after an answer that was lost.
    expect((await erase(customer)).body).toEqual({ ok: { done: true } });
  });

  it('goes on by itself when nobody asks any more', async () => {
    const { customer } = await aBusyCustomer();
    await customer.drop();
    expect((await erase(customer)).body).toEqual({ ok: { done: false } });
    expect((await find('zeldzaam')).body).toMatchObject({ ok: { erasing: true } });
    for (let minute = 0; minute < 2; minute++) {
      desk.pass(60_000);
      await continueErasures(context, { left: 2000 });
    }
    await expectErased(customer);
  });

  it('[A15] closes every page of the customer, in a chat or waiting for one, and nobody else’s', async () => {
    const { customer, running } = await aBusyCustomer();
    const second = desk.open(customer.me);
    await second.ask('chat.sync', { chatId: running, sid: second.sid, after: 0 });
    const waiting = await desk.customer('wachtend');
    await waiting.ask('lobby.enter', {});
    const other = await desk.customer('buurman');
    await other.ask('lobby.enter', {});
    expect((await erase(customer)).body).toEqual({ ok: { done: false } });
    expect((await erase(waiting)).body).toEqual({ ok: { done: false } });
    expect([customer, second, waiting, other, anna].map(desk.isOpen)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    // Told why before it closed, and the agent in the chat as well.
    for (const tab of [customer, second, anna]) {
      expect(tab.received('entries.added').at(-1)?.entries).toMatchObject([
        { kind: 'ended', reason: 'deleted' },
      ]);
    }
    // One that was being opened when the account was blocked is found by the next call, or by the sweep.
    const late = desk.open(customer.me);
    await late.ask('ping', {});
    desk.pass(31_000);
    expect(await eraseWhole(waiting)).toBe(1);
    await continueErasures(context, { left: 2000 });
    expect(desk.isOpen(late)).toBe(false);
    await expectErased(customer);
    expect(await scanned()).not.toContain(waiting.me.id);
  });

  it('[A15] takes away what agents still write while it removes', async () => {
    const { customer, left, ticket } = await aBusyCustomer();
    let replies = 0;
    const busy: Db = {
      ...engine.db,
      transact: async (writes) => {
        // Between what was found of the ticket and its removal, once.
        if (
          writes.some((write) => 'delete' in write && write.delete.pk.startsWith('TICKET#')) &&
          !replies++
        ) {
          await addReply(engine.db, Math.random, {
            number: ticket,
            cid: newCid(),
            by: { role: 'agent', id: anna.me.id, name: 'Anna' },
            words: { text: 'zeldzaam laat antwoord' },
            solve: false,
            now: desk.now(),
            allows: () => true,
          });
        }
        return engine.db.transact(writes);
      },
    };
    await eraseWhole(customer, { ...context, db: busy });
    expect(replies).toBeGreaterThan(1);
    // A field whose chat was there when the agent began to type.
    const agent = await desk.agent('Kim');
    const late = agent.ask('chat.fill', { chatId: left, fields: { remarks: 'kattenbak' } });
    await expect(late).rejects.toThrow('not_found');
    await expectErased(customer);
    expect(await readRemovedCounts(engine.db, 1)).toMatchObject([{ chats: 4, tickets: 2 }]);
  });

  it('[A15] takes away what the customer still does while it begins', async () => {
    const customer = await desk.customer('zeldzaam');
    await customer.ask('lobby.enter', {});
    await customer.drop();
    const { body } = await erase(customer);
    expect(body).toEqual({ ok: { done: false } });
    // Requests that were under way when the account was blocked.
    await customer.ask('lobby.enter', {}).catch(() => {});
    await expect(start(customer)).rejects.toThrow('no_chat_right');
    desk.pass(31_000);
    expect(await eraseWhole(customer)).toBe(1);
    await expectErased(customer);
  });
});
