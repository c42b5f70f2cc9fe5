// The status of a ticket, in words and colour.
import type { TicketStatus } from '../../shared/model.ts';
import type { CommonTexts } from './types.ts';

export const StatusBadge = ({ status, texts }: { status: TicketStatus; texts: CommonTexts }) => (
  <span class={`badge badge--${status}`}>{texts.ticketStates[status]}</span>
);
