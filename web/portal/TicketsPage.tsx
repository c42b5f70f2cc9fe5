// "Meldingen": the customer's published tickets, newest first (S114).
import { EmptyState } from '../ui/EmptyState.tsx';
import { ticketIcon } from '../ui/icons.ts';
import { Asked } from './Asked.tsx';
import { TicketList } from './TicketList.tsx';
import type { Texts } from './texts.ts';
import { useRequest } from './use-request.ts';

export const TicketsPage = ({ texts }: { texts: Texts }) => {
  const { tickets: words } = texts.portal;
  const asked = useRequest('GET /api/my-tickets', {});
  return (
    <>
      <div>
        <h1>{words.title}</h1>
        <p class="page__lead">{words.lead}</p>
      </div>
      <Asked {...asked} texts={texts}>
        {({ tickets }) =>
          tickets.length > 0 ? (
            <TicketList tickets={tickets} texts={texts} />
          ) : (
            <div class="card">
              <EmptyState icon={ticketIcon} title={words.empty}>
                <p>{words.emptyHint}</p>
              </EmptyState>
            </div>
          )
        }
      </Asked>
    </>
  );
};
