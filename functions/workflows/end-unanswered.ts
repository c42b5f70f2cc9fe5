// A chat that the helpdesk did not answer in time becomes a ticket by itself, in the very transaction that ends it (S10): always on the portal, new, nobody's, counted as missed.
import type { DeskContext } from '../adapters/context.ts';
import { type SavedTicket, ticketSaved } from '../domain/published.ts';
import { takeTicketNumber } from '../store/new-tickets.ts';
import { ticketOfChat } from './chat-ticket.ts';
import { type EndRequest, endChat } from './end-chat.ts';

/** @returns as `endChat`. */
export const endUnanswered = async (
  context: DeskContext,
  { chatId, allows, inTurn }: Pick<EndRequest, 'chatId' | 'allows' | 'inTurn'>,
): ReturnType<typeof endChat> => {
  const { db, now } = context;
  let number: number | undefined;
  let made: SavedTicket | undefined;
  const ended = await endChat(context, {
    chatId,
    reason: 'unanswered',
    allows,
    ...(inTurn && { inTurn }),
    becomes: async (chat) => {
      number ??= await takeTicketNumber(db, chat.customer.id);
      const ticket = { number, published: true, missed: true, createdAt: now() };
      const [saved, write] = await ticketOfChat(db, chat, ticket);
      made = saved;
      return { ticket: number, write };
    },
  });
  if ('ok' in ended && ended.ok && made) await context.publish(ticketSaved(made));
  return ended;
};
