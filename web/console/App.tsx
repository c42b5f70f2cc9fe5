// The frame of the console: header, the page the path asks for, notices. Chats live outside the pages, so going to a ticket keeps them.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../shared/routes.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { SiteHeader } from '../ui/SiteHeader.tsx';
import { goToLogin } from '../ui/session.ts';
import { AuditPage } from './AuditPage.tsx';
import { Desk } from './Desk.tsx';
import { NotFound } from './NotFound.tsx';
import { OverviewPage } from './OverviewPage.tsx';
import { paths, ticketNumber } from './page.ts';
import { SettingsPage } from './SettingsPage.tsx';
import { TicketPage } from './TicketPage.tsx';
import { UnclosedPage } from './UnclosedPage.tsx';
import { useView } from './view.ts';

interface Props {
  session: Session;
  onLogOut: () => Promise<unknown>;
}

export const App = ({ session, onLogOut }: Props) => {
  const { consoleTexts: texts, ui, desk, page, language } = useView();
  const path = page.path.value;
  const pages = usePages(session);
  useSignalEffect(() => {
    const number = ticketNumber(page.path.value);
    const unhandled = desk.unhandled.value;
    const title =
      number === undefined
        ? (pages.find(({ href }) => href === page.path.value)?.title ?? texts.desk)
        : texts.ticket.title(number);
    document.title = `${unhandled ? `(${unhandled}) ` : ''}${title} · ${ui.product}`;
  });
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) document.getElementById('content')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
  return (
    <div class="shell">
      <SiteHeader
        wide
        texts={ui}
        language={language}
        links={pages.map(({ href, title, count }) => ({
          href,
          label: (
            <>
              {title} {count ? <span class="count">{count}</span> : null}
            </>
          ),
          current: path === href,
        }))}
        account={{ name: session.user.name, onLogOut }}
      />
      {desk.connection.status.value === 'stopped' && <SignedOut />}
      <CurrentPage path={path} />
    </div>
  );
};

/** The pages this agent may go to, with how much waits there. */
const usePages = ({ permissions }: Session) => {
  const { consoleTexts: texts, office, desk, page, unclosed } = useView();
  const isAway = page.path.value !== paths.desk;
  return [
    { href: paths.desk, title: texts.desk, count: isAway ? desk.unhandled.value : 0 },
    { href: paths.unclosed, title: office.unclosed.title, count: unclosed.count.value },
    { href: paths.overview, title: office.overview.title },
    ...(permissions.includes('manage') ? [{ href: paths.settings, title: office.settings.title }] : []),
    ...(permissions.includes('administer') ? [{ href: paths.audit, title: office.audit.title }] : []),
  ];
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
  switch (path) {
    case paths.desk:
      return <Desk />;
    case paths.unclosed:
      return <UnclosedPage />;
    case paths.overview:
      return <OverviewPage />;
    case paths.settings:
      return <SettingsPage />;
    case paths.audit:
      return <AuditPage />;
    default:
      return <NotFound />;
  }
};
