// The list of tickets: searched, filtered and in the order that is wanted, page by page.
import { useMemo, useState } from 'preact/hooks';
import type { Person, TicketRow, UserId } from '../../../shared/model.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, answerText, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ticketIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { TicketFilters } from './TicketFilters.tsx';
import { TicketTable } from './TicketTable.tsx';
import { useTicketTexts } from './texts.ts';
import { isFiltered, noFilter, type TicketFilter, toFilter, toQuery } from './ticket-filter.ts';

interface Props {
  /** Only this customer's. */
  customer: UserId | undefined;
}

export const TicketListPage = ({ customer }: Props) => {
  const { list: texts } = useTicketTexts();
  const desk = useDesk();
  const me = desk.state.value.me;
  return (
    <ConsolePage title={texts.title} lead={texts.lead}>
      {() => me && <List me={me} customer={customer} />}
    </ConsolePage>
  );
};

type Customer = RouteReply<'GET /api/tickets'>['customer'];
interface Page {
  readonly items: readonly TicketRow[];
  readonly next?: string | undefined;
  readonly customer?: Customer;
  readonly former?: readonly string[] | undefined;
}

const List = ({ me, customer }: Props & { me: Person }) => {
  const { list: texts } = useTicketTexts();
  const { ui, common } = useTexts();
  const desk = useDesk();
  // What was chosen is there again on the way back from a ticket.
  const stored = useMemo(() => desk.tabStorage.draft('tickets'), []);
  const [filter, setFilter] = useState(() => toFilter({ ...noFilter, ...stored.read() }));
  const choose = (next: TicketFilter) => {
    setFilter(next);
    stored.save({ ...next });
  };
  // Of one customer everything is wanted, whatever was looked for among all of them.
  const [own, setOwn] = useState<TicketFilter>({ ...noFilter, status: 'all' });
  const shown = customer ? own : filter;
  const change = customer ? setOwn : choose;
  const { items, page, fault, isBusy, more } = usePages<TicketRow, Page>(
    JSON.stringify([shown, customer]),
    (from) => askPage(shown, { me: me.id, customer, from }),
    ({ number }) => number,
  );
  const former = useFormerCategories(page, items);
  const hasMore = page?.next !== undefined;
  const reset = () => change(customer ? { ...noFilter, status: 'all' } : noFilter);
  return (
    <>
      {customer && <CustomerLine customer={page?.customer} />}
      <TicketFilters
        key={JSON.stringify(shown)}
        filter={shown}
        former={former}
        onChoose={change}
        onReset={reset}
      />
      {items ? (
        <>
          <p class="soft" role="status">
            {items.length === 0 && hasMore ? texts.nothingYet : texts.found(items.length, hasMore)}
          </p>
          {items.length > 0 && <TicketTable tickets={items} />}
          {items.length === 0 && !hasMore && (
            <EmptyState icon={ticketIcon} title={texts.empty}>
              {isFiltered(shown) ? <Button onClick={reset}>{texts.reset}</Button> : <p>{texts.emptyHint}</p>}
            </EmptyState>
          )}
        </>
      ) : (
        !fault && <Loading label={ui.loading} />
      )}
      {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
      {(fault || (items && hasMore)) && (
        <p>
          <Button busy={isBusy} onClick={more}>
            {fault ? ui.again : shown.text || isFiltered(shown) ? texts.searchOn : texts.more}
          </Button>
        </p>
      )}
    </>
  );
};

/** Categories that were taken off the list: tickets that have one can be looked for as before. */
const useFormerCategories = (
  page: Page | undefined,
  tickets: readonly TicketRow[] | undefined,
): readonly string[] => {
  const current = useDesk().state.value.categories;
  const seen = useMemo(() => new Set<string>(), []);
  for (const category of page?.former ?? []) seen.add(category);
  // And those of tickets from before it was kept what was taken off.
  for (const { category } of tickets ?? []) if (category) seen.add(category);
  return [...seen].filter((category) => !current.includes(category)).sort();
};

const CustomerLine = ({ customer }: { customer: Customer }) => {
  const { list: texts } = useTicketTexts();
  return (
    <p class="toolbar">
      {customer && (
        <b>
          <bdi>{texts.ofCustomer(customer.name)}</bdi>
        </b>
      )}
      <a href={pathTo('tickets')}>{texts.everyCustomer}</a>
    </p>
  );
};

const askPage = async (filter: TicketFilter, whose: Parameters<typeof toQuery>[1]): Promise<Answer<Page>> => {
  const answer = await request('GET /api/tickets', toQuery(filter, whose));
  if (!('ok' in answer)) return answer;
  const { tickets, next, customer, formerCategories: former } = answer.ok;
  return { ok: { items: tickets, next, customer, former } };
};
