// How a ticket is made, changed and found (S32-S34).
import { describe, expect, it } from 'vitest';
import {
  completeForm,
  decideEdit,
  firstLine,
  numberIn,
  statusAfterReply,
  statusesOf,
  type TicketEdit,
} from '../../../functions/domain/ticket.ts';
import type { AgentTicket, Author } from '../../../shared/model.ts';
import { SUBJECT_MAX } from '../../../shared/rules.ts';
import { personOf, said, started } from './builders.ts';

const anna: Author = { role: 'agent', ...personOf('anna') };
const jan: Author = { role: 'customer', ...personOf('jan') };

const fields = {
  subject: 'Factuur',
  status: 'new',
  category: 'Facturen',
  assignee: personOf('anna'),
  email: 'jan@example.nl',
  published: false,
  remarks: '',
  rev: 3,
  changedAt: 1_000,
} satisfies Partial<AgentTicket>;

describe('a change', () => {
  it.each<[string, TicketEdit, object | undefined]>([
    [
      'notes what was and what became',
      { subject: 'Twee facturen' },
      [{ field: 'subject', from: 'Factuur', to: 'Twee facturen' }],
    ],
    ['of remarks does not say them', { remarks: 'Belt terug' }, [{ field: 'remarks' }]],
    ['of nothing is none', { subject: 'Factuur', published: false, status: undefined }, undefined],
    [
      'gives it to a colleague',
      { assignee: personOf('bram') },
      [{ field: 'assignee', from: 'anna', to: 'bram' }],
    ],
    [
      'takes it from whoever has it',
      { assignee: null },
      [{ field: 'assignee', from: 'anna', to: undefined }],
    ],
    [
      'to whoever has it already is none, by another name',
      { assignee: { ...personOf('anna'), name: 'Anna B.' } },
      undefined,
    ],
    [
      'of several comes in the order of the form',
      { published: true, status: 'open' },
      [
        { field: 'status', from: 'new', to: 'open' },
        { field: 'published', from: 'false', to: 'true' },
      ],
    ],
  ])('%s', (_, edit, changes) => {
    const changed = decideEdit(fields, edit, anna, 2_000);
    expect(changed?.change.changes).toEqual(changes);
    if (changed) expect(changed.ticket).toMatchObject({ rev: 4, changedAt: 2_000 });
  });

  it('by a clock that is behind does not go back in time', () => {
    expect(decideEdit(fields, { status: 'open' }, anna, 500)?.ticket.changedAt).toBe(1_000);
  });
});

it.each([
  ['new', anna, false, 'open'],
  ['new', anna, true, 'solved'],
  ['solved', anna, false, 'solved'],
  ['open', anna, true, 'solved'],
  ['solved', jan, false, 'open'],
  ['new', jan, false, 'new'],
  ['open', jan, true, 'open'],
] as const)('a reply to a %s one by %o (solving: %s) leaves it %s', (status, by, solve, after) => {
  expect(statusAfterReply(status, by, solve)).toBe(after);
});

describe('[S33] a subject', () => {
  const form = { subject: ' ', category: '', email: '', published: false, remarks: '' };
  const agent = said(2, 'Goedemiddag', { role: 'agent' });

  it.each([
    ['is the customer’s first line', [started, agent, said(3, '\n  Mijn factuur \nen meer')], 'Mijn factuur'],
    ['is cut where it is long', [said(2, 'é'.repeat(100))], `${'é'.repeat(79)}…`],
    ['is there when the customer said nothing', [started, agent], 'Chat'],
  ])('%s', (_, entries, subject) => expect(completeForm(form, entries, 'Chat').subject).toBe(subject));

  it('that was filled in stays, as long as it may be', () => {
    const completed = completeForm(
      { ...form, subject: ` ${'x'.repeat(SUBJECT_MAX + 5)} ` },
      [said(2, 'Anders')],
      'Chat',
    );
    expect(completed.subject).toBe(`${'x'.repeat(SUBJECT_MAX - 1)}…`);
    expect(firstLine([said(2, ' \n ')])).toBeUndefined();
  });
});

it.each([
  ['12', 12],
  [' #12 ', 12],
  ['0', undefined],
  ['12a', undefined],
  ['1234567890', undefined],
  ['', undefined],
])('%o names ticket %s', (search, number) => expect(numberIn(search)).toBe(number));

it('unsolved is new and open', () => {
  expect([statusesOf('unsolved'), statusesOf('all'), statusesOf('solved')]).toEqual([
    ['new', 'open'],
    ['new', 'open', 'solved'],
    ['solved'],
  ]);
});
