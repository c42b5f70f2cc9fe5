// Every change of a chat's state as a decision: what it writes, or why not; and after any of them, in whatever order, the desk's counters are right.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { freeDelta, hasRoom, roomLeft, roomOf } from '../../../functions/domain/capacity.ts';
import {
  type Agent,
  type Change,
  decideClose,
  decideEnd,
  decideFill,
  decideInvite,
  decideJoin,
  decideLeave,
  decideReopen,
  decideStay,
  decideUninvite,
  decideWarn,
  hasJoined,
  hasLeft,
} from '../../../functions/domain/changes.ts';
import { type Chat, stateOf } from '../../../functions/domain/chat.ts';
import { goOffDuty, goOnDuty, loseLease, shortenLease } from '../../../functions/domain/duty.ts';
import type { Result } from '../../../shared/errors.ts';
import { LEASE_MS, PARTICIPANTS_MAX } from '../../../shared/rules.ts';
import { aUserId } from '../../support/builders.ts';
import { aChat, anAgent, cid, personOf, START, said, sid, started } from './builders.ts';

const now = START + 60_000;
const ended = { at: START, reason: 'customer' } as const;
const anna = anAgent('anna', { load: 1 });
const bram = anAgent('bram');
const session = { user: bram.id, role: 'agent', connection: 'one' } as const;
const inviteOf = (by: string, agent: string, transfer = false) => ({
  agent: personOf(agent),
  by: personOf(by),
  note: '',
  transfer,
  at: START,
});
const crowd = Array.from({ length: PARTICIPANTS_MAX }, (_, index) => personOf(`agent${index}`));

const codeOf = (result: Result<Change | null>) => ('error' in result ? result.error.code : 'ok');
const changeIn = (result: Result<Change | null>): Change => {
  if ('error' in result || !result.ok) throw new Error(JSON.stringify(result));
  return result.ok;
};
const join = (chat: Chat, agent: Agent | undefined, more: { second?: boolean; inviter?: Agent } = {}) =>
  decideJoin({ chat, last: 2, agent, cid, sid, session, second: false, now, ...more });

describe('joining', () => {
  it.each<[string, Chat, Agent | undefined, { second?: boolean }, string]>([
    ['a chat that nobody answered', aChat(), bram, {}, 'ok'],
    ['one that is closed', aChat({ ended, closed: { at: now } }), bram, {}, 'chat_closed'],
    ['one that ended', aChat({ ended }), bram, {}, 'chat_ended'],
    ['by somebody who never was on duty', aChat(), undefined, {}, 'not_on_duty'],
    ['by somebody who went off duty', aChat(), goOffDuty(bram), {}, 'not_on_duty'],
    ['[S28] one that a colleague answered first', aChat({ agents: [personOf('anna')] }), bram, {}, 'taken'],
    ['[S57] one as a second, knowingly', aChat({ agents: [personOf('anna')] }), bram, { second: true }, 'ok'],
    ['[S8] at the maximum', aChat(), anAgent('bram', { load: 3 }), {}, 'at_maximum'],
    ['one that is full', aChat({ agents: crowd }), bram, { second: true }, 'chat_full'],
    [
      'one whose last place is held for whoever is invited',
      aChat({ agents: crowd.slice(1), invitations: [inviteOf('agent1', 'kim')] }),
      bram,
      { second: true },
      'chat_full',
    ],
    [
      'one to which the agent is invited, though it is full',
      aChat({ agents: crowd.slice(1), invitations: [inviteOf('agent1', 'bram')] }),
      bram,
      {},
      'ok',
    ],
  ])('%s', (_, chat, agent, more, code) => {
    expect(codeOf(join(chat, agent, more))).toBe(code);
  });

  it('takes the place the customer held; a second one takes a place of its own', () => {
    expect(changeIn(join(aChat(), bram)).counts).toEqual({ free: -1, waiting: -1 });
    expect(changeIn(join(aChat({ agents: [personOf('anna')] }), bram, { second: true })).counts).toEqual({
      free: -1,
      waiting: 0,
    });
  });

  it('[S87] by whoever was asked to take over releases the colleague who asked, in the same change', () => {
    const chat = aChat({ agents: [personOf('anna')], invitations: [inviteOf('anna', 'bram', true)] });
    const { chat: after, entries, agents, counts } = changeIn(join(chat, bram, { inviter: anna }));
    expect(after.agents).toEqual([personOf('bram')]);
    expect(after.invitations).toEqual([]);
    expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [3, 'joined'],
      [4, 'left'],
    ]);
    expect(agents.map(({ after: { id, load } }) => [id, load])).toEqual([
      [bram.id, 1],
      [anna.id, 0],
    ]);
    expect(counts).toEqual({ free: 0, waiting: 0 });
  });

  it('[S153] where all are gone releases those, and gives the place back that the chat held', () => {
    const chat = aChat({ agents: [personOf('anna')], awaySince: START });
    const gone = { ...anna, goneSince: START };
    const { chat: after, counts } = changeIn(
      decideJoin({ chat, last: 2, agent: bram, cid, sid, session, gone: [gone], second: false, now }),
    );
    expect([after.agents, after.awaySince]).toEqual([[personOf('bram')], undefined]);
    expect(counts.waiting).toBe(-1);
  });

  it('releases nobody when who asked is gone already', () => {
    const chat = aChat({ agents: [personOf('kim')], invitations: [inviteOf('anna', 'bram', true)] });
    expect(changeIn(join(chat, bram, { inviter: anna })).chat.agents).toEqual([
      personOf('kim'),
      personOf('bram'),
    ]);
  });
});

