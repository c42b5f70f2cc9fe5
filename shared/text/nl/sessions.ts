// Dutch texts of the page of one's own sessions (S129), on both sites.

export const sessions = {
  lead: 'Hier bent u ingelogd. Herkent u iets niet? Log daar dan uit en kies een ander wachtwoord.',
  device: (browser: string, system: string) => `${browser} op ${system}`,
  unknownBrowser: 'Onbekende browser',
  this: 'Deze sessie',
  now: 'Nu geopend',
  started: 'Ingelogd sinds',
  seen: 'Laatst gebruikt',
  unknown: 'onbekend',
  end: 'Uitloggen',
  endLabel: (device: string) => `Uitloggen op ${device}`,
  ended: 'U bent daar uitgelogd.',
  endOthers: 'Overal elders uitloggen',
  endedOthers: 'U bent overal elders uitgelogd.',
  othersHint: 'Daar moet u dan opnieuw inloggen. Hier blijft u ingelogd.',
  onlyThis: 'U bent nergens anders ingelogd.',
  more: (count: number) =>
    `U ziet de ${count} laatst gebruikte sessies. “Overal elders uitloggen” geldt ook voor de andere.`,
} as const;
