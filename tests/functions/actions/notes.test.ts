// Notes between the agents of a chat, and whispering by an agent who watches it: written once, told to agents alone, and taken back.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readChat } from '../../../functions/store/log.ts';
import { readNotes } from '../../../functions/store/notes.ts';
import { markRemoving, removeChat } from '../../../functions/store/remove.ts';
import type { ChatId, Note, Permission, UserId } from '../../../shared/model.ts';
import { INTERNAL_NOTE_MAX, MENTIONS_MAX, NOTES_MAX, TAKE_BACK_MS } from '../../../shared/rules.ts';
import {
  createDesk,
  type Desk,
  end,
  join,
  newCid,
  say,
  startWithAnna,
  type Tab,
} from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => ({ engine, desk } = today));

type Scene = Awaited<ReturnType<typeof startWithAnna>> & { readonly boss: Tab };
let scene: Scene;
const manages: Permission[] = ['helpdesk', 'manage'];
beforeEach(async () => {
  const boss = await desk.agent('Ohadmin', { permissions: manages, onDuty: false });
  scene = { ...(await startWithAnna(desk)), boss };
});

const note = (tab: Tab, text: string, given: object = {}) =>
  tab.ask('chat.note', { chatId: scene.chatId, cid: newCid(), after: 0, text, ...given });
const watch = (tab: Tab) => tab.ask('chat.watch', { chatId: scene.chatId, sid: tab.sid, after: 0 });
const notesFor = async (tab: Tab, after = 0): Promise<readonly Note[]> =>
  (await tab.ask('chat.notes', { chatId: scene.chatId, after })).notes;
const textsOf = (notes: readonly Note[]) => notes.map(({ text }) => text);
const told = (tab: Tab) => tab.received('notes.added').flatMap(({ notes }) => notes);

