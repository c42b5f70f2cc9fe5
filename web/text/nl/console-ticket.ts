// Dutch texts of a ticket's page.

export const ticket = {
  back: 'Terug naar Helpdesk – Chat',
  fields: 'Gegevens',
  subject: 'Onderwerp',
  category: 'Rubriek',
  status: 'Status',
  remarks: 'Interne opmerkingen',
  remarksHint: 'De klant ziet dit nooit.',
  email: 'E-mailadres',
  published: 'Zichtbaar voor de klant op het portaal',
  customer: 'Klant',
  createdAt: 'Aangemaakt',
  onPortal: 'Op het portaal',
  yes: 'Ja',
  no: 'Nee',
  history: 'Historie',
  chat: 'Chat',
  message: 'Bericht',
  download: 'Chat downloaden',
  downloading: 'PDF wordt gemaakt…',
  missingSubject: 'Vul een onderwerp in.',
  conflict:
    'Een collega heeft deze melding intussen gewijzigd. Wat u typte staat er nog: kijk het na en sla opnieuw op.',
  notFoundTitle: 'Deze melding is er niet',
  notFound: 'Misschien klopt het nummer niet.',
} as const;
