// The addresses of the console's pages, in the order of the links to them. No DOM.
import { HOME_PATH, SESSIONS_PATH } from '../../ui/paths.ts';
import { createRouter } from '../../ui/router.ts';

const routes = {
  desk: HOME_PATH,
  unclosed: '/ongesloten-chats',
  tickets: '/meldingen/:id?',
  chats: '/chats/:id?',
  overview: '/chatoverzicht',
  settings: '/instellingen',
  ratings: '/waarderingen',
  accounts: '/beheer/accounts/:id?',
  groups: '/beheer/groepen',
  agents: '/beheer/medewerkers/:id?',
  categories: '/beheer/rubrieken',
  brand: '/beheer/huisstijl',
  embedding: '/beheer/websites',
  signIn: '/beheer/inloggen',
  audit: '/logboek',
  privacy: '/beheer/privacy',
  preferences: '/voorkeuren',
  sessions: SESSIONS_PATH,
} as const;

export type PageName = keyof typeof routes;

export const { names: pageNames, pathTo, addressOf } = createRouter(routes);
