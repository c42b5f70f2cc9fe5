// Dutch texts of files: choosing, sending and looking at them, and what is refused; loaded with the part that does it.

import type { Refusal } from '../../errors.ts';
import type { FileRefusal } from '../../file-routes.ts';
import { plural } from './plural.ts';

export const files = {
  add: 'Bestand toevoegen',
  photo: 'Foto maken',
  list: 'Bestanden bij dit bericht',
  drop: 'Laat los om toe te voegen',
  /** What the desk takes, before anyone chooses. */
  takes: (kinds: string, megabytes: number, most: number) =>
    `${kinds}; elk hooguit ${megabytes} MB, ${plural(most, '1 bestand', `${most} bestanden`)} per bericht`,
  kinds: {
    image: 'afbeeldingen',
    pdf: 'pdf’s',
    office: 'Office-documenten',
    text: 'tekstbestanden',
    other: 'andere bestanden',
  },
  kind: {
    image: 'Afbeelding',
    pdf: 'Pdf',
    office: 'Document',
    text: 'Tekst',
    other: 'Bestand',
  },
  states: {
    waiting: 'Wacht op verbinding…',
    uploading: 'Wordt geüpload…',
    checking: 'Wordt gecontroleerd…',
    ready: 'Klaar om te versturen',
  },
  remove: (name: string) => `${name} weghalen`,
  stop: (name: string) => `Uploaden van ${name} stoppen`,
  again: (name: string) => `${name} opnieuw proberen`,
  goesAlong: 'Uw bericht wordt verstuurd zodra de bestanden klaar zijn.',
  lost: (names: string) =>
    `Niet verstuurd, want de pagina is opnieuw geladen: ${names}. Kies het bestand opnieuw.`,
  failed: 'Dit bestand kon niet worden geüpload.',
  open: (name: string) => `${name} bekijken`,
  save: 'Downloaden',
  saveNamed: (name: string) => `${name} downloaden`,
  cannotOpen: 'Het bestand kon niet worden geopend. Probeer het opnieuw.',
  viewer: {
    close: 'Sluiten',
    next: 'Volgende afbeelding',
    previous: 'Vorige afbeelding',
    larger: 'Vergroten',
    smaller: 'Verkleinen',
    place: (at: number, of: number) => `${at} van ${of}`,
  },
  rules: {
    title: 'Bestanden',
    on: 'Klanten en medewerkers kunnen bestanden versturen',
    kinds: 'Welke bestanden',
    kind: {
      image: 'Afbeeldingen (JPEG, PNG, WebP); locatie en andere verborgen gegevens gaan eruit',
      pdf: 'Pdf’s',
      office: 'Office-documenten, zonder macro’s',
      text: 'Tekstbestanden',
      other: 'Andere bestanden; wat erin verborgen zit, gaat mee',
    },
    megabytes: 'Grootte van een bestand, hooguit (MB)',
    most: 'Bestanden per bericht, hooguit',
    save: 'Opslaan',
    saved: 'Opgeslagen',
    outdated: 'Iemand anders heeft dit intussen gewijzigd. Dit is wat er nu staat.',
    failed: 'Opslaan is niet gelukt. Probeer het opnieuw.',
  },
  bytes: (value: string, unit: 'KB' | 'MB') => `${value} ${unit}`,
  refusals: {
    files_off: () => 'Bij deze helpdesk kunnen geen bestanden verstuurd worden.',
    file_kind: () => 'Dit soort bestand neemt de helpdesk niet aan.',
    file_too_large: ({ max }: { max: number }) => `Dit bestand is te groot: hooguit ${max} MB.`,
    too_many_files: ({ max }: { max: number }) => `Te veel bestanden: hooguit ${max} per bericht.`,
    file_gone: () => 'Dit bestand is er niet meer. Kies het opnieuw.',
    file_broken: () => 'Dit bestand is beschadigd, of geen echte afbeelding.',
    file_infected: () => 'In dit bestand is schadelijke software gevonden. Het is verwijderd.',
    file_unscanned: () => 'Dit bestand kon niet op schadelijke software worden gecontroleerd.',
  } as const satisfies { [C in FileRefusal]: (refusal: Extract<Refusal, { code: C }>) => string },
} as const;
