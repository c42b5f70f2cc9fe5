// Dutch texts of the page where a password that was given is replaced by one of one's own (S168), on both sites.

export const firstPassword = {
  title: 'Kies een nieuw wachtwoord',
  lead: 'Uw wachtwoord is door een beheerder gemaakt. Kies nu een eigen wachtwoord, dat alleen u kent.',
  given: 'Wachtwoord dat u heeft gekregen',
  missing: 'Vul het wachtwoord in waarmee u zojuist heeft ingelogd.',
  fresh: 'Nieuw wachtwoord',
  hint: (min: number) => `Minstens ${min} tekens; een zin is prima.`,
  set: 'Wachtwoord opslaan',
  setting: 'Wordt opgeslagen…',
} as const;
