// Dutch texts of signing in with a company's own provider, as its people read them on the login page of either site.
import type { SignInFault } from '../../sign-in.ts';

export const signIn = {
  button: (name: string) => `Inloggen met ${name}`,
  going: 'U gaat naar de inlogpagina…',
  back: 'U wordt ingelogd…',
  or: 'of met een wachtwoord',
  passwordsOff: 'Inloggen met een wachtwoord staat hier uit.',
  /** How to go on, after what went wrong. */
  withPassword: 'Hieronder kunt u ook met uw wachtwoord inloggen.',
  askForHelp: 'Lukt het niet? Vraag uw beheerder om hulp.',
  faults: {
    off: 'Zo kunt u hier niet (meer) inloggen.',
    cancelled: 'U bent niet ingelogd: het inloggen is afgebroken.',
    browser:
      'Dit inloggen is in een ander venster begonnen, of uw browser weigert cookies. Begin hier opnieuw.',
    late: 'Het inloggen duurde te lang of was al gebruikt. Begin opnieuw.',
    unreachable: 'De inlogdienst antwoordt niet. Probeer het over een paar minuten opnieuw.',
    nonsense: 'De inlogdienst geeft geen bruikbaar antwoord. Meld dit aan uw beheerder.',
    token: 'Wat de inlogdienst over u zegt, kan niet worden aangenomen. Meld dit aan uw beheerder.',
    setup: 'De inlogdienst en deze site zijn niet goed op elkaar ingesteld. Meld dit aan uw beheerder.',
    no_access: 'U bent herkend, maar u heeft hier geen rechten. Vraag uw beheerder om toegang.',
    ended: 'Uw sessie bij de inlogdienst is intussen beëindigd. Log opnieuw in.',
  } as const satisfies Record<SignInFault, string>,
} as const;
