// The first page after logging in: what the helpdesk can do for this customer, and the latest tickets.
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from '../../shared/session.ts';
import { Icon } from '../ui/Icon.tsx';
import { arrowRightIcon, ticketIcon } from '../ui/icons.ts';
import { isolate } from '../ui/isolate.ts';
import { ChatCard } from './ChatCard.tsx';
import type { ChatStatus } from './chat.ts';
import { pathTo } from './paths.ts';
import { TicketList } from './TicketList.tsx';
import type { Texts } from './texts.ts';
import { useRequest } from './use-request.ts';

/** As many tickets as fit under the cards without scrolling. */
const LATEST = 3;

interface Props {
  session: Session;
  texts: Texts;
  chat: ReadonlySignal<ChatStatus>;
}

export const StartPage = ({ session, texts, chat }: Props) => {
  const { start } = texts.portal;
  return (
    <>
      <div>
        <h1>{start.welcome(isolate(session.user.name))}</h1>
        <p class="page__lead">{start.lead}</p>
      </div>
      <div class="start-cards">
        {session.permissions.includes('chat') && <ChatCard chat={chat} texts={texts} />}
        <section class="card start-card">
          <Icon shape={ticketIcon} />
          <h2>{start.ticketsTitle}</h2>
          <p>{start.tickets}</p>
          <p>
            <a class="start-card__link" href={pathTo('tickets')}>
              {start.allTickets} <Icon shape={arrowRightIcon} />
            </a>
          </p>
        </section>
      </div>
      <LatestTickets texts={texts} />
    </>
  );
};

/** An extra: without an answer, or without tickets, it is not there. */
const LatestTickets = ({ texts }: { texts: Texts }) => {
  const { answer } = useRequest('GET /api/my-tickets', {});
  const tickets = answer && 'ok' in answer ? answer.ok.tickets.slice(0, LATEST) : [];
  if (tickets.length === 0) return null;
  return (
    <section class="section">
      <h2>{texts.portal.start.latest}</h2>
      <TicketList tickets={tickets} texts={texts} />
    </section>
  );
};
