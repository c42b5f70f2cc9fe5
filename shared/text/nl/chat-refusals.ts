// Dutch texts of the refusals that a customer can get to see in the chat. Apart, as nobody needs them to talk.
import type { Refusal, RefusalCode } from '../../errors.ts';

export const chatRefusals = {
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
} as const satisfies { [C in RefusalCode]?: (refusal: Extract<Refusal, { code: C }>) => string };
