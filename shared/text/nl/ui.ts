// Dutch texts of the parts both sites share: header, login, dialogs, waiting.

import { plural } from './plural.ts';

export const ui = {
  product: 'OfficeHeart',
  skipToContent: 'Naar de inhoud',
  mainNavigation: 'Hoofdnavigatie',
  language: 'Taal',
  languages: { nl: 'Nederlands', en: 'English' },
  logOut: 'Uitloggen',
  signedInAs: (name: string) => `Ingelogd als ${name}`,
  loading: 'Bezig met laden…',
  optional: 'optioneel',
  close: 'Sluiten',
  closeMessage: 'Bericht sluiten',
  cancel: 'Annuleren',
  again: 'Opnieuw proberen',
  pageFailed: 'Dit onderdeel kon niet worden geladen.',
  download: { label: 'Chat downloaden', busy: 'PDF wordt gemaakt…' },
  tooLong: (count: number) => plural(count, '1 teken te lang', `${count} tekens te lang`),
  lost: 'Geen verbinding met de server. Controleer uw internetverbinding en probeer het opnieuw.',
  failed: 'Dit is niet gelukt',
  conversation: 'Gesprek',
  login: {
    login: 'Gebruikersnaam',
    password: 'Wachtwoord',
    submit: 'Inloggen',
    forgotten: 'Wachtwoord vergeten?',
    busy: 'Bezig met inloggen…',
    missingLogin: 'Vul uw gebruikersnaam in.',
    missingPassword: 'Vul uw wachtwoord in.',
    showPassword: 'Wachtwoord tonen',
    noCookies:
      'Uw browser weigert cookies van deze site. Zonder cookies kunt u niet inloggen. Sta ze toe en probeer het opnieuw.',
  },
  sessions: {
    title: 'Mijn sessies',
    link: 'Zien waar u bent ingelogd, en daar uitloggen',
  },
  secondFactor: 'Inloggen in twee stappen',
} as const;
