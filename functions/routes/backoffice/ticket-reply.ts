// An agent answers on a ticket; its customer sees it when the ticket is published.
import type { RouteHandler } from '../../pipeline/http.ts';
import { reply } from '../../workflows/reply-to-ticket.ts';
import { readAgentTicket } from './agent-ticket.ts';

export const ticketReply: RouteHandler<'POST /api/tickets/{number}/replies'> = async (
  { after, ...input },
  { context, session: { account } },
) => {
  const replied = await reply(context, { ...input, account, allows: () => true });
  return 'error' in replied ? replied : readAgentTicket(context.db, input.number, { after });
};
