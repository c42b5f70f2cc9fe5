// What the demo desk has behind it: people, chats of the last weeks, questions by form, standard texts. Invented, all of it. Independent of any table.
import type { Stars, TicketStatus } from '../../../shared/model.ts';

/** Beside those of every local run. */
export const moreCustomers = [
  { login: 'schmidt', name: 'Lena Schmidt' },
  { login: 'haddad', name: 'Rami Haddad' },
  { login: 'lefevre', name: 'Claire Lefèvre' },
  { login: 'okafor', name: 'Ada Okafor' },
] as const;

export interface DemoChat {
  /** When it began. */
  readonly daysAgo: number;
  readonly customer: string;
  readonly nickname?: string;
  /** Who answers; nobody: it waits. */
  readonly agent?: string;
  /** Customer and agent in turns, the customer first. */
  readonly said: readonly string[];
  /** `running`: nobody has ended it; `unclosed`: nobody has saved or deleted it. */
  readonly outcome: 'running' | 'unclosed' | 'deleted' | DemoTicket;
  readonly rating?: readonly [stars: Stars, comment: string];
}

export interface DemoTicket {
  readonly subject: string;
  readonly category: string;
  readonly remarks?: string;
  readonly status: TicketStatus;
  readonly assignee?: string;
  readonly published?: boolean;
  /** Agent and customer in turns, the agent first, an hour or so apart. */
  readonly replies?: readonly string[];
}

export interface DemoQuestion extends DemoTicket {
  readonly daysAgo: number;
  readonly customer: string;
  readonly text: string;
}

export const chats: readonly DemoChat[] = [
  {
    daysAgo: 20.2,
    customer: 'jansen',
    nickname: 'Jan',
    agent: 'anna',
    said: [
      'Goedemiddag, op mijn factuur van maart staat twee keer hetzelfde bedrag.',
      'Dat zoek ik voor u uit. Om welk factuurnummer gaat het?',
      'Het gaat om 2026-0311.',
      'U heeft gelijk: de tweede regel is een vergissing van ons. De creditnota is vandaag bij u.',
      'Mooi, dank u wel!',
    ],
    outcome: {
      subject: 'Dubbel bedrag op factuur 2026-0311',
      category: 'Facturen',
      remarks: 'Creditnota 2026-C014 gemaakt.',
      status: 'solved',
      assignee: 'anna',
    },
    rating: [5, 'Snel en vriendelijk geholpen.'],
  },
  {
    daysAgo: 18.1,
    customer: 'devries',
    nickname: 'Petra',
    agent: 'bram',
    said: [
      'Sinds de update kan ik niet meer inloggen op mijn tablet 😕',
      'Wat vervelend. Welke melding ziet u?',
      '“Sessie verlopen”, steeds opnieuw.',
      'Staan cookies aan voor ons portaal? U vindt dat bij Instellingen › Privacy.',
      'Die stonden uit. Nu werkt het weer 👍',
    ],
    outcome: {
      subject: 'Inloggen op tablet lukt niet',
      category: 'Account en inloggen',
      status: 'solved',
      assignee: 'bram',
    },
    rating: [4, ''],
  },
  {
    daysAgo: 15.3,
    customer: 'schmidt',
    nickname: 'Lena',
    agent: 'anna',
    said: [
      'Guten Tag, sprechen Sie auch Deutsch? Meine Bestellung 88120 ist noch nicht da.',
      'Ja, ein bisschen. Einen Moment bitte, ich schaue nach.',
      'Vielen Dank!',
      'Das Paket liegt seit gestern beim Nachbarn, Hausnummer 14.',
      'Ach so, dann hole ich es dort. Schönen Tag noch!',
    ],
    outcome: {
      subject: 'Bestelling 88120 bij de buren bezorgd',
      category: 'Bestellingen',
      status: 'solved',
      assignee: 'anna',
    },
    rating: [5, 'Sehr freundlich!'],
  },
  {
    daysAgo: 13.4,
    customer: 'okafor',
    agent: 'bram',
    said: ['test', 'Goedemiddag, waarmee kan ik u helpen?', 'Sorry, I only wanted to see how this works.'],
    outcome: 'deleted',
  },
  {
    daysAgo: 11.2,
    customer: 'haddad',
    nickname: 'رامي',
    agent: 'anna',
    said: [
      'مرحبا، هل يمكنني الدفع على أقساط؟',
      'Goedemorgen. I am sorry, I do not read Arabic. May we continue in English?',
      'Yes, of course. Can I pay order 90233 in instalments?',
      'Yes: in three months, without extra costs. I have sent you the form by e-mail.',
    ],
    outcome: {
      subject: 'Betalen in termijnen (90233)',
      category: 'Facturen',
      status: 'open',
      assignee: 'anna',
      replies: [
        'We have received the form. Your first instalment is due next month.',
        'Thank you. Will I get an invoice for each of them?',
      ],
    },
    rating: [4, 'Good answer, I had to wait a little.'],
  },
  {
    daysAgo: 8.3,
    customer: 'devries',
    nickname: 'Petra',
    agent: 'anna',
    said: [
      'De printer die ik vorige week kreeg maakt strepen op elke bladzijde.',
      'Heeft u de kop al eens laten reinigen, via Menu › Onderhoud?',
      'Ja, twee keer. Het helpt niet.',
      'Dan ruilen we hem om. U krijgt vandaag een retourlabel.',
    ],
    outcome: {
      subject: 'Printer maakt strepen: omruilen',
      category: 'Technische vraag',
      remarks: 'Serienummer staat op de doos. Retour komt binnen bij magazijn 2.',
      status: 'open',
      assignee: 'bram',
      replies: ['De nieuwe printer is verstuurd; u heeft hem dinsdag in huis.'],
    },
    rating: [3, 'Het duurt nu toch een week.'],
  },
  {
    daysAgo: 6.1,
    customer: 'lefevre',
    nickname: 'Claire',
    agent: 'bram',
    said: [
      'Bonjour, je voudrais changer mon adresse de livraison.',
      'Bonjour Claire. C’est possible dans « Profil ». Ça marche pour vous ?',
      'Oui, parfait, merci beaucoup.',
    ],
    outcome: {
      subject: 'Afleveradres wijzigen',
      category: 'Bestellingen',
      status: 'solved',
      assignee: 'bram',
      published: false,
    },
    rating: [5, ''],
  },
  {
    daysAgo: 4.2,
    customer: 'jansen',
    nickname: 'Jan',
    agent: 'bram',
    said: [
      'Ik wacht al drie dagen op antwoord over mijn storing.',
      'Excuses daarvoor. Ik zie uw melding staan en pak haar nu op.',
      'Dat zeiden jullie vorige keer ook.',
      'Begrijpelijk. Ik bel u vanmiddag tussen twee en drie.',
    ],
    outcome: { subject: 'Klacht over een lange wachttijd', category: 'Algemeen', status: 'new' },
    rating: [2, 'Ik moest mijn verhaal drie keer doen.'],
  },
  {
    daysAgo: 2.3,
    customer: 'okafor',
    nickname: 'Ada',
    agent: 'anna',
    said: [
      'Hi! My invoice still shows my old company name.',
      'Thanks for telling us. What should it be?',
      'Okafor Consulting B.V.',
      'Changed. You can download the new invoice now.',
    ],
    outcome: {
      subject: 'Bedrijfsnaam op factuur',
      category: 'Facturen',
      status: 'solved',
      assignee: 'anna',
    },
    rating: [5, 'Perfect, thank you!'],
  },
  {
    daysAgo: 0.3,
    customer: 'lefevre',
    nickname: 'Claire',
    agent: 'bram',
    said: ['Bonjour, ma commande est arrivée incomplète.', 'Oh ! Qu’est-ce qui manque ?', 'Le câble.'],
    outcome: 'unclosed',
  },
  {
    daysAgo: 0.12,
    customer: 'okafor',
    nickname: 'Ada',
    agent: 'anna',
    said: [
      'One more thing: can two people use my account?',
      'Yes, up to five. You invite them in your profile.',
    ],
    outcome: 'unclosed',
    rating: [4, ''],
  },
  {
    daysAgo: 0.006,
    customer: 'devries',
    nickname: 'Petra',
    agent: 'anna',
    said: [
      'Goedemiddag, de nieuwe printer is er, maar hij vindt ons netwerk niet.',
      'Fijn dat hij er is! Staat de printer in de buurt van de router?',
      'Ja, ernaast. Hij ziet alleen het netwerk van de buren.',
    ],
    outcome: 'running',
  },
  {
    daysAgo: 0.002,
    customer: 'schmidt',
    nickname: 'Lena',
    said: ['Guten Tag, ich finde die Rechnung vom Oktober nicht. Können Sie mir helfen?'],
    outcome: 'running',
  },
];

