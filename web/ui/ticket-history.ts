// A ticket's history as a page puts it together: from its end backwards, and what comes since behind it. Pure.
import type { AgentTicketItem, TicketItem } from '../../shared/model.ts';
import type { Answer } from './api.ts';

/** Of either site: an agent's ticket or a customer's. */
interface WithHistory<T extends AgentTicketItem> {
  readonly history: T[];
  readonly earlier?: string | undefined;
}

/** The ticket with the page before what is there; a chat that is cut in two by that is one again. */
export const addEarlier = <T extends AgentTicketItem, K extends WithHistory<T>>(
  known: K,
  page: WithHistory<T>,
): K => {
  const last = page.history.at(-1);
  const [first, ...rest] = known.history;
  const history =
    last?.kind === 'chat' && first?.kind === 'chat' && last.chatId === first.chatId
      ? [
          ...page.history.slice(0, -1),
          { ...first, ...last, entries: [...last.entries, ...first.entries] },
          ...rest,
        ]
      : [...page.history, ...known.history];
  return { ...known, history, earlier: page.earlier };
};

/**
 * Asks for what comes before until there is something to show: of a page of internal changes its customer sees nothing.
 * @returns the ticket with it, or why it could not be had.
 */
export const readEarlier = async <T extends AgentTicketItem, K extends WithHistory<T>>(
  known: K,
  ask: (before: string) => Promise<Answer<WithHistory<T>>>,
): Promise<Answer<K>> => {
  let ticket = known;
  while (ticket.earlier !== undefined) {
    const answer = await ask(ticket.earlier);
    if (!('ok' in answer)) return answer;
    ticket = addEarlier<T, K>(ticket, answer.ok);
    if (answer.ok.history.length > 0) break;
  }
  return { ok: ticket };
};

/** How far what is there goes; the answer to a change is to begin behind it. */
export const lastPlace = (history: readonly (AgentTicketItem | TicketItem)[]): string | undefined =>
  history.at(-1)?.place;

/**
 * The ticket as an answer says, with what is there of its history before it.
 * @param after what was asked behind; an answer that leaves a gap, or that was asked for without, stands alone.
 */
export const addNewer = <T extends AgentTicketItem, K extends WithHistory<T>>(
  known: K,
  fresh: K,
  after: string | undefined,
): K => {
  if (after === undefined || fresh.earlier !== undefined) return fresh;
  const places = new Set(fresh.history.map(({ place }) => place));
  const before = known.history.filter(({ place }) => !places.has(place));
  return { ...fresh, history: [...before, ...fresh.history], earlier: known.earlier };
};
