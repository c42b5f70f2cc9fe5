// Dutch texts that end up in a ticket.
export const ticket = {
  locale: 'nl-NL',
  defaultSubject: (nickname: string, date: string) => `Chat met ${nickname}, ${date}`,
} as const;
