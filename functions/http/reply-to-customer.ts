// An agent answers on a ticket; its customer sees it when the ticket is published.
import type { HttpAction } from '../platform/http.ts';
import { readAgentTicket } from './agent-ticket.ts';
import { reply } from './reply.ts';

export const replyToCustomer: HttpAction<'POST /api/tickets/{number}/replies'> = async (
  { after, ...input },
  { context, session: { account } },
) => {
  const replied = await reply(context, { ...input, account, allows: () => true });
  return 'error' in replied ? replied : readAgentTicket(context.db, input.number, { after });
};
