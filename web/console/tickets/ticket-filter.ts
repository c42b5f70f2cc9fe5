// What the list of tickets is asked for: the filter as it is chosen, kept in this tab, and as the server takes it. No DOM.
import type { UserId } from '../../../shared/model.ts';
import type { RouteInput } from '../../../shared/routes.ts';
import type { StatusFilter, TicketSort } from '../../../shared/ticket-routes.ts';

export interface TicketFilter {
  readonly text: string;
  readonly status: StatusFilter;
  readonly sort: TicketSort;
  /** `''`: everyone; `me`, `none`, or who. */
  readonly assignee: string;
  /** `''`: all; `none`: without one, else `=` and its name. */
  readonly category: string;
  readonly published: '' | 'yes' | 'no';
}

export const noFilter: TicketFilter = {
  text: '',
  status: 'unsolved',
  sort: 'changed',
  assignee: '',
  category: '',
  published: '',
};

export const statusFilters = [
  'unsolved',
  'new',
  'open',
  'solved',
  'all',
] as const satisfies readonly StatusFilter[];
export const ticketSorts = ['changed', 'newest', 'status'] as const satisfies readonly TicketSort[];
export const publishedFilters = ['', 'yes', 'no'] as const;

/** A value of a list, or the list's first when it is none of them. */
export const oneOf = <T extends string>(list: readonly [T, ...T[]], value: unknown): T =>
  list.find((one) => one === value) ?? list[0];

/** From what was kept or typed: anything that does not fit falls back to no filter. */
export const toFilter = (given: Readonly<Record<string, unknown>>): TicketFilter => ({
  text: String(given.text ?? '').trim(),
  status: oneOf(statusFilters, given.status),
  sort: oneOf(ticketSorts, given.sort),
  assignee: String(given.assignee ?? ''),
  category: String(given.category ?? ''),
  published: oneOf(publishedFilters, given.published),
});

export const isFiltered = (filter: TicketFilter): boolean =>
  Object.entries(filter).some(
    ([name, value]) => name !== 'sort' && value !== noFilter[name as keyof TicketFilter],
  );

/** @param me whom "mij" means. @param customer whose tickets alone. */
export const toQuery = (
  { text, status, sort, assignee, category, published }: TicketFilter,
  { me, customer, from }: { me: UserId; customer: UserId | undefined; from: string | undefined },
): RouteInput<'GET /api/tickets'> => ({
  text,
  status,
  sort,
  ...(assignee && { assignee: assignee === 'me' ? me : (assignee as UserId | 'none') }),
  ...(category && { category: category === 'none' ? '' : category.slice(1) }),
  ...(published && { published }),
  ...(customer && { customer }),
  ...(from && { from }),
});
