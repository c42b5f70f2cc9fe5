// The search for ended chats: what is asked, what was found so far, and going on. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { FoundChat } from '../../../shared/history-routes.ts';
import type { RouteInput, RouteReply } from '../../../shared/routes.ts';
import { type Failure, request } from '../../ui/api.ts';

type Reply = RouteReply<'GET /api/chats'>;
type Account = NonNullable<Reply['account']>;

/** As typed; dates as `2026-11-22`, of the reader's calendar. */
export interface Filters {
  readonly who: string;
  readonly agent: string;
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** Only this account's chats. */
  readonly account?: Account | undefined;
}
export const noFilters: Filters = { who: '', agent: '', text: '', from: '', to: '' };

export interface ChatHistory {
  readonly filters: ReadonlySignal<Filters>;
  readonly chats: ReadonlySignal<readonly FoundChat[]>;
  /** The account whose login is exactly what was asked for. */
  readonly account: ReadonlySignal<Account | undefined>;
  /** Where the search stopped (milliseconds), when it can go on. */
  readonly lookedUntil: ReadonlySignal<number | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  edit(filters: Partial<Filters>): void;
  /** From the newest on. */
  search(): Promise<void>;
  /** The next page of the last search. */
  loadMore(): Promise<void>;
}

/** A day of the reader's calendar, and the next one, as moments. */
const startOf = (date: string, days = 0): string | undefined => {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) return undefined;
  const at = new Date(year, month - 1, day + days).getTime();
  return at >= 0 ? String(at) : undefined;
};

export const toQuery = ({ who, agent, text, from, to, account }: Filters): RouteInput<'GET /api/chats'> => ({
  ...(who.trim() && !account && { who: who.trim() }),
  ...(account && { customer: account.id }),
  ...(agent.trim() && { agent: agent.trim() }),
  ...(text.trim() && { text: text.trim() }),
  from: startOf(from),
  // Up to and including a day is before the next one begins.
  to: startOf(to, 1),
});

export const createHistory = (): ChatHistory => {
  const filters = signal(noFilters);
  const chats = signal<readonly FoundChat[]>([]);
  const account = signal<Account | undefined>();
  const lookedUntil = signal<number | undefined>();
  const isBusy = signal(false);
  const fault = signal<Failure | undefined>();
  let asked = toQuery(noFilters);
  let cursor: string | undefined;
  /** Only the answer to the latest search counts. */
  let searches = 0;

  const ask = async (from: string | undefined) => {
    const search = ++searches;
    isBusy.value = true;
    fault.value = undefined;
    const answer = await request('GET /api/chats', { ...asked, ...(from && { cursor: from }) });
    if (search !== searches) return;
    isBusy.value = false;
    if (!('ok' in answer)) {
      fault.value = answer;
      return;
    }
    const { ok } = answer;
    const known = new Set(from ? chats.value.map(({ id }) => id) : []);
    chats.value = [...(from ? chats.value : []), ...ok.chats.filter(({ id }) => !known.has(id))];
    if (!from) account.value = ok.account;
    cursor = ok.cursor;
    lookedUntil.value = ok.cursor === undefined ? undefined : ok.lookedUntil;
  };

  return {
    filters,
    chats,
    account,
    lookedUntil,
    isBusy,
    fault,
    edit: (changes) => {
      filters.value = { ...filters.value, ...changes };
    },
    search: () => {
      asked = toQuery(filters.value);
      cursor = undefined;
      return ask(undefined);
    },
    loadMore: async () => {
      if (cursor !== undefined && !isBusy.value) await ask(cursor);
    },
  };
};
