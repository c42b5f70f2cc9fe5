// Dutch texts of the log of watching.

export const audit = {
  lead: 'Wie een chat ongezien heeft gevolgd, of gegevens heeft geëxporteerd of gewist. Alleen beheerders zien dit.',
  empty: 'Er staat nog niets in het logboek.',
  at: 'Tijd',
  who: 'Medewerker',
  what: 'Wat',
  chat: 'Over',
  actions: {
    watched: 'Begon met meekijken',
    stopped: 'Stopte met meekijken',
    exported: 'Exporteerde de gegevens van een klant',
    erased: 'Wiste een klant',
    retention_changed: 'Wijzigde de bewaartermijnen',
  },
} as const;
