// The frame of the console: header, the page the path asks for, notices. Chats live outside the pages, so going to a ticket keeps them.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../shared/routes.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { SiteHeader } from '../ui/SiteHeader.tsx';
import { goToLogin } from '../ui/session.ts';
import { Desk } from './Desk.tsx';
import { NotFound } from './NotFound.tsx';
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
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) document.getElementById('content')?.focus();
    isFirst.current = false;
  }, [path]);
  return (
    <div class="shell">
      <SiteHeader
        wide
        texts={ui}
        language={language}
        links={[{ href: '/', label: texts.desk, current: path === '/' }]}
        account={{ name: session.user.name, onLogOut }}
      />
      {desk.connection.status.value === 'stopped' && <SignedOut />}
      <CurrentPage path={path} />
    </div>
  );
};

/** The server ended this session; what is on the screen stays until the agent leaves it. */
const SignedOut = () => {
  const { consoleTexts: texts } = useView();
  return (
    <Alert kind="warning">
      <div class="notice">
        {texts.signedOut}
        <Button small onClick={goToLogin}>
          {texts.signInAgain}
        </Button>
      </div>
    </Alert>
  );
};

const CurrentPage = ({ path }: { path: string }) => {
  const number = ticketNumber(path);
  if (number !== undefined) return <TicketPage key={number} number={number} />;
  return path === '/' ? <Desk /> : <NotFound />;
};
