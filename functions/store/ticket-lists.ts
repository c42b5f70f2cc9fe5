// Lists of tickets, page by page: in which order candidates come, and how far one request looks. See docs/decisions/011. No permission checks.

import * as v from 'valibot';
import type { TicketStatus, UserId } from '../../shared/model.ts';
import type { TicketSort } from '../../shared/ticket-routes.ts';
import type { Db } from './db.ts';
import { customerPk, padded, TICKET_OF, ticketCounterKey, ticketKey, ticketsIn } from './keys.ts';
import { partBehindHash } from './pages.ts';
import { type Ticket, toTicket } from './tickets.ts';

/** Lines of one page. */
export const PAGE_ROWS = 25;
/** Tickets one request looks at to find them, at half a read unit each; `next` goes on from there. */
export const LOOK_AT = 300;
/** Keys read together: DynamoDB's batch takes 100, most pages need fewer. */
const BATCH = 50;

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** Where to go on; absent at the end of the list. */
  readonly next?: string | undefined;
}

/** A ticket that may be next; whether it is wanted is asked of the ticket itself, for an index may lag behind. */
interface Candidate {
  readonly number: number;
  /** Where it stands in the order. */
  readonly place: string;
}

/** The candidates behind a place, at most BATCH, none at the end. */
type Source = (db: Db, from: string | undefined) => Promise<readonly Candidate[]>;

export interface TicketQuery {
  readonly statuses: readonly TicketStatus[];
  readonly sort: TicketSort;
  /** Only this customer's. */
  readonly customer?: UserId | undefined;
  readonly from?: string | undefined;
  readonly matches: (ticket: Ticket) => boolean;
}

/** One page of the desk's tickets. */
export const listTickets = async (
  db: Db,
  { statuses, sort, customer, from, matches }: TicketQuery,
): Promise<TicketPage> =>
  collect(db, sourceOf(sort, statuses, customer), from, (ticket) => {
    const isWanted = statuses.includes(ticket.status) && (!customer || ticket.customer.id === customer);
    return isWanted && matches(ticket);
  });

/** One page of a customer's tickets, newest first. */
export const listTicketsOf = async (
  db: Db,
  customer: UserId,
  { from, matches }: Pick<TicketQuery, 'from' | 'matches'>,
): Promise<TicketPage> =>
  collect(db, ofCustomer(customer), from, (ticket) => ticket.customer.id === customer && matches(ticket));

const sourceOf = (
  sort: TicketSort,
  statuses: readonly TicketStatus[],
  customer: UserId | undefined,
): Source => {
  switch (sort) {
    case 'newest':
      return customer ? ofCustomer(customer) : byNumber;
    case 'changed':
      return byChange(statuses);
    case 'status':
      return byStatus(statuses);
    default:
      return sort satisfies never;
  }
};

const collect = async (
  db: Db,
  source: Source,
  from: string | undefined,
  isWanted: (ticket: Ticket) => boolean,
): Promise<TicketPage> => {
  const found = new Map<number, Ticket>();
  let place = from;
  for (let seen = 0; seen < LOOK_AT; ) {
    const candidates = await source(db, place);
    if (candidates.length === 0) return { tickets: [...found.values()] };
    const ticketsByNumber = await readTickets(db, candidates);
    for (const candidate of candidates) {
      const ticket = ticketsByNumber.get(candidate.number);
      if (ticket && isWanted(ticket)) {
        // One more than a page holds: there is a next page.
        if (found.size === PAGE_ROWS) return { tickets: [...found.values()], next: place };
        // One that changes meanwhile may stand in an index twice.
        found.set(ticket.number, ticket);
      }
      place = candidate.place;
    }
    seen += candidates.length;
  }
  return { tickets: [...found.values()], next: place };
};

const readTickets = async (
  db: Db,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<number, Ticket>> => {
  const items = await db.getAll(candidates.map(({ number }) => ticketKey(number)));
  return new Map(items.map(toTicket).map((ticket) => [ticket.number, ticket]));
};

/** From the last number given out down; numbers that were not used are read and not there. */
const byNumber: Source = async (db, from) => {
  const last = from === undefined ? await readLastNumber(db) : Number(from) - 1;
  if (!Number.isSafeInteger(last)) return [];
  return Array.from({ length: Math.max(0, Math.min(BATCH, last)) }, (_, index) => toCandidate(last - index));
};

const toCandidate = (number: number): Candidate => ({ number, place: String(number) });

const readLastNumber = async (db: Db): Promise<number> =>
  v.parse(v.object({ last: v.number() }), (await db.get(ticketCounterKey)) ?? { last: 0 }).last;

const ofCustomer =
  (customer: UserId): Source =>
  async (db, from) => {
    const to = from === undefined ? `${TICKET_OF}~` : `${TICKET_OF}${padded(Number(from) - 1)}`;
    const page = await db.query({
      pk: customerPk(customer),
      from: TICKET_OF,
      to,
      consistent: true,
      backwards: true,
      limit: BATCH,
    });
    return page.items.map(({ sk }) => toCandidate(Number(String(sk).slice(TICKET_OF.length))));
  };

/** A status' part of the index behind a place in it, last changed first. */
const readStatus = async (
  db: Db,
  status: TicketStatus,
  from: string | undefined,
): Promise<readonly Candidate[]> => {
  const page = await db.query({
    pk: ticketsIn(status),
    ...(from !== undefined && { to: from }),
    index: 'lists',
    backwards: true,
    limit: BATCH,
  });
  return page.items
    .map(({ gsk }) => String(gsk))
    .filter((gsk) => gsk !== from)
    .map((gsk) => ({ number: Number(partBehindHash(gsk)), place: gsk }));
};

/** The statuses side by side: each gives as many as are asked for, so the first of all of them are complete. */
const byChange =
  (statuses: readonly TicketStatus[]): Source =>
  async (db, from) => {
    const all = await Promise.all(statuses.map((status) => readStatus(db, status, from)));
    return all
      .flat()
      .sort((a, b) => (a.place < b.place ? 1 : a.place > b.place ? -1 : 0))
      .slice(0, BATCH);
  };

/** One status after the other. */
const byStatus =
  (statuses: readonly TicketStatus[]): Source =>
  async (db, from) => {
    const [, at, behind] = /^(\w+) (.+)$/.exec(from ?? '') ?? [];
    const first = Math.max(0, statuses.map(String).indexOf(at ?? ''));
    for (const [index, status] of statuses.slice(first).entries()) {
      const candidates = await readStatus(db, status, index === 0 ? behind : undefined);
      if (candidates.length > 0) {
        return candidates.map(({ number, place }) => ({ number, place: `${status} ${place}` }));
      }
    }
    return [];
  };