export const questions: readonly DemoQuestion[] = [
  {
    daysAgo: 16,
    customer: 'bakker',
    text: 'Beste helpdesk,\n\nKunt u mij uitleggen waarom mijn abonnement per 1 januari duurder wordt?\n\nMet vriendelijke groet,\nKees Bakker',
    subject: 'Waarom wordt mijn abonnement duurder?',
    category: 'Facturen',
    status: 'solved',
    assignee: 'ohadmin',
    replies: [
      'Beste meneer Bakker, de prijs volgt de inflatie: 3,1 % dit jaar. De brief met de onderbouwing staat in uw profiel.',
      'Dank voor de uitleg.',
    ],
  },
  {
    daysAgo: 5,
    customer: 'bakker',
    text: 'De knop “Downloaden” bij mijn facturen doet niets, ook niet in een andere browser.',
    subject: 'Facturen downloaden werkt niet',
    category: 'Technische vraag',
    status: 'open',
    assignee: 'bram',
    replies: ['Welke browser en welke versie gebruikt u? Dan proberen wij het na.'],
  },
  {
    daysAgo: 1,
    customer: 'haddad',
    text: 'Please send me a copy of the warranty of order 90233.',
    subject: 'Copy of the warranty',
    category: 'Bestellingen',
    status: 'new',
  },
];

export const standardTexts = [
  ['Begroeting', 'Goedemiddag {klant}, u spreekt met {medewerker}. Waarmee kan ik u helpen?', 'Begin'],
  ['Een ogenblik', 'Ik zoek het voor u uit, een ogenblik alstublieft.', 'Begin'],
  ['Factuurnummer', 'Om welk factuurnummer gaat het? U vindt het rechtsboven op de factuur.', 'Vragen'],
  [
    'Cookies',
    'Staan cookies aan voor ons portaal? U vindt dat bij de instellingen van uw browser.',
    'Techniek',
  ],
  [
    'Retour',
    'U krijgt vandaag een retourlabel per e-mail. Plak het op de doos en lever die in bij een servicepunt.',
    'Bestellingen',
  ],
  ['Afsluiting', 'Kan ik u verder nog ergens mee helpen? Anders wens ik u een prettige dag.', 'Einde'],
] as const;
