// Which page is shown at an address, and its title.
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from '../../shared/session.ts';
import { currentLanguage } from '../ui/language.ts';
import type { ChatStatus } from './chat.ts';
import { Later } from './Later.tsx';
import { MessagePage } from './MessagePage.tsx';
import { NewTicketPage } from './NewTicketPage.tsx';
import { NotFound } from './NotFound.tsx';
import { PrivacyPage } from './PrivacyPage.tsx';
import { ProfilePage } from './ProfilePage.tsx';
import type { SignedInPage } from './paths.ts';
import { StartPage } from './StartPage.tsx';
import { TicketPage } from './TicketPage.tsx';
import { TicketsPage } from './TicketsPage.tsx';
import type { Texts } from './texts.ts';

interface Props {
  page: SignedInPage;
  session: Session;
  texts: Texts;
  chat: ReadonlySignal<ChatStatus>;
  /** The name of the account is another one now. */
  onRenamed: (name: string) => void;
}

export const PageContent = ({ page, session, texts, chat, onRenamed }: Props) => {
  const { notFound, chat: noChat } = texts.portal;
  switch (page.kind) {
    case 'start':
      return <StartPage session={session} texts={texts} chat={chat} />;
    case 'tickets':
      return <TicketsPage texts={texts} />;
    case 'ticket':
      return <TicketPage number={page.number} user={session.user.id} texts={texts} />;
    case 'new_ticket':
      return <NewTicketPage user={session.user.id} texts={texts} />;
    case 'chats':
      return <Later texts={texts} load={() => loadChats(texts)} />;
    case 'profile':
      return <ProfilePage texts={texts} onRenamed={onRenamed} />;
    case 'sessions':
      return <Later texts={texts} load={() => loadSessions(texts)} />;
    case 'privacy':
      return <PrivacyPage texts={texts} />;
    case 'message':
      return <MessagePage user={session.user.id} texts={texts} />;
    case 'chat':
      return <NotFound texts={texts} title={noChat.title} lead={noChat.none} />;
    case 'not_found':
      return <NotFound texts={texts} title={notFound.title} lead={notFound.lead} />;
    default:
      return page satisfies never;
  }
};

/** With its texts, which no other page needs. */
const loadSessions = async ({ ui, common }: Texts) => {
  const [{ SessionsPage }, { sessions: words }] = await Promise.all([
    import('./SessionsPage.tsx'),
    currentLanguage() === 'nl'
      ? import('../../shared/text/nl/sessions.ts')
      : import('../../shared/text/en/sessions.ts'),
  ]);
  return () => <SessionsPage words={words} ui={ui} common={common} />;
};

const loadChats = async (texts: Texts) => {
  const [{ ChatsPage }, { chats: words }] = await Promise.all([
    import('./ChatsPage.tsx'),
    currentLanguage() === 'nl'
      ? import('../../shared/text/nl/portal-chats.ts')
      : import('../../shared/text/en/portal-chats.ts'),
  ]);
  return () => <ChatsPage words={words} texts={texts} />;
};

export const pageTitle = (page: SignedInPage, { portal, ui }: Texts): string => {
  switch (page.kind) {
    case 'start':
      return portal.start.title;
    case 'tickets':
      return portal.tickets.title;
    case 'ticket':
      return portal.ticket.title(Number(page.number));
    case 'new_ticket':
      return portal.newTicket.title;
    case 'chats':
      return portal.chats.title;
    case 'profile':
      return portal.profile.title;
    case 'sessions':
      return ui.sessions.title;
    case 'privacy':
      return portal.privacy.title;
    case 'message':
      return portal.message.title;
    case 'chat':
      return portal.chat.title;
    case 'not_found':
      return portal.notFound.title;
    default:
      return page satisfies never;
  }
};
