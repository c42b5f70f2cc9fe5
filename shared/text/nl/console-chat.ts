// Dutch texts of what a chat window has beside the talking: inviting, ending, and what to do after the end.

export const chatTexts = {
  taken: {
    text: (by: string) =>
      `${by} heeft deze chat net aangenomen. U kunt er als tweede medewerker aan deelnemen.`,
    join: 'Ook deelnemen',
    decline: 'Niet deelnemen',
  },
  invite: {
    inviteTitle: 'Medewerker uitnodigen',
    colleague: 'Medewerker',
    away: 'niet verbonden',
    nobody: 'Er is nu geen andere medewerker beschikbaar.',
    note: 'Notitie',
    noteAside: 'optioneel; de klant ziet dit nooit',
    transferHint: 'Bij Overdragen verlaat u de chat vanzelf zodra de ander deelneemt.',
    cancel: 'Annuleren',
  },
  end: {
    endTitle: (nickname: string) => `Chat met ${nickname} beëindigen?`,
    endText: 'De klant ziet dat de helpdesk de chat heeft beëindigd en kan niets meer typen.',
    goOn: 'Doorgaan met chat',
  },
  closing: {
    title: 'Chat afhandelen',
    saveAndEdit: 'Opslaan als melding en bewerken',
    save: 'Opslaan',
    remove: 'Verwijderen',
    publish: 'Melding tonen op het portaal',
    removeTitle: (nickname: string) => `Chat met ${nickname} verwijderen?`,
    removeText: 'Het gesprek en de ingevulde gegevens verdwijnen. Er komt geen melding.',
    keep: 'Bewaren',
  },
} as const;

// With it, as both come for one window.
export { beside } from './console-beside.ts';
