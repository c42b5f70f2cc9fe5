// Which page is shown at an address, and its title.
import type { Session } from '../../shared/routes.ts';
import { NotFound } from './NotFound.tsx';
import type { SignedInPage } from './paths.ts';
import { StartPage } from './StartPage.tsx';
import { TicketPage } from './TicketPage.tsx';
import { TicketsPage } from './TicketsPage.tsx';
import type { Texts } from './texts.ts';

interface Props {
  page: SignedInPage;
  session: Session;
  texts: Texts;
}

export const PageContent = ({ page, session, texts }: Props) => {
  const { notFound } = texts.portal;
  switch (page.kind) {
    case 'start':
      return <StartPage session={session} texts={texts} />;
    case 'tickets':
      return <TicketsPage texts={texts} />;
    case 'ticket':
      return <TicketPage number={page.number} texts={texts} />;
    case 'not_found':
      return <NotFound texts={texts} title={notFound.title} lead={notFound.lead} />;
    default:
      return page satisfies never;
  }
};

export const pageTitle = (page: SignedInPage, { portal }: Texts): string => {
  switch (page.kind) {
    case 'start':
      return portal.start.title;
    case 'tickets':
      return portal.tickets.title;
    case 'ticket':
      return portal.ticket.title(Number(page.number));
    case 'not_found':
      return portal.notFound.title;
    default:
      return page satisfies never;
  }
};