describe('a note', () => {
  it('is told to the agents in the chat and to those who watch, with its author, and to nobody else [S136]', async () => {
    const { anna, bram, customer, boss, chatId } = scene;
    await join(bram, chatId, { second: true, speaks: 5 });
    await anna.ask('chat.join', { chatId, sid: anna.sid, cid: newCid(), second: true, speaks: 5 });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0, speaks: 5 });
    const [annas, bystander] = [desk.open(anna.me), await desk.agent('Kim')];
    await annas.ask('chat.sync', { chatId, sid: annas.sid, after: 0, speaks: 5 });
    const { note: stored } = await note(anna, 'Vorige week ook al gebeld');
    expect(stored).toMatchObject({ seq: 1, author: { name: 'Anna' }, text: 'Vorige week ook al gebeld' });
    for (const tab of [bram, boss, annas]) expect(told(tab)).toEqual([stored]);
    for (const tab of [bystander, customer]) expect(JSON.stringify(tab.inbox)).not.toContain('Vorige week');
    expect(customer.received('notes.added')).toEqual([]);
  });

  it('is told to no page of the release before, which hears nothing it cannot read [S136]', async () => {
    const { anna, bram, chatId } = scene;
    await join(bram, chatId, { second: true, speaks: 4 });
    await note(anna, 'Intern');
    expect(told(bram)).toEqual([]);
  });

  it('is stored once however often it is sent, also together, and at the next place each [S136]', async () => {
    const { anna, bram, chatId } = scene;
    await join(bram, chatId, { second: true });
    const wishes = [anna, bram].flatMap((tab) =>
      Array.from({ length: 4 }, (_, index) => ({ tab, cid: newCid(), text: `${tab.me.login} ${index}` })),
    );
    const sent = wishes.flatMap((wish) => [wish, wish, wish]);
    await Promise.all(
      sent.map(async ({ tab, ...wish }) => {
        for (let tries = 0; tries < 20; tries++) {
          const answer = await tab.tryTo('chat.note', { chatId, after: 0, ...wish });
          if ('ok' in answer) return;
          expect(answer.error.code).toBe('busy');
        }
      }),
    );
    const stored = await readNotes(engine.db, chatId);
    expect(stored.map(({ seq }) => seq)).toEqual(wishes.map((_, index) => index + 1));
    expect(new Set(textsOf(stored))).toEqual(new Set(wishes.map(({ text }) => text)));
  });

  it('under the id of a colleague’s note is refused, and tells nothing of that one [S136]', async () => {
    const { anna, bram, chatId } = scene;
    const cid = newCid();
    await note(anna, 'Van Anna', { cid });
    await join(bram, chatId, { second: true });
    const answer = await bram.tryTo('chat.note', { chatId, cid, after: 0, text: 'Van Bram' });
    expect(answer).toEqual({ error: { code: 'bad_request', path: 'cid' } });
    expect(textsOf(await readNotes(engine.db, chatId))).toEqual(['Van Anna']);
  });

  it('with the id of a message is a note, and a message with the id of a note a message [S136]', async () => {
    const { anna, customer, chatId } = scene;
    const cid = newCid();
    await note(anna, 'Intern', { cid });
    await say(anna, chatId, 'Voor de klant', { cid, after: 3 });
    await note(anna, 'Ook intern', { cid: newCid(), after: 1 });
    const { entries } = await customer.ask('chat.sync', { chatId, sid: customer.sid, after: 0 });
    expect(JSON.stringify(entries)).toContain('Voor de klant');
    expect(JSON.stringify([entries, customer.inbox])).not.toMatch(/intern/i);
    expect(textsOf(await readNotes(engine.db, chatId))).toEqual(['Intern', 'Ook intern']);
  });

  it('of an agent who left, who never joined or after the end is refused [S136]', async () => {
    const { anna, bram, customer, chatId } = scene;
    const attempt = async (tab: Tab) => {
      const answer = await tab.tryTo('chat.note', { chatId, cid: newCid(), after: 0, text: 'x' });
      return 'error' in answer ? answer.error.code : 'ok';
    };
    expect(await attempt(bram)).toBe('not_participant');
    await join(bram, chatId, { second: true });
    expect(await attempt(bram)).toBe('ok');
    await bram.ask('chat.leave', { chatId, cid: newCid() });
    expect(await attempt(bram)).toBe('not_participant');
    await end(customer, chatId);
    expect(await attempt(anna)).toBe('chat_ended');
  });

  it('is as long as it may be and no longer, and there are as many as there may be [S136]', async () => {
    const { anna, chatId } = scene;
    const refusal = (text: string) => anna.tryTo('chat.note', { chatId, cid: newCid(), after: 0, text });
    expect(await refusal(' \n')).toEqual({ error: { code: 'empty_text' } });
    const tooLong = { error: { code: 'text_too_long', max: INTERNAL_NOTE_MAX } };
    expect(await refusal('x'.repeat(INTERNAL_NOTE_MAX + 1))).toEqual(tooLong);
    for (let after = 0; after < NOTES_MAX; after++)
      await note(anna, 'x'.repeat(INTERNAL_NOTE_MAX), { after });
    expect(await refusal('x')).toEqual({ error: { code: 'too_many', max: NOTES_MAX } });
    let read = 0;
    for (let more = true; more; ) {
      const page = await anna.ask('chat.notes', { chatId, after: read });
      expect(page.notes[0]?.seq).toBe(read + 1);
      read = page.notes.at(-1)?.seq ?? read;
      more = page.more;
    }
    expect(read).toBe(NOTES_MAX);
  });

  it('behind a note that this chat does not have is refused, so that the page asks anew [S136]', async () => {
    const { anna, chatId } = scene;
    const answer = await anna.tryTo('chat.note', { chatId, cid: newCid(), after: 7, text: 'x' });
    expect(answer).toEqual({ error: { code: 'behind' } });
  });

  it('is there for a colleague who is handed the chat, and for every agent once it has ended [S136]', async () => {
    const { anna, bram, customer, chatId, invite } = scene;
    await note(anna, 'Let op: korting toegezegd');
    await invite({ transfer: true });
    await expect(notesFor(bram)).rejects.toThrow('not_found');
    const joined = await join(bram, chatId);
    expect(joined.chat.noted).toBe(true);
    expect(textsOf(await notesFor(bram))).toEqual(['Let op: korting toegezegd']);
    const kim = await desk.agent('Kim');
    await expect(notesFor(kim)).rejects.toThrow('not_found');
    await end(customer, chatId);
    expect(textsOf(await notesFor(kim))).toEqual(['Let op: korting toegezegd']);
  });

  it('goes with its chat [S136]', async () => {
    const { anna, customer, chatId } = scene;
    await note(anna, 'Weg ermee');
    await end(customer, chatId);
    const chat = await readChat(engine.db, chatId, { consistent: true });
    const marked = chat && (await markRemoving(engine.db, chat));
    await expect(notesFor(anna)).rejects.toThrow('not_found');
    if (!marked) throw new Error('not marked');
    await removeChat(engine.db, marked, { random: () => 0, now: desk.now(), allowance: { left: 100 } });
    expect((await engine.scan()).map((item) => JSON.stringify(item)).join()).not.toContain('Weg ermee');
  });
});

