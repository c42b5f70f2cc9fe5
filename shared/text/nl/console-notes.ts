// Dutch texts of what agents note among themselves, and of taking back what was said.

export const notes = {
  /** Of a note, before its author. */
  title: 'Interne notitie',
  open: 'Interne notitie schrijven',
  close: 'Terug naar het antwoord',
  closeWatching: 'Annuleren',
  label: (nickname: string) => `Interne notitie bij de chat met ${nickname}`,
  onlyAgents: 'Alleen voor medewerkers. De klant ziet dit nooit.',
  placeholder: 'Typ een notitie; @ noemt een collega',
  hint: 'Enter bewaart de notitie, Shift+Enter begint een nieuwe regel, Escape gaat terug naar het antwoord.',
  save: 'Notitie bewaren',
  saving: 'Wordt bewaard…',
  saved: 'De notitie is bewaard.',
  named: 'Mijn naam erbij zetten',
  someone: 'Iemand die meekijkt',
  watches: (name: string) => `${name} (kijkt mee)`,
  unseen: (name: string) => `${name} (ongezien)`,
  colleagues: 'Collega’s',
  found: (count: number) => (count === 0 ? 'Geen collega gevonden' : `Gevonden collega’s: ${count}`),
  inTicket: 'Interne notities bij deze chat',
  taken: { author: 'Notitie ingetrokken', helpdesk: 'Notitie verwijderd' },
  /** Of a message or a note. */
  withdraw: 'Intrekken',
  remove: 'Verwijderen',
  removeTitle: 'Bericht verwijderen?',
  removeText:
    'De tekst verdwijnt overal: voor de klant, in de PDF, in de melding en bij het zoeken. Dit kan niet ongedaan worden gemaakt. In het logboek staat dat u dit deed, niet wat er stond.',
  removeNoteText:
    'De tekst verdwijnt overal waar medewerkers die zien. Dit kan niet ongedaan worden gemaakt. In het logboek staat dat u dit deed, niet wat er stond.',
  keep: 'Bewaren',
  tooLate: 'Intrekken kan tot twee minuten na het verzenden.',
  ofMessage: (deed: string, author: string, time: string) => `${deed}: bericht van ${author}, ${time}`,
} as const;
