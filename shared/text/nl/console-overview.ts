// Dutch texts of "Chatoverzicht".

export const overview = {
  total: (count: number) => `per medewerker · ${count} totaal`,
  table: 'Gebruiker – Lopende chats',
  user: 'Gebruiker',
  duty: 'Chatdienst',
  on: 'Beschikbaar',
  away: 'Beschikbaar, niet verbonden',
  off: 'Niet beschikbaar',
  nobody: 'Er is niemand beschikbaar.',
  usage: {
    title: 'Gebruik en kosten',
    chats: 'Beëindigde chats',
    missed: 'Waarvan niet op tijd beantwoord',
    messages: 'Berichten',
    minutes: 'Verbindingsminuten',
    cost: 'Geschatte kosten',
    total: 'Totaal',
    perChat: 'Per chat',
    note: (date: string) =>
      `Schatting van wat AWS ervoor rekent, met de prijzen van ${date}, zonder btw. Verbindingsminuten: de tijd van klant en medewerkers in de chats.`,
  },
} as const;
