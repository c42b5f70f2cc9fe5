// The list, the figures and the waiting time as the desk shows them.
import { describe, expect, test } from 'vitest';
import type { AgentSummary, ChatSummary } from '../../../../shared/model.ts';
import {
  countFigures,
  findJoinHurdle,
  findUrgency,
  formatDuration,
  hasWindow,
  listChats,
  listInvitable,
} from '../../../../web/console/state/selectors.ts';
import { emptyDesk } from '../../../../web/console/state/state.ts';
import {
  aChatSummary,
  anAgentSummary,
  anInvitation,
  anna,
  bram,
  carla,
  NOON,
  settings,
} from '../../../support/builders.ts';

const desk = (chats: readonly ChatSummary[], agents: readonly AgentSummary[] = []) => ({
  ...emptyDesk,
  me: anna,
  settings,
  chats: new Map(chats.map((chat) => [chat.id, chat])),
  agents: new Map(agents.map((agent) => [agent.id, agent])),
});
const names = (chats: readonly ChatSummary[]) => listChats(desk(chats)).map((chat) => chat.nickname);

describe('the list', () => {
  test('[S56] unanswered chats are on top, the newest first', () => {
    expect(
      names([
        aChatSummary('oud', { state: 'waiting', waitingSince: NOON }),
        aChatSummary('online', { startedAt: NOON + 9 }),
        aChatSummary('nieuw', { state: 'waiting', waitingSince: NOON + 5 }),
      ]),
    ).toEqual(['nieuw', 'oud', 'online']);
  });

  test('[S82] an invitation brings a chat on top for whoever is invited, not for others', () => {
    const invited = (name: string, agent: typeof anna) =>
      aChatSummary(name, {
        state: 'active',
        agents: [bram],
        invitations: [anInvitation({ agent, by: bram, at: NOON + 7 })],
      });
    const chats = [
      aChatSummary('wacht', { state: 'waiting', waitingSince: NOON + 5 }),
      aChatSummary('online'),
    ];
    expect(names([...chats, invited('binnenkomend', anna)])).toEqual(['binnenkomend', 'wacht', 'online']);
    expect(names([...chats, invited('van Carla', carla)])[0]).toBe('wacht');
  });

  test('[S54] the other running chats follow with the newest on top', () => {
    expect(
      names([
        aChatSummary('a', { startedAt: NOON, state: 'active', agents: [bram] }),
        aChatSummary('b', { startedAt: NOON + 2 }),
        aChatSummary('c', { startedAt: NOON + 1, state: 'active', agents: [anna] }),
      ]),
    ).toEqual(['b', 'c', 'a']);
  });

  test('[S74] ended chats stay below for the agents who took part, until they are closed', () => {
    const ended = { at: NOON, reason: 'customer' } as const;
    expect(
      names([
        aChatSummary('mijn', { state: 'ended', agents: [anna], ended, startedAt: NOON + 99 }),
        aChatSummary('van Bram', { state: 'ended', agents: [bram], ended }),
        aChatSummary('klaar', { state: 'closed', agents: [anna], ended }),
        aChatSummary('online'),
      ]),
    ).toEqual(['online', 'mijn']);
  });

  test('has one order for chats of the same moment', () => {
    const chats = [aChatSummary('a'), aChatSummary('b'), aChatSummary('c')];
    expect(names(chats)).toEqual(names(chats.toReversed()));
  });
});

describe('joining', () => {
  test('[S57] is refused off duty and at the maximum', () => {
    const own = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        aChatSummary(`own-${index}`, { state: 'active', agents: [anna] }),
      );
    const at = (load: number, given = {}) =>
      findJoinHurdle(desk(own(load), [anAgentSummary(anna, { max: 3, ...given })]));
    expect(findJoinHurdle(desk([], []))).toEqual({ kind: 'off_duty' });
    expect(at(0, { onDuty: false })).toEqual({ kind: 'off_duty' });
    expect(at(3)).toEqual({ kind: 'at_maximum', max: 3 });
    expect(at(4)).toEqual({ kind: 'at_maximum', max: 3 });
    expect(at(2)).toBeUndefined();
  });

  test('[S29] only running and ended chats with this agent have a window', () => {
    const given = { agents: [anna] };
    expect(hasWindow(aChatSummary('a', { ...given, state: 'active' }), anna.id)).toBe(true);
    expect(hasWindow(aChatSummary('a', { ...given, state: 'ended' }), anna.id)).toBe(true);
    expect(hasWindow(aChatSummary('a', { ...given, state: 'closed' }), anna.id)).toBe(false);
    expect(hasWindow(aChatSummary('a', { state: 'active', agents: [bram] }), anna.id)).toBe(false);
  });
});

test('[S81] colleagues on duty who are not in the chat can be invited', () => {
  const agents = [anAgentSummary(carla), anAgentSummary(bram), anAgentSummary(anna)];
  const chat = aChatSummary('a', { state: 'active', agents: [anna] });
  const invitable = (given: readonly AgentSummary[]) =>
    listInvitable(desk([chat], given), chat).map(({ name }) => name);
  expect(invitable(agents)).toEqual(['Bram', 'Carla']);
  expect(invitable([anAgentSummary(bram, { onDuty: false }), anAgentSummary(anna)])).toEqual([]);
  // Whose console was not heard of comes last.
  expect(invitable([anAgentSummary(carla), anAgentSummary(bram, { reachable: false })])).toEqual([
    'Carla',
    'Bram',
  ]);
});

test.each([
  [39_999, 'calm', 15],
  [40_000, 'soon', 15],
  [179_999, 'soon', 15],
  [180_000, 'late', 15],
  [180_000, 'late', 480],
  // A chat that ends after two minutes is not shown as urgent after three.
  [29_999, 'calm', 2],
  [30_000, 'soon', 2],
  [59_999, 'soon', 2],
  [60_000, 'late', 2],
  [149_999, 'soon', 5],
  [150_000, 'late', 5],
])('[S10] [S27] waiting %i ms is %s where the time-out is %i minutes', (waiting, urgency, minutes) => {
  expect(findUrgency(waiting, minutes * 60_000)).toBe(urgency);
});
test('[S27] waiting is urgent after three minutes before the settings are known', () => {
  expect([findUrgency(179_999), findUrgency(180_000)]).toEqual(['soon', 'late']);
});

describe('the figures', () => {
  test('[S106] [S107] [S108] [S109] count chats and room', () => {
    const chats = [
      aChatSummary('a', { state: 'active', agents: [anna, bram] }),
      aChatSummary('b', { state: 'waiting' }),
      aChatSummary('c', { state: 'online' }),
      aChatSummary('d', { state: 'ended' }),
    ];
    const agents = [anAgentSummary(anna), anAgentSummary(bram)];
    expect(countFigures(desk(chats, agents))).toEqual({ max: 3, running: 1, free: 2, waiting: 1 });
  });

  test('[S108] never have less than no room; whoever is off duty, not heard of or above the maximum gives none', () => {
    const agents = [
      anAgentSummary(anna, { max: 1 }),
      anAgentSummary(bram, { onDuty: false }),
      anAgentSummary(carla, { reachable: false }),
    ];
    const own = ['a', 'b'].map((name) => aChatSummary(name, { state: 'active', agents: [anna] }));
    expect(countFigures(desk([...own, aChatSummary('c')], agents)).free).toBe(0);
  });
});

test.each([
  [0, '0:00'],
  [7_900, '0:07'],
  [75_000, '1:15'],
  [3_723_000, '1:02:03'],
  [-5_000, '0:00'],
])('[S27] %i ms of waiting is %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
