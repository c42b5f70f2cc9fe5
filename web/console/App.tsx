// The frame of the console: header, the page the path asks for, notices. Chats live outside the pages, so going to a ticket keeps them.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../shared/session.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { SiteHeader } from '../ui/SiteHeader.tsx';
import { goToLogin } from '../ui/session.ts';
import { useReasonToStop } from '../ui/use-reason-to-stop.ts';
import { ChatWindows } from './chat/ChatWindows.tsx';
import { TakenDialog } from './chat/later.tsx';
import { Desk } from './desk/Desk.tsx';
import { pages, titleOf } from './pages.ts';
import { NotFound } from './shell/NotFound.tsx';
import { focusContent } from './shell/page.ts';
import { addressOf, type PageName, pageNames, pathTo } from './shell/paths.ts';
import { ConnectionSign, DutySign } from './shell/signs.tsx';
import { useDesk, useMe, usePage, useTexts } from './shell/uses.tsx';

export const App = ({ onLogOut }: { onLogOut: () => Promise<unknown> }) => {
  const shown = useTexts();
  const { consoleTexts: texts, ui, language } = shown;
  const desk = useDesk();
  const page = usePage();
  const session = useMe().session.value;
  const path = page.path.value;
  const address = addressOf(path);
  const { main, manage } = useLinks(session, address?.name);
  useSignalEffect(() => {
    const now = addressOf(page.path.value);
    const unhandled = desk.unhandled.value;
    const title =
      now?.name === 'tickets' && now.id ? texts.pages.ticket(now.id) : titleOf(now?.name ?? 'desk', shown);
    document.title = `${unhandled ? `(${unhandled}) ` : ''}${title} · ${ui.product}`;
  });
  const isFirst = useRef(true);
  useEffect(() => {
    // On a phone the links scroll; the one of this page has to be seen.
    for (const link of document.querySelectorAll('nav [aria-current]'))
      link.scrollIntoView({ block: 'nearest', inline: 'center' });
    if (!isFirst.current) focusContent();
    isFirst.current = false;
  }, [path]);
  const isManaging = address !== undefined && pages[address.name].under === 'manage';
  return (
    <div class="shell">
      <SiteHeader
        wide
        texts={ui}
        language={language}
        links={main}
        account={{
          name: session.user.name,
          onLogOut,
          own: {
            href: pathTo('preferences'),
            label: texts.pages.preferences,
            current: address !== undefined && pages[address.name].under === 'account',
          },
        }}
      />
      {address && address.name !== 'desk' && <StatusBar />}
      {desk.connection.status.value === 'stopped' && <SignedOut />}
      {desk.connection.status.value === 'replaced' && <Replaced />}
      {isManaging && manage.length > 1 && (
        <nav class="manage-links" aria-label={texts.pages.manage}>
          {manage.map(({ href, label, current }) => (
            <a key={href} href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
      <CurrentPage path={path} />
    </div>
  );
};

/** The links this agent may follow, with how much waits there; those of "Beheer" are one link in the header. */
const useLinks = ({ permissions }: Session, current: PageName | undefined) => {
  const shown = useTexts();
  const desk = useDesk();
  const { count, more } = desk.unclosedCount.value;
  const counts: { readonly [N in PageName]?: number | string } = {
    unclosed: more ? `${count}+` : count,
  };
  const mayFollow = (name: PageName) => {
    const { needs } = pages[name];
    return !needs || permissions.includes(needs);
  };
  const toLink = (name: PageName) => ({
    href: pathTo(name),
    label: (
      <>
        {titleOf(name, shown)}
        {name === 'desk' && <DeskCounts isThere={current === 'desk'} />}
        {counts[name] ? <span class="count">{counts[name]}</span> : null}
      </>
    ),
    current: name === current,
  });
  const names = pageNames.filter(mayFollow);
  const manage = names.filter((name) => pages[name].under === 'manage');
  const [first] = manage;
  return {
    main: [
      ...names.filter((name) => !pages[name].under).map(toLink),
      ...(first
        ? [
            {
              href: pathTo(first),
              label: manage.length > 1 ? shown.consoleTexts.pages.manage : titleOf(first, shown),
              current: current !== undefined && manage.includes(current),
            },
          ]
        : []),
    ],
    manage: manage.map(toLink),
  };
};

/** What asks for this agent on the desk: those nobody answers yet in their own colour, then what is new in own chats. */
const DeskCounts = ({ isThere }: { isThere: boolean }) => {
  const { consoleTexts: texts } = useTexts();
  const alerts = useDesk().alerts.value;
  if (isThere) return null;
  const unread = alerts.filter(({ kind }) => kind === 'unread').reduce((sum, { count }) => sum + count, 0);
  const others = alerts.filter(({ kind }) => kind !== 'unread').length;
  return (
    <>
      {others > 0 && <Count kind="waiting" count={others} label={texts.list.waiting(others)} />}
      {unread > 0 && <Count kind="unread" count={unread} label={texts.windows.unread(unread)} />}
    </>
  );
};

const Count = ({ kind, count, label }: { kind: string; count: number; label: string }) => (
  <span class={`count count--${kind}`} title={label}>
    <span aria-hidden="true">{count}</span>
    <span class="visually-hidden">{label}</span>
  </span>
);

/** Beside the desk, whose own bar says the same: an agent reads a ticket while customers count on an answer. */
const StatusBar = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  if (!desk.state.value.me) return null;
  return (
    <aside class="status-bar" aria-label={texts.duty.page}>
      <DutySign />
      <ConnectionSign />
    </aside>
  );
};

/** The server ended this session; what is on the screen stays until the agent leaves it. */
const SignedOut = () => {
  const { consoleTexts: texts, common } = useTexts();
  const reason = useReasonToStop(true);
  if (!reason) return null;
  if (reason === 'account_blocked') return <Alert kind="error">{common.refusals.account_blocked()}</Alert>;
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

/** The ninth console of one agent takes the place of the first. */
const Replaced = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  return (
    <Alert kind="warning">
      <div class="notice">
        {texts.replaced}
        <Button small onClick={desk.connection.use}>
          {texts.goOnHere}
        </Button>
      </div>
    </Alert>
  );
};

const CurrentPage = ({ path }: { path: string }) => {
  const address = addressOf(path);
  if (!address) return <NotFound />;
  const { Page = DeskPage } = pages[address.name];
  return <Page key={path} id={address.id} />;
};

const DeskPage = () => <Desk Windows={ChatWindows} TakenDialog={TakenDialog} />;
