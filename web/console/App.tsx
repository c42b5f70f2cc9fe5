// The frame of the console: header, the page the path asks for, notices. Chats live outside the pages, so going to a ticket keeps them.
import { useSignalEffect } from '@preact/signals';
import type { Session } from '../../shared/routes.ts';
import { SiteHeader } from '../ui/SiteHeader.tsx';
import { Desk } from './Desk.tsx';
import { NotFound } from './NotFound.tsx';
import { Notices } from './Notices.tsx';
import { ticketNumber } from './page.ts';
import { TicketPage } from './TicketPage.tsx';
import { useView } from './view.ts';

interface Props {
  session: Session;
  onLogOut: () => Promise<unknown>;
}

export const App = ({ session, onLogOut }: Props) => {
  const { consoleTexts: texts, ui, desk, page, language } = useView();
  const path = page.path.value;
  useSignalEffect(() => {
    const number = ticketNumber(page.path.value);
    const unread = desk.unread.value;
    const title = number === undefined ? texts.desk : texts.ticket.title(number);
    document.title = `${unread ? `(${unread}) ` : ''}${title} · ${ui.product}`;
  });
  return (
    <div class="shell">
      <SiteHeader
        wide
        texts={ui}
        language={language}
        site={texts.site}
        links={[{ href: '/', label: texts.desk, current: path === '/' }]}
        account={{ name: session.user.name, onLogOut }}
      />
      <CurrentPage path={path} />
      <Notices />
    </div>
  );
};

const CurrentPage = ({ path }: { path: string }) => {
  const number = ticketNumber(path);
  if (number !== undefined) return <TicketPage key={number} number={number} />;
  return path === '/' ? <Desk /> : <NotFound />;
};
