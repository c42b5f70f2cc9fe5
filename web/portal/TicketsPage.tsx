// "Meldingen": the customer's published tickets, newest first, searched and filtered (S114).
import { useState } from 'preact/hooks';
import type { TicketSummary } from '../../shared/model.ts';
import { SEARCH_MAX } from '../../shared/rules.ts';
import type { StatusFilter } from '../../shared/ticket-routes.ts';
import { answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { focusIn } from '../ui/focus-in.ts';
import { searchIcon, ticketIcon } from '../ui/icons.ts';
import { Loading } from '../ui/Spinner.tsx';
import { goToLogin } from '../ui/session.ts';
import { useTooLong } from '../ui/too-long.ts';
import { usePages } from '../ui/use-pages.ts';
import { Failed } from './AsyncContent.tsx';
import { pathTo } from './paths.ts';
import { TicketList } from './TicketList.tsx';
import type { Texts } from './texts.ts';

interface Filter {
  readonly text: string;
  readonly status: StatusFilter;
}

const none: Filter = { text: '', status: 'all' };
const statuses: readonly StatusFilter[] = ['all', 'unsolved', 'new', 'open', 'solved'];

/** Of the address, so that a search survives a reload and the way back from a ticket. */
const readFilter = (): Filter => {
  const query = new URLSearchParams(location.search);
  return {
    text: query.get('zoek') ?? '',
    status: statuses.find((status) => status === query.get('status')) ?? 'all',
  };
};

const writeFilter = ({ text, status }: Filter): void => {
  const query = new URLSearchParams({ ...(text && { zoek: text }), ...(status !== 'all' && { status }) });
  history.replaceState(null, '', query.size > 0 ? `?${query}` : location.pathname);
};

export const TicketsPage = ({ texts }: { texts: Texts }) => {
  const { tickets: words } = texts.portal;
  const [filter, setFilter] = useState(readFilter);
  const search = (next: Filter) => {
    setFilter(next);
    writeFilter(next);
  };
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="page__lead">{words.lead}</p>
        </div>
        <a class="button button--primary" href={pathTo('new_ticket')}>
          {words.create}
        </a>
      </div>
      <Search key={JSON.stringify(filter)} filter={filter} onSearch={search} texts={texts} />
      <Found filter={filter} onReset={() => search(none)} texts={texts} />
    </>
  );
};

interface SearchProps {
  filter: Filter;
  onSearch: (filter: Filter) => void;
  texts: Texts;
}

const Search = ({ filter, onSearch, texts: { portal, common, ui } }: SearchProps) => {
  const { error, onInput } = useTooLong(SEARCH_MAX, ui, filter.text);
  const { tickets: words } = portal;
  const names = { ...common.ticketStates, all: words.all, unsolved: words.unsolved };
  const submit = (event: Event) => {
    event.preventDefault();
    if (error) return focusIn(event.currentTarget, 'text');
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const fields = new FormData(event.currentTarget);
    onSearch({
      text: String(fields.get('text')).trim(),
      status: statuses.find((status) => status === fields.get('status')) ?? 'all',
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers of the supported versions know no <search> everywhere
    <form class="search-form beside" role="search" onSubmit={submit}>
      <Field label={words.search} error={error}>
        {(control) => (
          <input
            {...control}
            type="search"
            name="text"
            onInput={onInput}
            defaultValue={filter.text}
            dir="auto"
          />
        )}
      </Field>
      <Field label={words.filter}>
        {(control) => (
          <select
            {...control}
            name="status"
            value={filter.status}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            {statuses.map((status) => (
              <option key={status} value={status}>
                {names[status]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button type="submit" icon={searchIcon}>
        {words.find}
      </Button>
    </form>
  );
};

const askPage = async ({ text, status }: Filter, from: string | undefined) => {
  const answer = await request('GET /api/my-tickets', { text, status, from });
  if ('error' in answer && answer.error.code === 'not_signed_in') goToLogin();
  return 'ok' in answer ? { ok: { items: answer.ok.tickets, next: answer.ok.next } } : answer;
};

interface FoundProps {
  filter: Filter;
  onReset: () => void;
  texts: Texts;
}

const Found = ({ filter, onReset, texts }: FoundProps) => {
  const { tickets: words } = texts.portal;
  const isFiltered = filter.text !== '' || filter.status !== 'all';
  const { items, page, fault, isBusy, more } = usePages<
    TicketSummary,
    { items: TicketSummary[]; next?: string | undefined }
  >(
    JSON.stringify(filter),
    (from) => askPage(filter, from),
    ({ number }) => number,
  );
  if (!items) {
    if (fault)
      return <Failed reason={answerText(fault, texts.ui, texts.common)} again={more} texts={texts} />;
    return <Loading label={texts.ui.loading} />;
  }
  const hasMore = page?.next !== undefined;
  return (
    <>
      {isFiltered && (
        <p class={items.length > 0 || hasMore ? 'soft' : 'visually-hidden'} role="status">
          {items.length > 0 ? words.found(items.length) : hasMore ? words.nothingYet : words.nothing}
        </p>
      )}
      {items.length > 0 && <TicketList tickets={items} texts={texts} />}
      {items.length === 0 && !hasMore && (
        <div class="card">
          <EmptyState icon={ticketIcon} title={isFiltered ? words.nothing : words.empty}>
            {isFiltered ? <Button onClick={onReset}>{words.reset}</Button> : <p>{words.emptyHint}</p>}
          </EmptyState>
        </div>
      )}
      {fault && <Failed reason={answerText(fault, texts.ui, texts.common)} again={more} texts={texts} />}
      {hasMore && !fault && (
        <p>
          <Button busy={isBusy} onClick={more}>
            {isFiltered ? words.searchOn : words.more}
          </Button>
        </p>
      )}
    </>
  );
};
