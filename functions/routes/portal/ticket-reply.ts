// A customer replies on a ticket; a solved one is open again with it.
import { isShownTo } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { reply } from '../../workflows/reply-to-ticket.ts';
import { readCustomerTicket } from './ticket-read.ts';

export const ticketReply: RouteHandler<'POST /api/my-tickets/{number}/replies'> = async (
  { after, ...input },
  { context, session: { account } },
) => {
  const allows = isShownTo.bind(undefined, account.id);
  const replied = await reply(context, { ...input, account, solve: false, allows });
  return 'error' in replied
    ? replied
    : readCustomerTicket(context.db, { number: input.number, customer: account.id, after });
};
