// Dutch texts of the pages where a password is chosen without the one of before (S128), on both sites.

export const password = {
  forgotten: {
    title: 'Wachtwoord vergeten',
    lead: 'Vul uw gebruikersnaam of e-mailadres in. U krijgt een mail met een link om een nieuw wachtwoord te kiezen.',
    name: 'Gebruikersnaam of e-mailadres',
    missing: 'Vul uw gebruikersnaam of e-mailadres in.',
    send: 'Link versturen',
    sending: 'Wordt verstuurd…',
    sent: 'Als er een account met deze gegevens is, krijgt u binnen enkele minuten een mail. De link daarin werkt één uur.',
    nothing: 'Geen mail gekregen? Kijk in de map met ongewenste mail, of vraag uw beheerder om hulp.',
    off: 'Inloggen met een wachtwoord staat hier uit.',
    noMail: 'Hier wordt geen mail verstuurd. Vraag uw beheerder om een nieuw wachtwoord.',
    back: 'Terug naar inloggen',
  },
  choose: {
    title: 'Kies een wachtwoord',
    lead: (login: string) =>
      `Voor het account ${login}. Op alle apparaten wordt u uitgelogd; daarna logt u in met het nieuwe wachtwoord.`,
    fresh: 'Nieuw wachtwoord',
    hint: (min: number) => `Minstens ${min} tekens; een zin is prima.`,
    set: 'Wachtwoord opslaan',
    setting: 'Wordt opgeslagen…',
    done: (login: string) => `Het nieuwe wachtwoord van ${login} is opgeslagen.`,
    logIn: 'Inloggen',
    used: 'Deze link is al gebruikt, of vervangen door een nieuwere.',
    expired: 'Deze link is verlopen.',
    dead: 'Met deze link kan geen wachtwoord meer worden gekozen. Vraag een nieuwe link aan, of vraag uw beheerder om een nieuwe uitnodiging.',
    off: 'Inloggen met een wachtwoord staat hier uit.',
    again: 'Nieuwe link aanvragen',
  },
} as const;
