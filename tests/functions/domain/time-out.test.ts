// When a chat's time is up, whose silence that is, and that nobody is ever without a warning (S10, S14).
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { Chat } from '../../../functions/domain/chat.ts';
import {
  announcedEnd,
  evaluateTimeOut,
  isUnanswered,
  lastActivity,
} from '../../../functions/domain/time-out.ts';
import type { Entry } from '../../../shared/model.ts';
import { SILENT_GONE_MS, TIMEOUT_MINUTES, WARNING_MS } from '../../../shared/rules.ts';
import { aChat, personOf, START, said, started } from './builders.ts';

const MINUTE = 60_000;
const asked = said(2, 'Bent u daar?');
const active = { agents: [personOf('anna')] };
/** Announced after the last message, for two minutes later than that. */
const warned = { since: asked.at, endsAt: asked.at + 2 * MINUTE };

it.each<[string, Partial<Chat>, Entry, { minutes?: number; after: number }, object]>([
  ['nothing before the last minute', active, asked, { after: 0 }, { kind: 'later', at: asked.at + MINUTE }],
  [
    'a warning in the last minute',
    active,
    asked,
    { after: MINUTE },
    { kind: 'warn', since: asked.at, endsAt: asked.at + 2 * MINUTE },
  ],
  [
    'a whole minute of warning, however late it comes',
    active,
    asked,
    { after: 60 * MINUTE },
    { kind: 'warn', since: asked.at, endsAt: asked.at + 61 * MINUTE },
  ],
  [
    'nothing while it was announced',
    { ...active, warned },
    asked,
    { after: MINUTE },
    { kind: 'later', at: warned.endsAt },
  ],
  [
    'the end as announced',
    { ...active, warned },
    asked,
    { after: 2 * MINUTE },
    { kind: 'end', reason: 'timeout' },
  ],
  [
    'the end of what the helpdesk left unanswered',
    { ...active, warned: { ...warned, unanswered: true } },
    asked,
    { after: 2 * MINUTE },
    { kind: 'end', reason: 'unanswered' },
  ],
  [
    'the warning anew after a message',
    { ...active, warned },
    said(30, 'Ja'),
    { after: MINUTE },
    { kind: 'warn', since: said(30, '').at, endsAt: said(30, '').at + 2 * MINUTE },
  ],
  [
    'no end after "Ik ben er nog"',
    { ...active, warned, stayedAt: asked.at + MINUTE },
    asked,
    { after: 2 * MINUTE },
    { kind: 'warn', since: asked.at + MINUTE, endsAt: asked.at + 3 * MINUTE },
  ],
  [
    'what was announced is taken back when the time-out was raised',
    { ...active, warned },
    asked,
    { minutes: 5, after: MINUTE },
    { kind: 'withdraw', at: asked.at + 4 * MINUTE },
  ],
  [
    'what was announced stands when it was shortened',
    { ...active, warned: { ...warned, endsAt: asked.at + 9 * MINUTE } },
    asked,
    { after: 3 * MINUTE },
    { kind: 'later', at: asked.at + 9 * MINUTE },
  ],
  [
    'nothing of what ended',
    { ended: { at: START, reason: 'agent' } },
    asked,
    { after: 99 * MINUTE },
    { kind: 'over' },
  ],
  [
    '[S14] the end of one in which nobody spoke, whose customer is gone',
    { goneSince: START },
    started,
    { after: SILENT_GONE_MS },
    { kind: 'end', reason: 'connection' },
  ],
  [
    'nothing while such a customer may come back',
    { goneSince: START },
    started,
    { minutes: 9, after: 1 },
    { kind: 'later', at: START + SILENT_GONE_MS },
  ],
  [
    'the usual of one who spoke and is gone',
    { goneSince: START },
    asked,
    { minutes: 9, after: SILENT_GONE_MS },
    { kind: 'later', at: asked.at + 8 * MINUTE },
  ],
])('%s', (_, chat, last, { minutes = 2, after }, decision) => {
  expect(evaluateTimeOut({ chat: aChat(chat), last }, { timeoutMinutes: minutes }, last.at + after)).toEqual(
    decision,
  );
});

it.each([
  ['the customer spoke last', {}, asked, true],
  ['an agent spoke last', {}, said(3, 'x', { role: 'agent' }), false],
  ['nobody said anything', {}, undefined, false],
  [
    '[S153] an agent spoke last, and none is there any more',
    { awaySince: START },
    said(3, 'x', { role: 'agent' }),
    true,
  ],
] as const)('whose silence it is when %s', (_, chat, last, isHelpdesk) => {
  expect(isUnanswered(aChat(chat), last)).toBe(isHelpdesk);
});

test('whenever the sweep comes and whatever the settings become, an end was announced a minute before', () => {
  const minutes = fc.integer({ min: TIMEOUT_MINUTES.min, max: 30 });
  const step = fc.record({ pass: fc.integer({ min: 0, max: 20 * MINUTE }), minutes, stays: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      let chat = aChat(active);
      let now = asked.at;
      let told: number | undefined;
      for (const { pass, minutes: timeoutMinutes, stays } of steps) {
        now += pass;
        if (stays) chat = { ...chat, stayedAt: now };
        const since = lastActivity(chat, asked);
        const decision = evaluateTimeOut({ chat, last: asked }, { timeoutMinutes }, now);
        if (decision.kind === 'later' || decision.kind === 'withdraw')
          expect(decision.at).toBeGreaterThan(now);
        if (decision.kind === 'warn') {
          chat = { ...chat, warned: decision };
          told = now;
          expect(decision.endsAt - now).toBeGreaterThanOrEqual(WARNING_MS);
          expect(announcedEnd(chat, asked)).toBe(decision.endsAt);
        }
        if (decision.kind === 'withdraw') chat = { ...chat, warned: undefined };
        if (decision.kind !== 'end') continue;
        expect(told).toBeGreaterThanOrEqual(since);
        expect(now - (told ?? now)).toBeGreaterThanOrEqual(WARNING_MS);
        return;
      }
    }),
  );
});
