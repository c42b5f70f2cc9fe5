// The texts of a ticket's page, for its parts.
import type { ticket } from '../text/nl/console-ticket.ts';
import type { Text } from '../text/text.ts';
import { createPageTexts } from './page-texts.ts';
import { type Texts, useView } from './view.ts';

export const ticketTexts = createPageTexts<Text<typeof ticket>>();

/** With those of any form that is saved. */
export const useTicketTexts = (): Text<typeof ticket> & Texts['consoleTexts']['editing'] => ({
  ...useView().consoleTexts.editing,
  ...ticketTexts.use(),
});
