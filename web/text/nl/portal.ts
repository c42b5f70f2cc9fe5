// Dutch texts of the customer portal.

export const portal = {
  name: 'Klantenportaal',
  login: {
    title: 'Inloggen',
    heading: 'Inloggen op het klantenportaal',
    lead: 'Bekijk uw meldingen en stel uw vraag aan de helpdesk.',
  },
  start: {
    title: 'Start',
    welcome: (name: string) => `Welkom, ${name}`,
    lead: 'Hier vindt u uw meldingen en bereikt u de medewerkers van de helpdesk.',
    chatTitle: 'Chat met de helpdesk',
    chat: 'Stel uw vraag direct aan een medewerker. Is de helpdesk beschikbaar, dan staat rechtsonder op elke pagina het tabblad ‘Chat met de helpdesk’.',
    chatNote: 'Het gesprek gaat door als u een andere pagina opent of later opnieuw inlogt.',
    ticketsTitle: 'Meldingen',
    tickets: 'Lees terug wat u met de helpdesk heeft besproken en volg hoe het met uw melding staat.',
    allTickets: 'Naar uw meldingen',
    latest: 'Laatste meldingen',
  },
  tickets: {
    title: 'Meldingen',
    lead: 'Gesprekken met de helpdesk die als melding zijn opgeslagen.',
    empty: 'U heeft nog geen meldingen',
    emptyHint: 'Slaat de helpdesk een gesprek met u op als melding, dan vindt u het hier terug.',
    number: 'Nummer',
    subject: 'Onderwerp',
    status: 'Status',
    date: 'Datum',
  },
  ticket: {
    title: (number: number) => `Melding ${number}`,
    back: 'Alle meldingen',
    message: 'Bericht',
    history: 'Historie',
    chat: 'Chat met de helpdesk',
    emptyHistory: 'Bij deze melding is nog niets vastgelegd.',
  },
  notFound: {
    title: 'Pagina niet gevonden',
    lead: 'Deze pagina bestaat niet of is verplaatst.',
    ticketTitle: 'Melding niet gevonden',
    ticketLead: 'Deze melding bestaat niet, of is niet voor u gepubliceerd.',
    home: 'Naar de startpagina',
  },
} as const;
