// Dutch texts of the chat window in the portal.

export const widget = {
  form: {
    intro: 'Stel uw vraag, een medewerker van de helpdesk antwoordt u hier.',
    nickname: 'Nickname',
    nicknameHint: 'Zo ziet de helpdesk uw naam.',
    email: 'E-mailadres',
    optional: 'optioneel',
    start: 'Start chat',
    starting: 'Chat wordt gestart…',
    full: 'Alle medewerkers zijn op dit moment in gesprek. Wat u heeft ingevuld blijft staan; zodra er iemand vrij is, kunt u starten.',
    free: 'Er is weer een medewerker vrij. U kunt nu starten.',
  },
  header: {
    waiting: 'Er neemt nog geen medewerker deel',
    with: (names: string) => `U chat met ${names}`,
    ended: 'Beëindigd',
    minimise: 'Chat verkleinen',
    close: 'Chat sluiten',
  },
  log: 'Gesprek',
  you: 'U',
  delivery: {
    sending: 'Wordt verzonden…',
    stored: 'Verzonden',
    failed: 'Mislukt',
  },
  again: 'Opnieuw',
  takeBack: 'Terug naar invoer',
  endings: {
    customer: 'U heeft de chat beëindigd',
  },
  typing: (name: string) => `${name} is aan het typen`,
  fresh: 'Nieuwe berichten',
  unread: (count: number) => (count === 1 ? '1 nieuw bericht' : `${count} nieuwe berichten`),
  composer: {
    label: 'Uw bericht',
    placeholder: 'Typ uw bericht…',
    send: 'Verzenden',
    preview: 'De helpdesk ziet wat u typt',
    count: (count: string, max: string) => `${count} van ${max} tekens`,
  },
  connection: {
    connecting: 'Verbinden…',
    offline: 'Geen verbinding. Opnieuw verbinden…',
    reload: 'Pagina opnieuw laden',
  },
  leave: {
    title: 'Wilt u de chat sluiten?',
    text: 'Als u de chat beëindigt, kan de helpdesk u hier niet meer antwoorden.',
    stay: 'Doorgaan met chat',
    end: 'Chat beëindigen',
    ending: 'Chat wordt beëindigd…',
  },
  ended: {
    again: 'Start nieuwe chat',
    starting: 'Chat wordt gestart…',
    download: 'Chat downloaden',
    downloading: 'PDF wordt gemaakt…',
    close: 'Sluiten',
  },
  lost: 'Geen antwoord van de server. Controleer uw verbinding en probeer het opnieuw.',
} as const;