describe('leaving', () => {
  const leave = (
    chat: Chat,
    others: readonly Agent[] = chat.agents.slice(1).map(({ name }) => anAgent(name)),
  ) => decideLeave({ chat, last: 4, agent: anna, others, cid, now });
  const two = aChat({
    agents: [personOf('anna'), personOf('bram')],
    sessions: { [sid]: { ...session, user: anna.id } },
  });

  it.each<[string, Chat, string]>([
    ['with a colleague there', two, 'ok'],
    ['[S86] as the last', aChat({ agents: [personOf('anna')] }), 'last_agent'],
    ['what one is not in', aChat({ agents: [personOf('bram')] }), 'not_participant'],
    ['what ended', { ...two, ended }, 'chat_ended'],
  ])('%s', (_, chat, code) => expect(codeOf(leave(chat))).toBe(code));

  it('[S153] is not for the last one who is there', () => {
    expect(codeOf(leave(two, [anAgent('bram', { goneSince: START })]))).toBe('last_agent');
  });

  it('takes the tabs along, and is remembered', () => {
    const { chat } = changeIn(leave(two));
    expect([hasJoined(chat, anna.id), hasLeft(chat, anna.id), chat.sessions]).toEqual([false, true, {}]);
  });
});

describe('inviting', () => {
  const invite = (chat: Chat, agent: Agent | undefined, note = '') =>
    decideInvite({ chat, by: anna.id, agent, note, transfer: false, now });
  const own = aChat({ agents: [personOf('anna')] });

  it.each<[string, Chat, Agent | undefined, string]>([
    ['a colleague on duty', own, bram, 'ok'],
    ['one who never was', own, undefined, 'not_invitable'],
    ['one who is not now', own, goOffDuty(bram), 'not_invitable'],
    ['one who is in it', aChat({ agents: [personOf('anna'), personOf('bram')] }), bram, 'not_invitable'],
    ['to what one is not in', aChat(), bram, 'not_participant'],
    ['to what ended', { ...own, ended }, bram, 'chat_ended'],
    ['to what is full', aChat({ agents: [personOf('anna'), ...crowd.slice(1)] }), bram, 'chat_full'],
  ])('%s', (_, chat, agent, code) => expect(codeOf(invite(chat, agent))).toBe(code));

  it('again replaces what was asked, and cannot be taken back twice', () => {
    const once = changeIn(invite(own, bram, ' eerst ')).chat;
    const twice = changeIn(invite(once, bram, 'nogmaals')).chat;
    expect(twice.invitations.map(({ note }) => note)).toEqual(['nogmaals']);
    const none = changeIn(decideUninvite(twice, bram.id)).chat;
    expect(codeOf(decideUninvite(none, bram.id))).toBe('not_invited');
  });
});

