// What the console makes of what the server says: each event once, and the rules that hold for all orders of arrival.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentSummary, ChatId, ChatSummary, UserId } from '../../../../shared/model.ts';
import { apply } from '../../../../web/console/state/apply.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../../../web/console/state/state.ts';
import {
  aChatId,
  aChatSummary,
  aForm,
  anAgentSummary,
  anna,
  aUserId,
  bram,
  NOON,
  settings,
} from '../../../support/builders.ts';

const jan = aChatId('Jan');
const run = (events: readonly DeskEvent[], from = emptyDesk) => events.reduce(apply, from);
const entered = (
  chats: readonly ChatSummary[] = [],
  agents: readonly AgentSummary[] = [],
  connected: readonly UserId[] = [],
): DeskEvent => ({
  event: 'desk.entered',
  snapshot: {
    me: anna,
    permissions: ['helpdesk'],
    settings,
    categories: ['Facturen'],
    chats: [...chats],
    agents: [...agents],
    connected: [...connected],
    now: NOON + 3_600_000,
  },
});
const changed = (chat: ChatSummary): DeskEvent => ({ event: 'chat.changed', chat });
const open = (state: DeskState) =>
  Object.fromEntries([...state.chats].filter(([, chat]) => chat.state !== 'closed').sort());

describe('each event', () => {
  test('desk.entered shows everything of the first screen', () => {
    const state = run([entered([aChatSummary('Jan')], [anAgentSummary(anna)])]);
    expect(state).toMatchObject({ me: anna, permissions: ['helpdesk'], settings, categories: ['Facturen'] });
    expect([...state.chats.keys()]).toEqual([jan]);
    expect(state.agents.get(anna.id)?.onDuty).toBe(true);
  });

  test('[S104] desk.listed brings what the reply does not carry, and lasts when the reply comes after it', () => {
    const listed: DeskEvent = {
      event: 'desk.listed',
      chats: [aChatSummary('Petra')],
      agents: [anAgentSummary(bram)],
      connected: [bram.id],
      at: NOON,
    };
    const state = run([
      { event: 'desk.asked' },
      listed,
      entered([aChatSummary('Jan')], [anAgentSummary(anna)], [anna.id]),
    ]);
    expect([...state.chats.keys()].sort()).toEqual([jan, aChatId('Petra')].sort());
    expect([...state.agents.keys()].sort()).toEqual([anna.id, bram.id].sort());
    expect(state.consoles.get(bram.id)?.open).toBe(true);
    // A console that closed after the list was made stays closed.
    const closed: DeskEvent = { event: 'console.changed', agent: bram.id, open: false, at: NOON + 1 };
    expect(run([closed, listed]).consoles.get(bram.id)?.open).toBe(false);
  });

  test('[S104] the ended chats are counted as they come and go, listed here or not', () => {
    const over = (name: string, rev = 9) =>
      aChatSummary(name, { state: 'ended', ended: { at: 1, reason: 'agent' }, rev });
    const first = entered([aChatSummary('Jan'), over('Petra')]);
    if (first.event !== 'desk.entered') throw new Error('no snapshot');
    const counted: DeskEvent = {
      ...first,
      snapshot: { ...first.snapshot, ended: { count: 40, more: false } },
    };
    const after = (...events: readonly DeskEvent[]) => run([counted, ...events]).ended?.count;
    expect(after()).toBe(40);
    expect(after(changed(over('Jan')))).toBe(41);
    expect(after(changed({ ...over('Petra', 11), state: 'closed' }))).toBe(39);
    expect(
      after(
        changed({ ...over('Petra', 11), state: 'closed' }),
        changed({ ...over('Petra', 11), state: 'closed' }),
      ),
    ).toBe(39);
    expect(after(changed({ ...over('Kees'), state: 'closed' }))).toBe(39);
    expect(after(changed({ ...over('Petra', 11), state: 'closed' }), changed(over('Petra', 13)))).toBe(40);
    // A list of some of those that were counted adds none.
    expect(after({ event: 'chats.listed', chats: [over('Kees'), over('Truus')] })).toBe(40);
    // Nor does the next snapshot forget what was listed, as long as it has not all of them.
    const again = run([
      counted,
      { event: 'chats.listed', chats: [over('Kees')] },
      { event: 'desk.asked' },
      counted,
    ]);
    expect(again.chats.has(aChatId('Kees'))).toBe(true);
  });

  test('[S22] chat.changed adds a chat and changes it', () => {
    const state = run([
      changed(aChatSummary('Jan')),
      changed(aChatSummary('Jan', { state: 'waiting', rev: 2 })),
    ]);
    expect(state.chats.get(jan)?.state).toBe('waiting');
  });

  test('chat.joined brings the chat and its fields', () => {
    const state = run([
      { event: 'chat.joined', chat: aChatSummary('Jan', { rev: 2 }), form: aForm({ email: 'a@b.nl' }) },
    ]);
    expect(state.chats.get(jan)?.rev).toBe(2);
    expect(state.forms.get(jan)?.email).toBe('a@b.nl');
  });

  test('[S100] chat.closed is final and keeps the ticket number', () => {
    const state = run([
      changed(aChatSummary('Jan', { state: 'ended', rev: 5 })),
      { event: 'chat.closed', chatId: jan, ticket: 12 },
      changed(aChatSummary('Jan', { state: 'ended', rev: 6 })),
    ]);
    expect(state.chats.get(jan)).toMatchObject({ state: 'closed', ticket: 12 });
  });

  test('[S103] a deleted chat comes back when the server says so', () => {
    const state = run([
      changed(aChatSummary('Jan', { state: 'ended', rev: 5 })),
      { event: 'chat.closed', chatId: jan },
      changed(aChatSummary('Jan', { state: 'closed', rev: 7 })),
      changed(aChatSummary('Jan', { state: 'ended', rev: 9 })),
    ]);
    expect(state.chats.get(jan)?.state).toBe('ended');
  });

  test('[S86] chat.left takes this agent out, until a newer word', () => {
    const both = aChatSummary('Jan', { state: 'active', agents: [anna, bram], rev: 5 });
    const state = run([entered([both]), { event: 'chat.left', chatId: jan }, changed({ ...both, rev: 6 })]);
    expect(state.chats.get(jan)?.agents).toEqual([bram]);
    expect(run([changed({ ...both, rev: 8 })], state).chats.get(jan)?.agents).toEqual([anna, bram]);
  });

  test('[S10] chat.expiring keeps the latest word on a time-out; a chat that is gone has none', () => {
    const word = { event: 'chat.expiring', chatId: jan, seq: 4 } as const;
    const state = run([changed(aChatSummary('Jan')), { ...word, endsAt: 70, now: 10 }, { ...word, now: 5 }]);
    expect(state.expiring.get(jan)).toEqual({ seq: 4, endsAt: 70, now: 10 });
    expect(run([{ event: 'desk.asked' }, entered([])], state).expiring.size).toBe(0);
  });

  test('settings.changed takes the newest version', () => {
    const newer: DeskEvent = { event: 'settings.changed', settings: { ...settings, max: 5, rev: 3 } };
    const older: DeskEvent = { event: 'settings.changed', settings: { ...settings, max: 4, rev: 2 } };
    expect(run([newer, older]).settings?.max).toBe(5);
    expect(run([older, newer]).settings?.max).toBe(5);
    expect(run([newer, entered()]).settings?.max).toBe(5);
  });

  test('[S12] text.changed changes the texts that were read', () => {
    const text = { id: 'a', title: 'Groet', text: 'Dag', category: '', order: 1 };
    expect(apply(emptyDesk, { event: 'text.changed', id: 'a', text })).toBe(emptyDesk);
    const state = run([
      { event: 'texts.read', texts: [text] },
      { event: 'text.changed', id: 'b', text: { ...text, id: 'b' } },
      { event: 'text.changed', id: 'a' },
    ]);
    expect([...(state.texts?.keys() ?? [])]).toEqual(['b']);
    expect(run([entered()], state).texts).toBe(state.texts);
  });

  test('chat.closed of a chat it does not know changes nothing', () => {
    expect(apply(emptyDesk, { event: 'chat.closed', chatId: jan })).toBe(emptyDesk);
  });

  test('agent.changed takes the latest word, in whatever order it comes', () => {
    const words: readonly DeskEvent[] = [
      { event: 'agent.changed', agent: anAgentSummary(anna, { rev: 2, onDuty: false }) },
      { event: 'agent.changed', agent: anAgentSummary(anna, { rev: 1 }) },
    ];
    for (const state of [run(words), run(words.toReversed())]) {
      expect(state.agents.get(anna.id)?.onDuty).toBe(false);
    }
  });

  test('[S104] console.changed takes the latest word; a snapshot is older than what was told since it was asked for', () => {
    const told = (open: boolean, at: number): DeskEvent => ({
      event: 'console.changed',
      agent: bram.id,
      open,
      at,
    });
    const openIn = (...events: DeskEvent[]) => run(events).consoles.get(bram.id)?.open;
    expect(openIn(told(true, 1), told(false, 2))).toBe(false);
    expect(openIn(told(false, 2), told(true, 1))).toBe(false);
    const snapshot = (...connected: UserId[]) => entered([], [], connected);
    expect(openIn(told(true, 1), { event: 'desk.asked' }, snapshot())).toBeUndefined();
    expect(openIn({ event: 'desk.asked' }, told(true, 1), snapshot())).toBe(true);
    expect(openIn({ event: 'desk.asked' }, told(false, 1), snapshot(bram.id))).toBe(false);
    expect(openIn({ event: 'desk.asked' }, snapshot(bram.id), told(false, 1))).toBe(false);
  });

  test('[S32] form.changed changes only the fields it names, of a form that was read', () => {
    const fields = { subject: 'Factuur' };
    expect(apply(emptyDesk, { event: 'form.changed', chatId: jan, fields })).toBe(emptyDesk);
    const state = run([
      { event: 'form.read', chatId: jan, form: aForm({ email: 'a@b.nl' }) },
      { event: 'form.changed', chatId: jan, fields },
    ]);
    expect(state.forms.get(jan)).toEqual(aForm({ email: 'a@b.nl', subject: 'Factuur' }));
  });

  test('what windows follow themselves, and what is for customers, changes nothing', () => {
    const others: readonly DeskEvent[] = [
      { event: 'entries.added', chatId: jan, entries: [] },
      { event: 'preview.changed', chatId: jan, rev: 1, text: 'Ik' },
      { event: 'preview.switched', chatId: jan, on: false },
      { event: 'room.changed', open: true, rev: 1 },
      { event: 'agent.typing', chatId: jan, name: 'Bram' },
    ];
    for (const event of others) expect(apply(emptyDesk, event)).toBe(emptyDesk);
  });

  test('a snapshot forgets chats that are gone, with their fields', () => {
    const state = run([
      changed(aChatSummary('Jan')),
      { event: 'form.read', chatId: jan, form: aForm() },
      { event: 'desk.asked' },
      entered([aChatSummary('Petra')]),
    ]);
    expect([...state.chats.keys()]).toEqual([aChatId('Petra')]);
    expect(state.forms.size).toBe(0);
  });
});

