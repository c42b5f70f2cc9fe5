// One ticket: its fields to edit, and its history with the whole chat (S76, S77).
import { useEffect, useMemo } from 'preact/hooks';
import type { AgentTicket } from '../../shared/model.ts';
import { Alert } from '../ui/Alert.tsx';
import { answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ticketIcon } from '../ui/icons.ts';
import { Loading } from '../ui/Spinner.tsx';
import { Time } from '../ui/Time.tsx';
import { formatDateTime } from '../ui/time.ts';
import type { PageProps } from './lazy.tsx';
import { Notices } from './Notices.tsx';
import { useStyle } from './style.ts';
import { TicketForm } from './TicketForm.tsx';
import { TicketHistory } from './TicketHistory.tsx';
import style from './ticket.css?inline';
import { createTicketEditor, type TicketEditor } from './ticket-editor.ts';
import { ticketTexts, useTicketTexts } from './ticket-texts.ts';
import { useView } from './view.ts';

interface Props extends PageProps {
  texts: { readonly ticket: ReturnType<typeof ticketTexts.use> };
}

export const TicketPage = ({ id, texts }: Props) => {
  useStyle(style);
  return (
    <ticketTexts.Provider value={texts.ticket}>
      <TicketOf number={Number(id)} />
    </ticketTexts.Provider>
  );
};

const TicketOf = ({ number }: { number: number }) => {
  const texts = useTicketTexts();
  const { consoleTexts, desk } = useView();
  const editor = useMemo(() => createTicketEditor({ number, request, keep: desk.keep }), [number]);
  useEffect(() => void editor.load(), [editor]);
  const ticket = editor.ticket.value;
  const unhandled = desk.unhandled.value;
  return (
    <main class="ticket" id="content" tabIndex={-1}>
      <p>
        <a href="/">← {texts.back}</a> {unhandled > 0 && <span class="count">{unhandled}</span>}
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
  const texts = useTicketTexts();
  const { consoleTexts, common } = useView();
  return (
    <>
      <header class="ticket__head">
        <h1>
          <span class="soft">{consoleTexts.pages.ticket(ticket.number)}</span> <bdi>{ticket.subject}</bdi>
        </h1>
        <span class={`badge badge--${ticket.status}`}>{common.ticketStates[ticket.status]}</span>
      </header>
      <dl class="facts">
        <div>
          <dt>{texts.customer}</dt>
          <dd>
            <bdi>{ticket.customer.name}</bdi>{' '}
            <span class="soft">
              (<bdi>{ticket.customer.login}</bdi>)
            </span>
          </dd>
        </div>
        <div>
          <dt>{texts.createdAt}</dt>
          <dd>
            <Time at={ticket.createdAt} locale={common.locale} format={formatDateTime} />
          </dd>
        </div>
        <div>
          <dt>{texts.onPortal}</dt>
          <dd>{ticket.published ? texts.yes : texts.no}</dd>
        </div>
      </dl>
      <div class="ticket__columns">
        <TicketForm ticket={ticket} editor={editor} />
        <TicketHistory history={ticket.history} />
      </div>
    </>
  );
};

const NoTicket = ({ editor }: { editor: TicketEditor }) => {
  const texts = useTicketTexts();
  const { common, ui } = useView();
  const fault = editor.fault.value;
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
        <Button onClick={() => void editor.load()}>{ui.again}</Button>
      </p>
    </>
  );
};
