// What becomes of a chat or a question as a ticket, and how a ticket changes: made, edited, replied to, searched for. Pure.

import { foldText, foldWords } from '../../shared/fold-text.ts';
import type {
  AgentTicket,
  Author,
  Entry,
  TicketChange,
  TicketField,
  TicketForm,
  TicketStatus,
  UserId,
} from '../../shared/model.ts';
import { isBlank, SUBJECT_MAX } from '../../shared/rules.ts';
import type { StatusFilter } from '../../shared/ticket-routes.ts';

/** A first line longer than this makes a poor subject. */
const DEFAULT_SUBJECT_MAX = 80;

const cut = (text: string, max: number): string => {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
};

/** The customer's first line, when there is one: a subject that is always there never blocks a quick save (S33). */
export const firstLine = (entries: readonly Entry[]): string | undefined => {
  for (const entry of entries) {
    if (entry.kind !== 'message' || entry.author.role !== 'customer') continue;
    const line = subjectOf(entry.text);
    if (line) return line;
  }
  return undefined;
};

/** Someone else's, not published and not there are one answer: a number tells nothing. */
export const isShownTo = (
  customer: UserId,
  ticket: { readonly published: boolean; readonly customer: { readonly id: UserId } },
): boolean => ticket.published && ticket.customer.id === customer;

/** The first line with something in it, short enough for a subject; empty when there is none. */
export const subjectOf = (text: string): string =>
  cut(
    text
      .split('\n')
      .map((part) => part.trim())
      .find((part) => !isBlank(part)) ?? '',
    DEFAULT_SUBJECT_MAX,
  );

/** The fields a ticket starts with: what the agents filled in, with a subject whatever they left out. */
export const completeForm = (form: TicketForm, entries: readonly Entry[], otherwise: string): TicketForm => ({
  ...form,
  subject: cut((isBlank(form.subject) ? firstLine(entries) : form.subject.trim()) || otherwise, SUBJECT_MAX),
});

/** What agents can change of a ticket. */
export type TicketFields = Pick<AgentTicket, TicketField>;
/** The fields to change; an `assignee` of `null` takes the ticket from whoever has it. */
export type TicketEdit = {
  readonly [F in Exclude<TicketField, 'assignee'>]?: TicketFields[F] | undefined;
} & {
  readonly assignee?: TicketFields['assignee'] | null;
};

/** A ticket after a change, and what to note of that in its history. */
export interface Changed<T> {
  readonly ticket: T;
  readonly change: TicketChange;
}

type Changing = TicketFields & Pick<AgentTicket, 'rev' | 'changedAt'>;

/** @returns `undefined` when the ticket is like that already. */
export const decideEdit = <T extends Changing>(
  ticket: T,
  edit: TicketEdit,
  by: Author,
  now: number,
): Changed<T> | undefined => {
  const { assignee, ...rest } = edit;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const next: T = {
    ...ticket,
    ...given,
    ...(assignee !== undefined && { assignee: assignee ?? undefined }),
    rev: ticket.rev + 1,
    changedAt: Math.max(now, ticket.changedAt),
  };
  const changes = FIELDS.flatMap((field) => describeChange(field, ticket, next));
  return changes.length === 0
    ? undefined
    : { ticket: next, change: { kind: 'change', at: now, by, changes } };
};

/** In the order in which the history names them. */
const FIELDS = Object.keys({
  subject: true,
  status: true,
  category: true,
  assignee: true,
  email: true,
  published: true,
  remarks: true,
} satisfies Record<TicketField, true>) as readonly TicketField[];

const describeChange = (
  field: TicketField,
  before: TicketFields,
  after: TicketFields,
): TicketChange['changes'] => {
  if (field === 'assignee') {
    if (before.assignee?.id === after.assignee?.id) return [];
    return [{ field, from: before.assignee?.name, to: after.assignee?.name }];
  }
  if (before[field] === after[field]) return [];
  return field === 'remarks'
    ? [{ field }]
    : [{ field, from: String(before[field]), to: String(after[field]) }];
};

/**
 * Where a reply leaves a ticket: an agent's first one takes it in hand, and may solve it; a customer's opens a solved one
 * again.
 */
export const statusAfterReply = (status: TicketStatus, by: Author, solve: boolean): TicketStatus => {
  switch (by.role) {
    case 'agent':
      return solve ? 'solved' : status === 'new' ? 'open' : status;
    case 'customer':
      return status === 'solved' ? 'open' : status;
    default:
      return by.role satisfies never;
  }
};

/** What a customer may read of a conversation. A new kind of entry has to be decided about here first. */
export const isForCustomer = ({ kind }: Entry): boolean => {
  switch (kind) {
    case 'started':
    case 'message':
    case 'joined':
    case 'left':
    case 'away':
    case 'back':
    case 'redacted':
    case 'ended':
      return true;
    default:
      return kind satisfies never;
  }
};

/** The statuses a filter lets through, in the order they are worked on. */
export const statusesOf = (filter: StatusFilter): readonly TicketStatus[] => {
  switch (filter) {
    case 'all':
      return ['new', 'open', 'solved'];
    case 'unsolved':
      return ['new', 'open'];
    default:
      return [filter];
  }
};

/** @returns whether a text has every word that was searched for, somewhere; nothing searched for is in every text. */
export const createMatcher = (search: string): ((...texts: readonly string[]) => boolean) => {
  const words = foldWords(search);
  return (...texts) => {
    const text = foldText(texts.join('\n'));
    return words.every((word) => text.includes(word));
  };
};

/** The ticket a search names by its number: `12` or `#12`. */
export const numberIn = (search: string): number | undefined => {
  const [, digits] = /^\s*#?([1-9]\d{0,8})\s*$/.exec(search) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
