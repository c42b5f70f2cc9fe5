// The frame around every page of the portal but the login page: header, main landmark, footer.
import type { ComponentChildren, ComponentProps } from 'preact';
import type { Language } from '../../shared/text/text.ts';
import { SiteHeader } from '../ui/SiteHeader.tsx';
import { pathTo, type SignedInPage } from './paths.ts';
import type { Texts } from './texts.ts';

interface Props {
  texts: Texts;
  language: Language;
  page: SignedInPage;
  account?: ComponentProps<typeof SiteHeader>['account'];
  onLanguage?: (language: Language) => void;
  children: ComponentChildren;
}

export const Shell = ({ texts: { portal, ui }, language, page, account, onLanguage, children }: Props) => (
  <>
    <SiteHeader
      texts={ui}
      language={language}
      site={portal.name}
      links={[
        { href: pathTo('start'), label: portal.start.title, current: page.kind === 'start' },
        {
          href: pathTo('tickets'),
          label: portal.tickets.title,
          current: page.kind === 'tickets' || page.kind === 'ticket' || page.kind === 'new_ticket',
        },
        { href: pathTo('chats'), label: portal.chats.link, current: page.kind === 'chats' },
        { href: pathTo('profile'), label: portal.profile.title, current: page.kind === 'profile' },
      ]}
      account={account}
      onLanguage={onLanguage}
    />
    <main class="page" id="content" tabIndex={-1}>
      {children}
    </main>
    <footer class="site-footer">
      <a href={pathTo('privacy')} aria-current={page.kind === 'privacy' ? 'page' : undefined}>
        {portal.privacy.title}
      </a>
    </footer>
  </>
);
