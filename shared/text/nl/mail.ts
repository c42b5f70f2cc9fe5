// Dutch texts of the mails (S128). Each is one letter: why it comes, the button, how long that works, what to do if one did not ask for it.

export const mail = {
  greeting: (name: string) => `Beste ${name},`,
  loginLine: (login: string) => `Uw gebruikersnaam is: ${login}`,
  sender: (site: string) =>
    `Dit bericht is automatisch verstuurd door OfficeHeart (${site}). U kunt er niet op antwoorden.`,
  invitation: {
    subject: 'Kies uw wachtwoord voor OfficeHeart',
    lead: 'Er is een account voor u gemaakt. Kies zelf een wachtwoord; daarna kunt u inloggen.',
    button: 'Wachtwoord kiezen',
    validity: 'Deze link werkt zeven dagen, en één keer. Daarna kan uw beheerder u een nieuwe sturen.',
    ignore: 'Verwachtte u dit bericht niet? Dan hoeft u niets te doen.',
  },
  reset: {
    subject: 'Nieuw wachtwoord voor OfficeHeart',
    lead: 'U heeft om een nieuw wachtwoord gevraagd, omdat u het oude niet meer weet.',
    button: 'Nieuw wachtwoord kiezen',
    validity: 'Deze link werkt één uur, en één keer. Op alle apparaten wordt u daarna uitgelogd.',
    ignore: 'Heeft u dit niet gevraagd? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.',
  },
  password_changed: {
    subject: 'Uw wachtwoord voor OfficeHeart is gewijzigd',
    lead: 'Uw wachtwoord is zojuist gewijzigd. Op alle andere apparaten bent u uitgelogd.',
    button: 'Naar OfficeHeart',
    validity: 'Heeft u dit zelf gedaan? Dan hoeft u niets te doen.',
    ignore:
      'Heeft u dit niet gedaan? Vraag dan meteen een nieuw wachtwoord aan met “Wachtwoord vergeten” op de inlogpagina, en waarschuw uw beheerder.',
  },
} as const;
