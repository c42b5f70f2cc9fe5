// "Meldingen": the list, the list of one customer, or one ticket, by what the path asks for.
import type { PageProps } from '../shell/lazy.tsx';
import { useStyle } from '../shell/style.ts';
import { customerIn } from './customer-list.ts';
import { TicketListPage } from './TicketListPage.tsx';
import { TicketPage } from './TicketPage.tsx';
import { type TicketTexts, ticketTexts } from './texts.ts';
import style from './tickets.css?inline';

interface Props extends PageProps {
  readonly texts: { readonly tickets: TicketTexts };
}

export const TicketsPage = ({ id, texts }: Props) => {
  useStyle(style);
  return (
    <ticketTexts.Provider value={texts.tickets}>
      {id && /^\d+$/.test(id) ? (
        <TicketPage number={Number(id)} />
      ) : (
        <TicketListPage customer={customerIn(id)} />
      )}
    </ticketTexts.Provider>
  );
};
