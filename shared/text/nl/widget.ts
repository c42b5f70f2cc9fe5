// Dutch texts of the chat window in the portal.

export const widget = {
  nobodyYet: 'We zoeken een medewerker voor u',
  chatWith: (names: string) => `U chat met ${names}`,
  hasEnded: 'Beëindigd',
  soundLabel: 'Geluid',
  minimise: 'Chat verkleinen',
  closeChat: 'Chat sluiten',
  logLabel: 'Gesprek',
  you: 'U',
  delivery: {
    sending: 'Wordt verzonden…',
    stored: 'Verzonden',
    failed: 'Mislukt',
  },
  isTyping: (name: string) => `${name} is aan het typen`,
  fresh: 'Nieuwe berichten',
  composerLabel: 'Uw bericht',
  composerHint: 'Typ uw bericht…',
  sendMessage: 'Verzenden',
  readsAlong: 'De helpdesk ziet wat u typt',
  loading: 'Bezig met laden…',
  reloadPage: 'Pagina opnieuw laden',
  connecting: 'Verbinden…',
  openWindow: 'Pop out: chat in een los venster',
  noAnswer: 'Geen antwoord van de server. Controleer uw verbinding en probeer het opnieuw.',
} as const;
