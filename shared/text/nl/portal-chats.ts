// Dutch texts of a customer's own chats on the portal (S145).

export const chats = {
  lead: 'Wat u met de helpdesk besprak, ook als er geen melding van kwam.',
  with: (names: string) => `Met ${names}`,
  nobody: 'Zonder medewerker',
  read: 'Lezen',
  readOf: (date: string) => `Lezen: chat van ${date}`,
  close: 'Sluiten',
  ticket: (number: number) => `Melding ${number}`,
  earlier: 'Eerder in dit gesprek',
  more: 'Meer chats',
  empty: 'U had nog geen chat met de helpdesk.',
} as const;
