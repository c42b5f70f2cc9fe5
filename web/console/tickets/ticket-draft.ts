// The edit of a ticket while it is typed: what differs from the stored one, and what a colleague changed meanwhile. Pure.
import type { AgentTicket, Person, TicketField } from '../../../shared/model.ts';

export const ticketFieldNames = [
  'subject',
  'category',
  'status',
  'assignee',
  'remarks',
  'email',
  'published',
] as const satisfies readonly TicketField[];
export type TicketFieldName = (typeof ticketFieldNames)[number];
/** What a field can be changed to; an assignee of `null` is nobody. */
export type TicketValue<N extends TicketFieldName> = N extends 'assignee' ? Person | null : AgentTicket[N];
/** The fields that were changed here and are not saved. */
export type TicketDraft = { readonly [N in TicketFieldName]?: TicketValue<N> };

/** Puts a value in a field; the stored value itself is no change. */
export const editTicket = <N extends TicketFieldName>(
  ticket: AgentTicket,
  draft: TicketDraft,
  name: N,
  value: TicketValue<N>,
): TicketDraft => dropEqual(ticket, { ...draft, [name]: value });

const dropEqual = (ticket: AgentTicket, draft: TicketDraft): TicketDraft =>
  Object.fromEntries(
    ticketFieldNames
      .filter((name) => draft[name] !== undefined && markOf(draft, name) !== markOf(ticket, name))
      .map((name) => [name, draft[name]]),
  );

/** What two values of a field are told apart by: a person by the id, whatever the name by now. */
const markOf = (fields: TicketDraft | AgentTicket, name: TicketFieldName): string | boolean | undefined =>
  name === 'assignee' ? (fields.assignee?.id ?? '') : fields[name];

/** The ticket as it is stored now, the draft on top of it, and the fields both sides changed. */
export const rebase = (
  base: AgentTicket,
  fresh: AgentTicket,
  draft: TicketDraft,
): { readonly draft: TicketDraft; readonly clashes: readonly TicketFieldName[] } => {
  const rest = dropEqual(fresh, draft);
  return {
    draft: rest,
    clashes: ticketFieldNames.filter(
      (name) => rest[name] !== undefined && markOf(base, name) !== markOf(fresh, name),
    ),
  };
};

export const hasChanges = (draft: TicketDraft): boolean => Object.keys(draft).length > 0;

/** The ticket with the draft on top of it. */
export const withDraft = (ticket: AgentTicket, { assignee, ...fields }: TicketDraft): AgentTicket => ({
  ...ticket,
  ...fields,
  ...(assignee !== undefined && { assignee: assignee ?? undefined }),
});