describe('a snapshot of a list that is behind', () => {
  const late = (now: number): DeskEvent => {
    const event = entered();
    return event.event === 'desk.entered' ? { ...event, snapshot: { ...event.snapshot, now } } : event;
  };

  test('keeps a chat that just began and is not in the list yet, and drops it when it stays away', () => {
    const state = run([changed(aChatSummary('Jan')), { event: 'desk.asked' }, late(NOON + 5_000)]);
    expect([...state.chats.keys()]).toEqual([jan]);
    expect(run([{ event: 'desk.asked' }, late(NOON + 60_000)], state).chats.size).toBe(0);
  });

  test('does not keep one that was closed', () => {
    const state = run([changed(aChatSummary('Jan', { state: 'closed', rev: 3 })), { event: 'desk.asked' }]);
    expect(run([late(NOON + 5_000)], state).chats.size).toBe(0);
  });
});

const states = ['online', 'waiting', 'active', 'ended'] as const;
const aChange = fc.record({
  name: fc.constantFrom('Jan', 'Petra', 'Kees', 'Fatima'),
  state: fc.constantFrom(...states, 'closed' as const),
  goneSince: fc.option(fc.nat(9), { nil: undefined }),
});

/** The chats of a server through a history of changes: the push of each, and what a snapshot says after each. */
const history = (
  changes: readonly { name: string; state: ChatSummary['state']; goneSince: number | undefined }[],
) => {
  const chats = new Map<ChatId, ChatSummary>();
  const snapshots: ChatSummary[][] = [[]];
  const pushes: DeskEvent[] = [];
  for (const { name, state, goneSince } of changes) {
    const known = chats.get(aChatId(name));
    // Closed is the end of a chat; its id never comes back.
    const next = aChatSummary(name, {
      state: known?.state === 'closed' ? 'closed' : state,
      goneSince,
      rev: (known?.rev ?? 0) + 1,
    });
    chats.set(next.id, next);
    pushes.push(changed(next));
    snapshots.push([...chats.values()].filter((chat) => chat.state !== 'closed'));
  }
  return { pushes, snapshots };
};

