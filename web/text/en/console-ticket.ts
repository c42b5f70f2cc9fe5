// English texts of a ticket's page.
import type { ticket as nlTicket } from '../nl/console-ticket.ts';
import type { Text } from '../text.ts';

export const ticket: Text<typeof nlTicket> = {
  back: 'Back to Helpdesk – Chat',
  fields: 'Details',
  subject: 'Subject',
  category: 'Category',
  status: 'Status',
  remarks: 'Internal remarks',
  remarksHint: 'The customer never sees this.',
  email: 'E-mail address',
  published: 'Visible to the customer on the portal',
  customer: 'Customer',
  createdAt: 'Created',
  onPortal: 'On the portal',
  yes: 'Yes',
  no: 'No',
  history: 'History',
  chat: 'Chat',
  message: 'Message',
  download: 'Download chat',
  downloading: 'Making the PDF…',
  missingSubject: 'Fill in a subject.',
  conflict:
    'A colleague changed this ticket meanwhile. What you typed is still there: check it and save again.',
  notFoundTitle: 'There is no such ticket',
  notFound: 'Perhaps the number is not right.',
};