describe('a colleague whom a note names', () => {
  it('is told by whom, in which chat and when, and not what it says [S136]', async () => {
    const { anna, bram, chatId } = scene;
    const console = desk.open(bram.me);
    await console.ask('desk.enter', { sid: console.sid, speaks: 5 });
    const { note: stored } = await note(anna, 'Wat vindt @Bram?', {
      mentions: [bram.me.id, bram.me.id, anna.me.id],
    });
    expect(stored.mentions).toEqual([{ id: bram.me.id, name: 'Bram' }]);
    expect(console.received('agent.mentioned')).toEqual([
      { event: 'agent.mentioned', chatId, nickname: 'Jan', by: 'Anna', at: stored.at },
    ]);
    expect(JSON.stringify(console.inbox)).not.toContain('Wat vindt');
  });

  it('is an agent: a customer’s id is left out, and so is one of nobody; more than so many are refused [S136]', async () => {
    const { anna, customer, chatId } = scene;
    const nobody = newCid() as string as UserId;
    const { note: stored } = await note(anna, 'Hoi', { mentions: [customer.me.id, nobody] });
    expect(stored.mentions).toBeUndefined();
    expect(customer.received('agent.mentioned')).toEqual([]);
    const mentions = Array.from({ length: MENTIONS_MAX + 1 }, () => nobody);
    const answer = await anna.tryTo('chat.note', { chatId, cid: newCid(), after: 1, text: 'x', mentions });
    expect(answer).toMatchObject({ error: { code: 'bad_request' } });
  });
});

describe('who watches', () => {
  it('whispers unseen: no agent gets a name, whichever way, and who wrote it does [S137]', async () => {
    const { anna, boss, bram, chatId } = scene;
    const other = await desk.agent('Kim', { permissions: manages, onDuty: false });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0, speaks: 5 });
    await other.ask('chat.watch', { chatId, sid: other.sid, after: 0, speaks: 5 });
    await anna.ask('chat.join', {
      chatId,
      sid: 'anna0001' as Tab['sid'],
      cid: newCid(),
      second: true,
      speaks: 5,
    });
    await anna.ask('chat.sync', { chatId, sid: anna.sid, after: 0, speaks: 5 });
    const { note: own } = await note(boss, 'Vraag naar het klantnummer', { mentions: [bram.me.id] });
    expect(own).toMatchObject({ author: { id: boss.me.id }, whispered: 'unseen' });
    for (const tab of [anna, other]) {
      const [given] = await notesFor(tab);
      expect(given).toMatchObject({ whispered: 'unseen', text: 'Vraag naar het klantnummer' });
      expect(given).not.toHaveProperty('author');
    }
    expect((await notesFor(boss))[0]?.author?.id).toBe(boss.me.id);
    const seen = JSON.stringify([
      anna.inbox,
      other.received('notes.added'),
      bram.inbox,
      scene.customer.inbox,
    ]);
    expect(JSON.stringify(told(anna))).toContain('klantnummer');
    // Of the desk everybody knows who is at it; in what is said of this chat the name is nowhere.
    const ofChat = [anna, bram, scene.customer].flatMap(({ inbox }) =>
      inbox.filter((event) => 'chatId' in event || event.event === 'chat.changed'),
    );
    expect(JSON.stringify(ofChat)).not.toContain(boss.me.id);
    expect(JSON.stringify(ofChat)).not.toContain('Ohadmin');
    expect(seen).toBeDefined();
    const chat = await readChat(engine.db, chatId);
    expect(chat?.agents.map(({ name }) => name)).toEqual(['Anna']);
  });

  it('is named where that was chosen [S137]', async () => {
    const { anna, boss } = scene;
    await watch(boss);
    await note(boss, 'Ik neem het straks over', { named: true });
    expect((await notesFor(anna))[0]).toMatchObject({ author: { name: 'Ohadmin' }, whispered: 'named' });
  });

  it('whispers no more once the right is gone or the watching stopped [S137]', async () => {
    const { boss, chatId } = scene;
    await watch(boss);
    await boss.ask('chat.unwatch', { chatId, sid: boss.sid });
    await expect(note(boss, 'x')).rejects.toThrow('not_participant');
    await expect(notesFor(boss)).rejects.toThrow('not_found');
    await watch(boss);
    await engine.db.update(
      { pk: `USER#${boss.me.id}`, sk: 'ACCOUNT' },
      {
        condition: 'attribute_exists(pk)',
        update: 'SET #p = :p',
        names: { '#p': 'permissions' },
        values: { ':p': ['helpdesk'] },
      },
    );
    await expect(note(boss, 'x')).rejects.toThrow('not_participant');
    await expect(notesFor(boss)).rejects.toThrow('not_found');
  });
});