describe('whatever the order of arrival', () => {
  test('an older summary never changes what a newer one said', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(...states),
        fc.nat(9),
        fc.nat(9),
        (a, b, m, n) => {
          fc.pre(m !== n);
          const both = [
            changed(aChatSummary('Jan', { state: a, rev: m })),
            changed(aChatSummary('Jan', { state: b, rev: n })),
          ];
          const newest = m > n ? a : b;
          expect(run(both).chats.get(jan)?.state).toBe(newest);
          expect(run(both.toReversed()).chats.get(jan)?.state).toBe(newest);
        },
      ),
    );
  });

  test('pushes in any order around a snapshot of any age end where the server is', () => {
    fc.assert(
      fc.property(
        fc.array(aChange, { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
        fc.infiniteStream(fc.nat(1000)),
        (changes, [stale = 0, asked = 0, taken = 0, arrives = 0], dice) => {
          const { pushes, snapshots } = history(changes);
          const last = pushes.length;
          // What an earlier connection left, then: asked, the snapshot taken, the snapshot arriving; in this order.
          const askedAt = asked % (last + 1);
          const takenAt = askedAt + (taken % (last + 1 - askedAt));
          const before = run([entered(snapshots[stale % (askedAt + 1)])]);
          const coming = pushes
            .slice(askedAt)
            .map((push) => ({ push, at: dice.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ push }) => push);
          const at = arrives % (coming.length + 1);
          const events = [...coming.slice(0, at), entered(snapshots[takenAt]), ...coming.slice(at)];
          const after = run([{ event: 'desk.asked' }, ...events], before);
          expect(open(after)).toEqual(open(run([entered(snapshots[last])])));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('agents told in order around a snapshot of any age end where the server is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 9 }),
        fc.nat(100),
        fc.nat(100),
        (maxima, k, j) => {
          const words = maxima.map((max, rev) => anAgentSummary(bram, { max, rev }));
          const pushes = words.map((agent): DeskEvent => ({ event: 'agent.changed', agent }));
          const takenAt = k % (words.length + 1);
          const snapshot = words.slice(0, takenAt).slice(-1);
          const at = j % (pushes.length + 1);
          const events = [...pushes.slice(0, at), entered([], snapshot), ...pushes.slice(at)];
          const state = run([{ event: 'desk.asked' }, ...events]);
          expect(state.agents.get(bram.id)?.max).toBe(maxima.at(-1));
        },
      ),
    );
  });

  test('an agent who is gone from the snapshot is gone', () => {
    const state = run([
      { event: 'agent.changed', agent: anAgentSummary({ id: aUserId('kim'), name: 'Kim' }) },
      { event: 'desk.asked' },
      entered([], [anAgentSummary(anna)]),
    ]);
    expect([...state.agents.keys()]).toEqual([anna.id]);
  });
});
