// The pages of the console: what each is called, who may go there, where its link stands. Independent of what is in the pages.
import type { ComponentType } from 'preact';
import type { Permission } from '../../shared/model.ts';
import { lazyPage, type PageProps } from './shell/lazy.tsx';
import type { PageName } from './shell/paths.ts';
import type { Texts } from './shell/uses.tsx';

export interface PageSpec {
  /** Without it the page has no link; what it asks the server is refused as well. */
  readonly needs?: Permission;
  /** In the header; or under "Beheer", or under the agent's own name. */
  readonly under?: 'manage' | 'account';
  /** The desk is always there; the others are fetched by whoever goes there. */
  readonly Page?: ComponentType<PageProps>;
}

const accountTexts = {
  nl: () => import('../../shared/text/nl/accounts.ts'),
  en: () => import('../../shared/text/en/accounts.ts'),
};

/** What a page is called, as its link and in the tab. */
export const titleOf = (name: PageName, { consoleTexts, ui }: Texts): string =>
  name === 'desk' ? consoleTexts.desk : name === 'sessions' ? ui.sessions.title : consoleTexts.pages[name];

/** In the order of the links. */
export const pages: { readonly [N in PageName]: PageSpec } = {
  desk: {},
  unclosed: {
    Page: lazyPage(async () => (await import('./unclosed/UnclosedPage.tsx')).UnclosedPage, {
      nl: () => import('../../shared/text/nl/console-unclosed.ts'),
      en: () => import('../../shared/text/en/console-unclosed.ts'),
    }),
  },
  tickets: {
    needs: 'helpdesk',
    Page: lazyPage(async () => (await import('./tickets/TicketsPage.tsx')).TicketsPage, {
      nl: () => import('../../shared/text/nl/console-tickets.ts'),
      en: () => import('../../shared/text/en/console-tickets.ts'),
    }),
  },
  chats: {
    needs: 'helpdesk',
    Page: lazyPage(async () => (await import('./chats/ChatsPage.tsx')).HistoryPage, {
      nl: () => import('../../shared/text/nl/console-history.ts'),
      en: () => import('../../shared/text/en/console-history.ts'),
    }),
  },
  overview: {
    Page: lazyPage(async () => (await import('./overview/OverviewPage.tsx')).OverviewPage, {
      nl: () => import('../../shared/text/nl/console-overview.ts'),
      en: () => import('../../shared/text/en/console-overview.ts'),
    }),
  },
  settings: {
    needs: 'manage',
    under: 'manage',
    Page: lazyPage(async () => (await import('./settings/SettingsPage.tsx')).SettingsPage, {
      nl: () => import('../../shared/text/nl/console-settings.ts'),
      en: () => import('../../shared/text/en/console-settings.ts'),
    }),
  },
  ratings: {
    needs: 'manage',
    under: 'manage',
    Page: lazyPage(async () => (await import('./ratings/RatingsPage.tsx')).RatingsPage, {
      nl: () => import('../../shared/text/nl/console-ratings.ts'),
      en: () => import('../../shared/text/en/console-ratings.ts'),
    }),
  },
  accounts: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./accounts/AccountsPage.tsx')).AccountsPage, accountTexts),
  },
  groups: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./accounts/GroupsPage.tsx')).GroupsPage, accountTexts),
  },
  agents: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./accounts/AccountsPage.tsx')).AgentsPage, accountTexts),
  },
  categories: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./accounts/CategoriesPage.tsx')).CategoriesPage, accountTexts),
  },
  brand: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./brand/BrandPage.tsx')).BrandPage, {
      nl: () => import('../../shared/text/nl/console-brand.ts'),
      en: () => import('../../shared/text/en/console-brand.ts'),
    }),
  },
  embedding: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./embedding/EmbeddingPage.tsx')).EmbeddingPage, {
      nl: () => import('../../shared/text/nl/console-embedding.ts'),
      en: () => import('../../shared/text/en/console-embedding.ts'),
    }),
  },
  signIn: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./sign-in/SignInPage.tsx')).SignInPage, {
      nl: () => import('../../shared/text/nl/console-sign-in.ts'),
      en: () => import('../../shared/text/en/console-sign-in.ts'),
    }),
  },
  audit: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./audit/AuditPage.tsx')).AuditPage, accountTexts),
  },
  preferences: {
    under: 'account',
    Page: lazyPage(
      async () => (await import('./accounts/PreferencesPage.tsx')).PreferencesPage,
      accountTexts,
    ),
  },
  sessions: {
    under: 'account',
    Page: lazyPage(async () => (await import('./accounts/SessionsPage.tsx')).SessionsPage, {
      nl: () => import('../../shared/text/nl/sessions.ts'),
      en: () => import('../../shared/text/en/sessions.ts'),
    }),
  },
  privacy: {
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./privacy/PrivacyPage.tsx')).PrivacyPage, {
      nl: () => import('../../shared/text/nl/console-privacy.ts'),
      en: () => import('../../shared/text/en/console-privacy.ts'),
    }),
  },
};
