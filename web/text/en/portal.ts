// English texts of the customer portal.

import type { portal as nl } from '../nl/portal.ts';
import type { Text } from '../text.ts';

export const portal: Text<typeof nl> = {
  name: 'Customer portal',
  login: {
    title: 'Sign in',
    heading: 'Sign in to the customer portal',
    lead: 'See your tickets and put your question to the helpdesk.',
  },
  start: {
    title: 'Home',
    welcome: (name) => `Welcome, ${name}`,
    lead: 'Here you find your tickets and reach the people of the helpdesk.',
    chatTitle: 'Chat with the helpdesk',
    chat: 'Put your question to an agent right away. When the helpdesk is available, the tab ‘Chat with the helpdesk’ is at the bottom right of every page.',
    chatNote: 'The conversation goes on when you open another page or sign in again later.',
    ticketsTitle: 'Tickets',
    tickets: 'Read back what you discussed with the helpdesk and follow how your ticket is doing.',
    allTickets: 'Go to your tickets',
    latest: 'Latest tickets',
  },
  tickets: {
    title: 'Tickets',
    lead: 'Conversations with the helpdesk that were saved as a ticket.',
    empty: 'You have no tickets yet',
    emptyHint: 'When the helpdesk saves a conversation with you as a ticket, you find it here.',
    number: 'Number',
    subject: 'Subject',
    status: 'Status',
    date: 'Date',
  },
  ticket: {
    title: (number) => `Ticket ${number}`,
    back: 'All tickets',
    message: 'Message',
    history: 'History',
    chat: 'Chat with the helpdesk',
    emptyHistory: 'Nothing has been recorded for this ticket yet.',
  },
  notFound: {
    title: 'Page not found',
    lead: 'This page does not exist or was moved.',
    ticketTitle: 'Ticket not found',
    ticketLead: 'This ticket does not exist, or was not published for you.',
    home: 'Go to the home page',
  },
};
