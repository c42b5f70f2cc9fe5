// Dutch texts of the page "Privacy" under "Beheer".

import { plural } from './plural.ts';

export const privacy = {
  lead: 'Bewaartermijnen instellen, en gegevens van een klant exporteren of wissen.',
  retention: 'Bewaartermijnen',
  retentionLead:
    'Oudere gegevens worden elke dag automatisch gewist. Een kortere termijn geldt binnen enkele minuten. Wissen kan niet ongedaan worden gemaakt.',
  kinds: {
    cases: 'Meldingen met hun chats',
    deleted: 'Verwijderde chats',
    ratings: 'Waarderingen met toelichting',
    audit: 'Logboek',
  },
  hints: {
    cases: 'Na de laatste wijziging van de melding.',
    deleted: 'Na het verwijderen; tot die tijd kan een chat worden teruggezet.',
    ratings: 'Daarna tellen alleen de aantallen sterren nog mee.',
    audit: 'Wie meekeek, en wie gegevens exporteerde of wiste.',
  },
  count: 'Aantal',
  unit: 'Eenheid',
  units: { days: 'dagen', months: 'maanden' },
  never: 'Onbeperkt bewaren',
  wrong: (max: string) => `Vul een heel getal in van 1 tot en met ${max}.`,
  confirmTitle: 'Termijn verkorten?',
  confirm: 'Wat daardoor te oud is, wordt binnen enkele minuten voorgoed gewist.',
  confirmYes: 'Verkorten',
  removed: 'Wat er is gewist',
  removedNone: 'Er is nog niets gewist.',
  month: 'Maand',
  counts: {
    chats: 'Chats',
    tickets: 'Meldingen',
    ratings: 'Waarderingen',
    auditLines: 'Logregels',
    customers: 'Klanten',
  },
  customer: 'Gegevens van één klant',
  customerLead: 'Voor een verzoek om inzage of om vergeten te worden.',
  who: 'Gebruikersnaam, naam of e-mailadres',
  find: 'Opzoeken',
  missing: 'Vul een gebruikersnaam, naam of e-mailadres in.',
  unknown: 'Er is geen klant met deze gebruikersnaam, deze naam of dit e-mailadres.',
  matches: (count: number) =>
    plural(count, 'Er is 1 klant gevonden:', `Er zijn ${count} klanten gevonden. Kies er een:`),
  moreMatches: 'Er zijn er meer. Vul meer in om ze te vinden.',
  known: (chats: string, tickets: string) => `Chats: ${chats} · meldingen: ${tickets}`,
  toChats: 'Chats bekijken',
  export: 'Alles exporteren',
  exporting: (made: string, of: string) => `PDF’s worden gemaakt: ${made} van ${of}…`,
  exportStarting: 'De export wordt gemaakt…',
  exported: (size: string) => `De export (${size}) wordt gedownload. De link werkt 5 minuten.`,
  exportAgain: 'Nog een keer downloaden',
  erase: 'Klant wissen…',
  eraseTitle: (name: string) => `${name} wissen?`,
  eraseText:
    'Het account, alle chats, meldingen, waarderingen en bestanden worden voorgoed gewist. Een lopende chat wordt beëindigd en de klant wordt uitgelogd. Alleen aantallen blijven over.',
  eraseBackups: 'Kopieën voor herstel van de database verdwijnen binnen 35 dagen.',
  eraseType: (login: string) => `Typ ter bevestiging de gebruikersnaam: ${login}`,
  eraseWrong: 'Dit is niet de gebruikersnaam.',
  eraseYes: 'Voorgoed wissen',
  erasing:
    'De klant wordt gewist. Dat duurt ongeveer een halve minuut; het gaat ook door als u deze pagina verlaat.',
  erased: 'De klant is gewist.',
} as const;
