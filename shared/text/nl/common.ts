// Dutch texts both sites use: refusals, states, the system lines of a chat.

import type { BrandRefusal } from '../../brand-routes.ts';
import type { EmbedRefusal } from '../../embed-routes.ts';
import type { Refusal, RefusalCode } from '../../errors.ts';
import type { FactorRefusal } from '../../factor-routes.ts';
import type { FileRefusal } from '../../file-routes.ts';
import type { EndReason, TicketStatus } from '../../model.ts';
import type { InvitationRefusal, LinkRefusal } from '../../password-routes.ts';
import type { SignInRefusal } from '../../sign-in-routes.ts';
import { accountBlocked } from './blocked.ts';
import { chat } from './chat.ts';
import { chatRefusals } from './chat-refusals.ts';

const endings = {
  ...chat.endings,
  timeout: 'De chat is beëindigd door een time-out',
  customer: 'De klant heeft de chat beëindigd',
  unanswered: 'Niet op tijd beantwoord en daarom opgeslagen als melding',
  blocked: 'Het account van de klant is geblokkeerd; de chat is beëindigd',
} as const satisfies Record<EndReason, string>;

const refusals = {
  ...chatRefusals,
  bad_request: () => 'Dit verzoek is niet geldig.',
  forbidden: () => 'U heeft hier geen rechten voor.',
  not_found: () => 'Dit bestaat niet (meer).',
  too_long: ({ max, over }: { max: number; over: number }) =>
    over === 1 ? `1 teken te lang: maximaal ${max}.` : `${over} tekens te lang: maximaal ${max}.`,
  empty_text: () => 'Typ eerst een bericht.',
  behind: () => 'Het gesprek is bijgewerkt. Probeer het opnieuw.',
  chat_closed: () => 'De chat is al opgeslagen of verwijderd.',
  busy: () => 'Iemand anders was tegelijk bezig. Probeer het opnieuw.',
  chat_not_ended: () => 'Dit kan pas als de chat is beëindigd.',
  already_rated: () => 'Deze chat is al beoordeeld.',
  not_participant: () => 'U neemt niet deel aan deze chat.',
  last_agent: () => 'U bent de laatste medewerker in deze chat en kunt die niet verlaten.',
  customer_connected: () => 'De klant is nog verbonden. Beëindig eerst de chat.',
  not_invitable: () => 'Deze medewerker kan niet worden uitgenodigd: niet beschikbaar, of al in de chat.',
  not_invited: () => 'Deze uitnodiging geldt niet meer.',
  other_account: () =>
    'U bent in deze browser intussen als iemand anders ingelogd. Er is niets gewijzigd of verzonden. Laad de pagina opnieuw.',
  outdated: () => 'Iemand anders heeft dit intussen gewijzigd. Bekijk de wijziging en probeer het opnieuw.',
  not_on_duty: () => 'Start eerst de chatdienst.',
  taken: ({ by }: { by: string }) => `${by} was u voor.`,
  too_many: ({ max }: { max: number }) => `Er zijn er al ${max}; meer kan niet. Verwijder er eerst een.`,
  chat_full: ({ max }: { max: number }) =>
    `Aan deze chat doen al ${max} medewerkers mee, of zijn daarvoor uitgenodigd. Meer kan niet.`,
  at_maximum: ({ max }: { max: number }) => `U behandelt al het maximale aantal chats (${max}).`,
  wrong_credentials: () => 'Onbekende gebruikersnaam of verkeerd wachtwoord.',
  account_blocked: () => accountBlocked,
  wrong_password: () => 'Het huidige wachtwoord klopt niet.',
  password_too_short: ({ min }: { min: number }) => `Kies een wachtwoord van minstens ${min} tekens.`,
  password_due: () => 'Kies eerst een eigen wachtwoord. Laad de pagina opnieuw.',
  password_given: () => 'Kies een ander wachtwoord dan u heeft gekregen.',
  factor_due: () => 'Stel eerst een tweede stap in. Laad de pagina opnieuw.',
  password_too_easy: () =>
    'Dit wachtwoord is te makkelijk te raden. Kies een ander, niet de gebruikersnaam en geen bekend woord.',
  login_taken: () => 'Deze gebruikersnaam is al in gebruik.',
  own_rights: () =>
    'U kunt uzelf niet blokkeren en uw eigen recht “Accounts beheren” niet wegnemen. Vraag een andere beheerder.',
} as const satisfies {
  [C in Exclude<
    RefusalCode,
    | FactorRefusal
    | FileRefusal
    | BrandRefusal
    | EmbedRefusal
    | LinkRefusal
    | InvitationRefusal
    | SignInRefusal
  >]: (refusal: Extract<Refusal, { code: C }>) => string;
};

export const common = {
  ...chat,
  /** As told to agents. */
  endings,
  ownEndings: chat.endings,
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
  started: (name: string) => `${name} heeft de chat gestart`,
} as const;
