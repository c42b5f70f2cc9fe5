// Dutch texts of "Chatoverzicht".

export const overview = {
  total: (count: number) => `per medewerker · ${count} totaal`,
  table: 'Gebruiker – Lopende chats',
  user: 'Gebruiker',
  duty: 'Chatdienst',
  on: 'In dienst',
  off: 'Niet in dienst',
  nobody: 'Er is niemand in dienst.',
} as const;
