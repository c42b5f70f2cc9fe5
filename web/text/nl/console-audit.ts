// Dutch texts of the log of watching.

export const audit = {
  lead: 'Wie een chat ongezien heeft gevolgd. Alleen beheerders zien dit.',
  empty: 'Er heeft nog niemand meegekeken.',
  at: 'Tijd',
  who: 'Medewerker',
  what: 'Wat',
  chat: 'Chat met',
  actions: { watched: 'Begon met meekijken', stopped: 'Stopte met meekijken' },
} as const;
