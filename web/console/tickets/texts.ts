// The texts of the ticket pages, for their parts; they come with the page.
import type { tickets } from '../../text/nl/console-tickets.ts';
import type { Text } from '../../text/text.ts';
import { createPageTexts } from '../shell/page-texts.ts';
import { type Texts, useView } from '../shell/view.ts';

export type TicketTexts = Text<typeof tickets>;

export const ticketTexts = createPageTexts<TicketTexts>();

/** With those of any form that is saved. */
export const useTicketTexts = (): TicketTexts & Texts['consoleTexts']['editing'] => ({
  ...useView().consoleTexts.editing,
  ...ticketTexts.use(),
});
