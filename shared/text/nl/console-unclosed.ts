// Dutch texts of "Ongesloten chats".
import { plural } from './plural.ts';

export const unclosed = {
  undo: 'Ongedaan maken',
  lead: 'Chats die nog niet zijn opgeslagen of verwijderd: beëindigd, zonder medewerker of zonder klant.',
  emptyTitle: 'Alles is afgesloten',
  empty: 'Chats die blijven liggen, ziet u hier.',
  count: (count: number, more: boolean) =>
    more
      ? `Meer dan ${count.toLocaleString('nl')} ongesloten chats`
      : count === 1
        ? '1 ongesloten chat'
        : `${count.toLocaleString('nl')} ongesloten chats`,
  shown: (count: number) =>
    plural(count, 'De oudste staat hierboven.', `De oudste ${count} staan hierboven.`),
  more: 'Meer tonen',
  started: 'Begonnen',
  last: 'Laatste bericht',
  agents: 'Medewerkers',
  reason: 'Reden',
  actions: 'Afhandelen',
  all: 'Alles selecteren',
  allShown: 'Alle getoonde selecteren',
  choose: (nickname: string) => `Chat met ${nickname} selecteren`,
  chosen: (count: number) => `${count} geselecteerd`,
  save: 'Opslaan als melding',
  remove: 'Verwijderen',
  removeOne: (nickname: string) => `Chat met ${nickname} verwijderen?`,
  removeOneText: 'Het gesprek en de ingevulde gegevens verdwijnen. Er komt geen melding.',
  removeAll: (count: number) => `${count} chats verwijderen?`,
  removeAllText: 'De gesprekken en de ingevulde gegevens verdwijnen. Er komen geen meldingen.',
  goneSince: 'Klant weg sinds',
  unattended: 'Geen medewerker verbonden',
  saved: 'Opgeslagen als melding',
  removed: (count: number) => plural(count, '1 chat is verwijderd.', `${count} chats zijn verwijderd.`),
  undone: (count: number) => plural(count, '1 chat is terug.', `${count} chats zijn terug.`),
  nothing: '–',
} as const;
