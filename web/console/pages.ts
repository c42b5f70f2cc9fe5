// The pages of the console: what each is called, who may go there, where its link stands. Knows no page's inside.
import type { ComponentType } from 'preact';
import type { Permission } from '../../shared/model.ts';
import { lazyPage, noTexts, type PageProps } from './lazy.tsx';
import type { PageName } from './page.ts';
import type { AllTexts } from './view.ts';

export interface PageSpec {
  readonly title: (texts: AllTexts) => string;
  /** Without it the page has no link; what it asks the server is refused as well. */
  readonly needs?: Permission;
  /** In the header, or under "Beheer". */
  readonly under?: 'manage';
  /** The desk is always there; the others are fetched by who goes there. */
  readonly Page?: ComponentType<PageProps>;
}

/** In the order of the links. */
export const pages: { readonly [N in PageName]: PageSpec } = {
  desk: { title: ({ consoleTexts }) => consoleTexts.desk },
  unclosed: {
    title: ({ office }) => office.unclosed.title,
    Page: lazyPage(async () => (await import('./UnclosedPage.tsx')).UnclosedPage, noTexts),
  },
  tickets: {
    title: ({ consoleTexts }) => consoleTexts.pages.tickets,
    Page: lazyPage(async () => (await import('./TicketPage.tsx')).TicketPage, noTexts),
  },
  overview: {
    title: ({ office }) => office.overview.title,
    Page: lazyPage(async () => (await import('./OverviewPage.tsx')).OverviewPage, noTexts),
  },
  settings: {
    title: ({ office }) => office.settings.title,
    needs: 'manage',
    under: 'manage',
    Page: lazyPage(async () => (await import('./SettingsPage.tsx')).SettingsPage, noTexts),
  },
  audit: {
    title: ({ office }) => office.audit.title,
    needs: 'administer',
    under: 'manage',
    Page: lazyPage(async () => (await import('./AuditPage.tsx')).AuditPage, noTexts),
  },
};
