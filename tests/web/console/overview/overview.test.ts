// Who is listed under "Gebruiker – Lopende chats".
import { expect, test } from 'vitest';
import { listAgentRows } from '../../../../web/console/overview/overview.ts';
import { emptyDesk } from '../../../../web/console/state/state.ts';
import { aChatSummary, anAgentSummary, anna, aUserId, bram } from '../../../support/builders.ts';

test('[S110] lists who is on duty and who has a running chat; a chat of two counts for both', () => {
  const carla = { id: aUserId('carla'), name: 'Carla' };
  const chats = [
    aChatSummary('Jan', { state: 'active', agents: [anna, carla] }),
    aChatSummary('Petra', { state: 'active', agents: [anna] }),
    aChatSummary('Kees', { state: 'ended', agents: [bram], ended: { at: 1, reason: 'agent' } }),
  ];
  const agents = [anAgentSummary(anna, { max: 3 }), anAgentSummary(bram, { max: 3, reachable: false })];
  const state = {
    ...emptyDesk,
    chats: new Map(chats.map((chat) => [chat.id, chat])),
    agents: new Map(agents.map((agent) => [agent.id, agent])),
  };
  expect(listAgentRows(state)).toEqual([
    { ...anna, onDuty: true, isAway: false, load: 2, max: 3 },
    { ...carla, onDuty: false, isAway: false, load: 1, max: 0 },
    { ...bram, onDuty: true, isAway: true, load: 0, max: 3 },
  ]);
});
