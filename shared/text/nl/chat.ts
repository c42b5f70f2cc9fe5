// Dutch texts of a chat that its customer can get to see, part of the common texts. Apart, as the chat window carries no others.

import type { Refusal, RefusalCode } from '../../errors.ts';
import type { EndReason } from '../../model.ts';

export const chat = {
  locale: 'nl-NL',
  helpdesk: 'Helpdesk',
  joined: (name: string) => `${name} neemt deel aan de chat`,
  left: (name: string) => `${name} heeft de chat verlaten`,
  away: (name: string) => `${name} is even weg; een collega neemt het over`,
  back: (name: string) => `${name} is er weer`,
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
  /** In the place of an entry of a kind that this page does not know. */
  unknown: 'Deze pagina kan dit nog niet tonen. Laad de pagina opnieuw.',
  refusals: {
    unknown_action: () => 'Deze pagina is verouderd. Laad de pagina opnieuw.',
    not_signed_in: () => 'U bent niet meer ingelogd. Log opnieuw in.',
    text_too_long: ({ max }: { max: number }) =>
      `Het bericht is te lang: maximaal ${max.toLocaleString('nl')} tekens.`,
    too_large: () => 'Het bericht is te groot om te verzenden.',
    bad_email: () => 'Dit is geen geldig e-mailadres.',
    chat_ended: () => 'De chat is beëindigd.',
    comment_required: () => 'Geef bij 1 of 2 sterren een toelichting.',
    no_room: () => 'Alle medewerkers zijn in gesprek. Probeer het straks opnieuw.',
    no_chat_right: () => 'Uw account heeft geen toegang tot de chat.',
    too_many_attempts: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      retryAfterSeconds > 90
        ? `Te veel pogingen. Probeer het over ${Math.ceil(retryAfterSeconds / 60)} minuten opnieuw.`
        : `Te veel pogingen. Probeer het over ${retryAfterSeconds} seconden opnieuw.`,
    internal: ({ requestId }: { requestId?: string | undefined }) =>
      `Er ging iets mis bij ons. Probeer het opnieuw.${requestId ? ` (${requestId})` : ''}`,
  } as const satisfies { [C in RefusalCode]?: (refusal: Extract<Refusal, { code: C }>) => string },
} as const;
