// The texts of the ticket pages, for their parts; they come with the page.
import type { tickets } from '../../../shared/text/nl/console-tickets.ts';
import type { Text } from '../../../shared/text/text.ts';
import { createGiven } from '../shell/given.ts';
import { type Texts, useTexts } from '../shell/uses.tsx';

export type TicketTexts = Text<typeof tickets>;

export const ticketTexts = createGiven<TicketTexts>('page texts');

/** With those of any form that is saved. */
export const useTicketTexts = (): TicketTexts & Texts['consoleTexts']['editing'] => ({
  ...useTexts().consoleTexts.editing,
  ...ticketTexts.use(),
});