describe('taking a note back', () => {
  const take = (tab: Tab, seq = 1) => tab.tryTo('note.redact', { chatId: scene.chatId, seq });
  const code = async (tab: Tab) => {
    const answer = await take(tab);
    return 'error' in answer ? answer.error.code : 'ok';
  };

  it('is its author’s for two minutes by the server’s clock, and then only of who has “Chat beheren” [S138]', async () => {
    const { anna, bram, boss, chatId } = scene;
    await join(bram, chatId, { second: true });
    await note(anna, 'Geheim');
    expect(await code(bram)).toBe('forbidden');
    desk.pass(TAKE_BACK_MS + 1);
    expect(await code(anna)).toBe('forbidden');
    expect(await code(boss)).toBe('ok');
    expect(await notesFor(bram)).toMatchObject([
      { text: '', redacted: 'helpdesk', author: { name: 'Anna' } },
    ]);
    const { lines } = await listAuditLines(engine.db);
    expect(lines[0]).toMatchObject({ action: 'redacted', who: { name: 'Ohadmin' }, chatId, at: desk.now() });
    expect((await engine.scan()).map((item) => JSON.stringify(item)).join()).not.toContain('Geheim');
  });

  it('within them leaves no line in the log, and the agents are told [S138]', async () => {
    const { anna, bram, chatId } = scene;
    await join(bram, chatId, { second: true, speaks: 5 });
    await note(anna, 'Foutje', { mentions: [bram.me.id] });
    desk.pass(TAKE_BACK_MS);
    expect(await code(anna)).toBe('ok');
    expect(await code(anna)).toBe('ok');
    expect(told(bram).at(-1)).toMatchObject({ seq: 1, text: '', redacted: 'author' });
    expect((await listAuditLines(engine.db)).lines).toEqual([]);
  });
});

describe('over random histories', () => {
  type Step = readonly [who: number, what: 'say' | 'note' | 'take note back' | 'take back', which: number];
  const steps: fc.Arbitrary<readonly Step[]> = fc.array(
    fc.tuple(fc.nat(2), fc.constantFrom('say', 'note', 'note', 'take note back', 'take back'), fc.nat(5)),
    { maxLength: 14 },
  );

  it('messages and notes mixed are each in their own log, gapless, and no customer hears a note [S136]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        await engine.clear();
        const { anna, bram, customer, chatId } = await startWithAnna(createDesk(engine.db));
        await join(bram, chatId, { second: true });
        const people = [anna, bram, customer];
        const all = await Promise.all(
          history.map(async ([who, what, which], index) => {
            const tab = people[who] ?? anna;
            if (what === 'say') return say(tab, chatId, `gezegd ${index}`, { after: 4 });
            if (what === 'take back')
              return tab.tryTo('chat.redact', { chatId, seq: 3 + which, cid: newCid() });
            if (what === 'take note back') return tab.tryTo('note.redact', { chatId, seq: 1 + which });
            return tab.tryTo('chat.note', { chatId, cid: newCid(), after: 0, text: `notitie ${index}` });
          }),
        );
        expect(all).toHaveLength(history.length);
        const { entries } = await customer.ask('chat.sync', {
          chatId,
          sid: customer.sid,
          after: 0,
          speaks: 5,
        });
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        const notes = await readNotes(engine.db, chatId, { consistent: true });
        expect(notes.map(({ seq }) => seq)).toEqual(notes.map((_, index) => index + 1));
        expect(
          JSON.stringify([entries, customer.inbox, all.filter((_, i) => history[i]?.[0] === 2)]),
        ).not.toContain('notitie');
        const said = history.filter(([, what]) => what === 'say').length;
        expect(entries.filter(({ kind }) => kind === 'message')).toHaveLength(1 + said);
      }),
      { numRuns: 12 },
    );
  });
});

it('a customer gets no note by any action that is an agent’s, nor by one of their own with the place of a note [S136]', async () => {
  const { anna, customer, chatId } = scene;
  await note(anna, 'Intern');
  const asked: readonly (readonly [Parameters<Tab['tryTo']>[0], object])[] = [
    ['chat.notes', { chatId, after: 0 }],
    ['chat.note', { chatId, cid: newCid(), after: 0, text: 'x' }],
    ['note.redact', { chatId, seq: 1 }],
    ['chat.redact', { chatId, seq: 1, cid: newCid() }],
    ['chat.redact', { chatId, seq: 9_999_999_999, cid: newCid() }],
    ['chat.sync', { chatId, sid: customer.sid, after: 0 }],
    ['chat.sync', { chatId, sid: customer.sid, after: 9_999_999_999 }],
    ['chat.say', { chatId, cid: newCid(), after: 9_999_999_999, text: 'x' }],
    ['chat.start', { sid: customer.sid, nickname: '', email: '' }],
    ['chat.end', { chatId: chatId as ChatId, cid: newCid(), after: 0 }],
  ];
  const answers: unknown[] = [];
  for (const [action, input] of asked) answers.push(await customer.tryTo(action, input as never));
  expect(JSON.stringify([answers, customer.inbox])).not.toContain('Intern');
});