describe('an end', () => {
  const end = (chat: Chat, last: number, more: { reason?: 'saved' | 'unanswered'; ticket?: number } = {}) =>
    decideEnd({ chat, last, agents: [anna], reason: 'customer', now, ...more });
  const talked = aChat({ agents: [personOf('anna')], tally: { notes: 2, manned: -START } });

  it('gives the agents their place back, and takes what was announced and asked with it', () => {
    const invited = { ...talked, invitations: [inviteOf('anna', 'bram')], warned: { since: 1, endsAt: 2 } };
    const { chat, agents, counts, usage } = changeIn(end(invited, 5));
    expect([chat.invitations, chat.warned, chat.closed]).toEqual([[], undefined, undefined]);
    expect(agents.map(({ after }) => after.load)).toEqual([0]);
    expect(counts).toEqual({ free: 1, waiting: 0 });
    expect(usage).toMatchObject({ messages: 3, connected: 120_000 });
  });

  it.each<[string, Chat, number, object, unknown]>([
    ['puts away what nobody said or noted anything in', talked, 2, {}, { at: now }],
    ['leaves what somebody noted something in', { ...talked, filled: true }, 2, {}, undefined],
    ['leaves what is being saved to whoever saves it', talked, 2, { reason: 'saved' }, undefined],
    ['leaves what was said to be saved', talked, 3, {}, undefined],
    [
      'makes a ticket of what nobody answered',
      talked,
      3,
      { reason: 'unanswered', ticket: 12 },
      { at: now, ticket: 12 },
    ],
  ])('%s', (_, chat, last, more, closed) =>
    expect(changeIn(end(chat, last, more)).chat.closed).toEqual(closed),
  );

  it('comes once; closing needs it, and a ticket stays one', () => {
    expect(codeOf(end(aChat({ ended }), 3))).toBe('chat_ended');
    expect(codeOf(decideClose(aChat(), { now }))).toBe('chat_not_ended');
    const closed = changeIn(decideClose(aChat({ ended }), { now, ticket: 3 })).chat;
    expect(codeOf(decideClose(closed, { now }))).toBe('chat_closed');
    expect(codeOf(decideFill(closed))).toBe('chat_closed');
    expect(codeOf(decideReopen(closed))).toBe('chat_closed');
    const deleted = changeIn(decideClose(aChat({ ended }), { now })).chat;
    expect(stateOf(changeIn(decideReopen(deleted)).chat)).toBe('ended');
  });
});

describe('"Ik ben er nog"', () => {
  const warnedChat = (more: { unanswered?: boolean } = {}) =>
    decideWarn(aChat(), { since: said(2, 'x').at, endsAt: now + 60_000, unanswered: false, ...more }).chat;

  it.each<[string, Chat, unknown]>([
    ['stays what was announced', warnedChat(), now],
    ['is no answer to what only the agents were told', warnedChat({ unanswered: true }), undefined],
    ['changes nothing where nothing was announced', aChat(), undefined],
  ])('%s', (_, chat, stayedAt) => {
    const stayed = decideStay(chat, said(2, 'x'), now);
    expect('ok' in stayed && stayed.ok?.chat.stayedAt).toBe(stayedAt);
  });

  it('is too late for what ended', () =>
    expect(codeOf(decideStay(aChat({ ended }), started, now))).toBe('chat_ended'));
});

describe('duty', () => {
  it('counts an agent’s room while on duty and heard of, never below nothing', () => {
    const on = goOnDuty(undefined, { id: aUserId('kim'), name: 'kim', max: 2, now });
    expect([roomOf(on), roomOf(loseLease(on)), roomOf(goOffDuty(on)), roomOf({ ...on, load: 5 })]).toEqual([
      2, 0, 0, 0,
    ]);
    expect(freeDelta(on, goOffDuty(on))).toBe(-2);
    expect(on.leaseUntil).toBe(now + LEASE_MS);
    expect([shortenLease(on.leaseUntil, now, 10), shortenLease(5, now, 10)]).toEqual([now + 10, 5]);
  });

  it('keeps the load of an agent who comes back', () => {
    const back = goOnDuty(goOffDuty(anna), { id: anna.id, name: 'anna', max: 4, now });
    expect(back).toMatchObject({ load: 1, max: 4, rev: anna.rev + 2 });
  });

  it('[S14] has room above nothing alone', () =>
    expect([1, 0, -1].map(hasRoom)).toEqual([true, false, false]));
});

