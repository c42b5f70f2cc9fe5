// Dutch texts of what stands beside the conversation in a chat window: what is masked, and who the customer is.

export const beside = {
  maskKinds: { bsn: 'BSN', iban: 'IBAN', card: 'kaartnummer' },
  masked: (kinds: string) => `Afgeschermd in het bericht van de klant: ${kinds}.`,
  ownMasked: (kinds: string) => `Afgeschermd in uw bericht: ${kinds}. De chat bewaart zulke nummers niet.`,
  allow: 'Eén bericht doorlaten',
  allowHint: 'Het volgende bericht van de klant met zo’n nummer komt leesbaar door. Dit komt in het logboek.',
  allowed: 'Het volgende bericht van de klant met een nummer wordt niet afgeschermd.',
  withdraw: 'Toch afschermen',
} as const;
