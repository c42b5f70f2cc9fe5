// Dutch texts of what stands beside the conversation in a chat window: what is masked, and who the customer is.

export const beside = {
  maskKinds: { bsn: 'BSN', iban: 'IBAN', card: 'kaartnummer' },
  masked: (kinds: string) => `Afgeschermd in het bericht van de klant: ${kinds}.`,
  ownMasked: (kinds: string) => `Afgeschermd in uw bericht: ${kinds}. De chat bewaart zulke nummers niet.`,
  allow: 'Eén bericht doorlaten',
  allowHint: 'Het volgende bericht van de klant met zo’n nummer komt leesbaar door. Dit komt in het logboek.',
  allowed: 'Het volgende bericht van de klant met een nummer wordt niet afgeschermd.',
  withdraw: 'Toch afschermen',
  pending: {
    invited: (name: string) => `${name} is uitgenodigd`,
    takesOver: (name: string) => `${name} is gevraagd de chat over te nemen`,
    withdraw: 'Intrekken',
    withdrawName: (name: string) => `Uitnodiging van ${name} intrekken`,
  },
  timeOut: {
    unanswered: 'De klant wacht op uw antwoord. Anders wordt deze chat gesloten en opgeslagen als melding',
    now: 'De chat wordt beëindigd…',
    unansweredNow: 'De chat wordt gesloten en opgeslagen als melding…',
    soon: 'Als er geen bericht meer komt, wordt deze chat beëindigd',
    within: (time: string) => `over ${time}`,
  },
} as const;
