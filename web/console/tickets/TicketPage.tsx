// One ticket: its fields to edit, its history with the whole chat, and a reply to the customer (S76, S77).
import { useEffect, useMemo } from 'preact/hooks';
import type { AgentTicket } from '../../../shared/model.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { arrowLeftIcon, ticketIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { AccountName } from '../shell/AccountName.tsx';
import { Notices } from '../shell/Notices.tsx';
import { pathTo } from '../shell/paths.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { AgentTicketForm } from './AgentTicketForm.tsx';
import { customerListPath } from './customer-list.ts';
import { ReplyForm } from './ReplyForm.tsx';
import { TicketHistory } from './TicketHistory.tsx';
import { useTicketTexts } from './texts.ts';
import { createTicketEditor, type TicketEditor } from './ticket-editor.ts';

export const TicketPage = ({ number }: { number: number }) => {
  const texts = useTicketTexts();
  const { consoleTexts } = useTexts();
  const desk = useDesk();
  const editor = useMemo(
    () => createTicketEditor({ number, request, tabStorage: desk.tabStorage }),
    [number],
  );
  useEffect(() => void editor.form.load(), [editor]);
  const ticket = editor.ticket.value;
  return (
    <main class="ticket" id="content" tabIndex={-1}>
      <p>
        <a class="back" href={pathTo('tickets')}>
          <Icon shape={arrowLeftIcon} /> {texts.back}
        </a>
      </p>
      <Notices />
      {ticket ? (
        <Ticket ticket={ticket} editor={editor} />
      ) : (
        <>
          <h1 class="visually-hidden">{consoleTexts.pages.ticket(number)}</h1>
          <NoTicket editor={editor} />
        </>
      )}
    </main>
  );
};

const Ticket = ({ ticket, editor }: { ticket: AgentTicket; editor: TicketEditor }) => {
  const { consoleTexts, common } = useTexts();
  return (
    <>
      <header class="ticket__head">
        <h1>
          <span class="soft">{consoleTexts.pages.ticket(ticket.number)}</span> <bdi>{ticket.subject}</bdi>
        </h1>
        <StatusBadge status={ticket.status} texts={common} />
      </header>
      <Facts ticket={ticket} />
      <div class="ticket__columns">
        <AgentTicketForm form={editor.form} />
        <div class="ticket__talk">
          <TicketHistory
            notes={ticket.notes}
            onRedacted={() => void editor.form.load()}
            number={ticket.number}
            history={ticket.history}
            onEarlier={ticket.earlier === undefined ? undefined : editor.earlier}
          />
          <ReplyForm key={ticket.number} ticket={ticket} onReplied={editor.take} />
        </div>
      </div>
    </>
  );
};

const Facts = ({ ticket }: { ticket: AgentTicket }) => {
  const texts = useTicketTexts();
  const { common } = useTexts();
  const { customer, accountEmail, rating, createdAt, published, missed } = ticket;
  return (
    <dl class="facts">
      <div>
        <dt>{texts.customer}</dt>
        <dd>
          <AccountName {...customer} /> · <a href={customerListPath(customer.id)}>{texts.ofCustomer}</a>
        </dd>
      </div>
      {accountEmail && (
        <div>
          <dt>{texts.accountEmail}</dt>
          <dd>
            <bdi>{accountEmail}</bdi>
          </dd>
        </div>
      )}
      <div>
        <dt>{texts.createdAt}</dt>
        <dd>
          <Time at={createdAt} locale={common.locale} format={formatDateTime} />
        </dd>
      </div>
      {missed && (
        <div>
          <dt>{texts.origin}</dt>
          <dd class="ticket-missed">{texts.missed}</dd>
        </div>
      )}
      <div>
        <dt>{texts.onPortal}</dt>
        <dd>{published ? texts.yes : texts.no}</dd>
      </div>
      {rating && (
        <div>
          <dt>{texts.rating}</dt>
          <dd>
            <span aria-hidden="true">
              {'★'.repeat(rating.stars)}
              {'☆'.repeat(Math.max(0, 5 - rating.stars))}
            </span>{' '}
            {texts.stars(rating.stars)}
            {rating.comment && (
              <p class="ticket__comment" dir="auto">
                {rating.comment}
              </p>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
};

const NoTicket = ({ editor }: { editor: TicketEditor }) => {
  const texts = useTicketTexts();
  const { common, ui } = useTexts();
  const fault = editor.form.fault.value;
  if (!fault) return <Loading label={ui.loading} />;
  if ('error' in fault && fault.error.code === 'not_found')
    return (
      <EmptyState icon={ticketIcon} title={texts.notFoundTitle}>
        <p>{texts.notFound}</p>
      </EmptyState>
    );
  return (
    <>
      <Alert kind="error">{answerText(fault, ui, common)}</Alert>
      <p>
        <Button onClick={() => void editor.form.load()}>{ui.again}</Button>
      </p>
    </>
  );
};
