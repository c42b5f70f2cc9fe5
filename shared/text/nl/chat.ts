// Dutch texts of a chat that its customer can get to see, part of the common texts. Apart, as the chat window carries no others.

import type { EndReason } from '../../model.ts';

export const chat = {
  locale: 'nl-NL',
  helpdesk: 'Helpdesk',
  joined: (name: string) => `${name} neemt deel aan de chat`,
  left: (name: string) => `${name} heeft de chat verlaten`,
  away: (name: string) => `${name} is even weg; een collega neemt het over`,
  back: (name: string) => `${name} is er weer`,
  /** In the place of a message that its author took back, or that was removed. */
  redacted: { author: 'Bericht ingetrokken', helpdesk: 'Bericht verwijderd' },
  /** As told to the customer whose chat it is, wherever that is. */
  endings: {
    customer: 'U heeft de chat beëindigd',
    agent: 'De helpdesk heeft de chat beëindigd',
    timeout: 'De chat is gesloten omdat er een tijd niets is gezegd',
    connection: 'De chat is beëindigd omdat de verbinding is verbroken',
    saved: 'De chat is beëindigd en opgeslagen als melding',
    deleted: 'De chat is beëindigd en verwijderd',
    unanswered: 'Wij konden u niet op tijd antwoorden. Uw vraag staat klaar bij Meldingen.',
    blocked: 'De helpdesk heeft de chat beëindigd',
  } as const satisfies Record<EndReason, string>,
  /** For a reason that this page does not know. */
  over: 'De chat is beëindigd.',
  /** In the place of an entry of a kind that this page does not know. */
  unknown: 'Deze pagina kan dit nog niet tonen. Laad de pagina opnieuw.',
} as const;
