// Dutch texts both sites use: refusals, states, the system lines of a chat.

import type { Refusal, RefusalCode } from '../../../shared/errors.ts';
import type { EndReason, TicketStatus } from '../../../shared/model.ts';

const endings = {
  customer: 'De klant heeft de chat beëindigd',
  agent: 'De helpdesk heeft de chat beëindigd',
  timeout: 'De chat is beëindigd door een time-out',
  connection: 'De chat is beëindigd: verbinding verbroken',
  saved: 'De chat is beëindigd en opgeslagen als melding',
  deleted: 'De chat is beëindigd en verwijderd',
} as const satisfies Record<EndReason, string>;

const refusals = {
  bad_request: () => 'Dit verzoek is niet geldig.',
  unknown_action: () => 'Deze pagina is verouderd. Laad de pagina opnieuw.',
  not_signed_in: () => 'U bent niet meer ingelogd. Log opnieuw in.',
  forbidden: () => 'U heeft hier geen rechten voor.',
  not_found: () => 'Dit bestaat niet (meer).',
  empty_text: () => 'Typ eerst een bericht.',
  text_too_long: ({ max }: { max: number }) =>
    `Het bericht is te lang: maximaal ${max.toLocaleString('nl')} tekens.`,
  too_large: () => 'Het bericht is te groot om te verzenden.',
  bad_email: () => 'Dit is geen geldig e-mailadres.',
  behind: () => 'Het gesprek is bijgewerkt. Probeer het opnieuw.',
  chat_ended: () => 'De chat is beëindigd.',
  chat_closed: () => 'De chat is al opgeslagen of verwijderd.',
  chat_not_ended: () => 'Dit kan pas als de chat is beëindigd.',
  not_participant: () => 'U neemt niet deel aan deze chat.',
  no_room: () => 'Alle medewerkers zijn in gesprek. Probeer het straks opnieuw.',
  no_chat_right: () => 'Uw account heeft geen toegang tot de chat.',
  not_on_duty: () => 'Start eerst de chatdienst.',
  taken: ({ by }: { by: string }) => `${by} was u voor.`,
  at_maximum: ({ max }: { max: number }) => `U behandelt al het maximale aantal chats (${max}).`,
  wrong_credentials: () => 'Onbekende gebruikersnaam of verkeerd wachtwoord.',
  too_many_attempts: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
    retryAfterSeconds > 90
      ? `Te veel pogingen. Probeer het over ${Math.ceil(retryAfterSeconds / 60)} minuten opnieuw.`
      : `Te veel pogingen. Probeer het over ${retryAfterSeconds} seconden opnieuw.`,
  busy: () => 'Iemand anders was tegelijk bezig. Probeer het opnieuw.',
  internal: ({ requestId }: { requestId?: string | undefined }) =>
    requestId
      ? `Er ging iets mis bij ons. Probeer het opnieuw. (${requestId})`
      : 'Er ging iets mis bij ons. Probeer het opnieuw.',
} as const satisfies { [C in RefusalCode]: (refusal: Extract<Refusal, { code: C }>) => string };

export const common = {
  locale: 'nl-NL',
  endings,
  refusals,
  states: {
    online: 'Online',
    waiting: 'Onbeantwoord',
    active: 'Chat actief',
    ended: 'Beëindigd',
    closed: 'Afgesloten',
  },
  ticketStates: {
    new: 'Nieuw',
    open: 'In behandeling',
    solved: 'Opgelost',
  } as const satisfies Record<TicketStatus, string>,
  joined: (name: string) => `${name} neemt deel aan de chat`,
  left: (name: string) => `${name} heeft de chat verlaten`,
  started: (name: string) => `${name} heeft de chat gestart`,
  helpdesk: 'Helpdesk',
} as const;
