// The edit of a ticket while it is typed: what differs from the stored one, and what a colleague changed meanwhile. Pure.
import type { AgentTicket } from '../../shared/model.ts';

export const ticketFieldNames = ['subject', 'category', 'status', 'remarks', 'email', 'published'] as const;
export type TicketFieldName = (typeof ticketFieldNames)[number];
/** The fields that were changed here and are not saved. */
export type TicketDraft = Readonly<Partial<Pick<AgentTicket, TicketFieldName>>>;

/** Puts a value in a field; the stored value itself is no change. */
export const editTicket = <N extends TicketFieldName>(
  ticket: AgentTicket,
  draft: TicketDraft,
  name: N,
  value: AgentTicket[N],
): TicketDraft => dropEqual(ticket, { ...draft, [name]: value });

const dropEqual = (ticket: AgentTicket, draft: TicketDraft): TicketDraft =>
  Object.fromEntries(
    ticketFieldNames
      .filter((name) => draft[name] !== undefined && draft[name] !== ticket[name])
      .map((name) => [name, draft[name]]),
  );

/** The ticket as it is stored now, the draft on top of it, and the fields both sides changed. */
export const rebase = (
  base: AgentTicket,
  fresh: AgentTicket,
  draft: TicketDraft,
): { readonly draft: TicketDraft; readonly clashes: readonly TicketFieldName[] } => {
  const rest = dropEqual(fresh, draft);
  return {
    draft: rest,
    clashes: ticketFieldNames.filter((name) => rest[name] !== undefined && base[name] !== fresh[name]),
  };
};

export const hasChanges = (draft: TicketDraft): boolean => Object.keys(draft).length > 0;