const names = ['anna', 'bram', 'kim'] as const;
const who = fc.constantFrom(...names);
const step = fc.oneof(
  fc.record({ does: fc.constant('join' as const), who, second: fc.boolean() }),
  fc.record({ does: fc.constant('leave' as const), who }),
  fc.record({ does: fc.constant('invite' as const), who, other: who, transfer: fc.boolean() }),
  fc.record({ does: fc.constantFrom('on' as const, 'off' as const, 'lost' as const), who }),
  fc.record({ does: fc.constant('end' as const) }),
);

test('after any history the counters are those of the agents and the chat as they are', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const agents = new Map(names.map((name) => [aUserId(name), anAgent(name, { max: 2 })]));
      let chat = aChat();
      let last = 1;
      let counts = { free: 6, waiting: 1 };
      const agentOf = (name: string) => agents.get(aUserId(name)) ?? anAgent(name);
      const commit = (result: Result<Change>) => {
        if ('error' in result) return;
        const { ok } = result;
        for (const { before, after } of ok.agents) {
          expect(before).toEqual(agents.get(before.id));
          agents.set(after.id, after);
        }
        expect(ok.entries.map(({ seq }) => seq)).toEqual(ok.entries.map((_, index) => last + 1 + index));
        expect(ok.chat.rev).toBe(chat.rev + 1);
        chat = ok.chat;
        last += ok.entries.length;
        counts = { free: counts.free + ok.counts.free, waiting: counts.waiting + ok.counts.waiting };
      };
      const become = (name: string, change: (agent: Agent) => Agent) => {
        const before = agentOf(name);
        const after = change(before);
        agents.set(after.id, after);
        counts = { ...counts, free: counts.free + freeDelta(before, after) };
      };
      for (const each of steps) {
        if (each.does === 'join') {
          const inviter = chat.invitations.find(({ agent }) => agent.id === aUserId(each.who))?.by;
          commit(
            hasJoined(chat, aUserId(each.who))
              ? { error: { code: 'forbidden' } }
              : decideJoin({
                  chat,
                  last,
                  agent: agentOf(each.who),
                  cid,
                  sid,
                  session,
                  inviter: inviter && agents.get(inviter.id),
                  second: each.second,
                  now,
                }),
          );
        } else if (each.does === 'leave') {
          const agent = agentOf(each.who);
          const others = chat.agents.filter(({ id }) => id !== agent.id).map(({ name }) => agentOf(name));
          commit(decideLeave({ chat, last, agent, others, cid, now }));
        } else if (each.does === 'invite') {
          const { transfer, other } = each;
          commit(
            decideInvite({ chat, by: aUserId(each.who), agent: agentOf(other), note: '', transfer, now }),
          );
        } else if (each.does === 'end') {
          const present = chat.agents.map(({ name }) => agentOf(name));
          commit(decideEnd({ chat, last, agents: present, reason: 'agent', now }));
        } else if (each.does === 'off') become(each.who, goOffDuty);
        else if (each.does === 'lost') become(each.who, (agent) => (agent.onDuty ? loseLease(agent) : agent));
        else become(each.who, (agent) => goOnDuty(agent, { ...personOf(each.who), max: agent.max, now }));
      }
      const waits = !chat.ended && chat.agents.length === 0 ? 1 : 0;
      const free = [...agents.values()].reduce((sum, agent) => sum + roomOf(agent), 0);
      expect(counts).toEqual({ free, waiting: waits });
      expect(roomLeft(counts)).toBe(free - waits);
      for (const { id, load } of agents.values())
        expect(load).toBe(!chat.ended && hasJoined(chat, id) ? 1 : 0);
      expect(chat.agents.length + chat.invitations.length).toBeLessThanOrEqual(PARTICIPANTS_MAX);
    }),
  );
});
