// One ticket: reading it with its history, editing it, replying to it. Lists are in ticket-lists.ts, making one in save.ts. Knows no permission.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import {
  AgentTicket,
  type AgentTicketItem,
  type Author,
  ChatId,
  type Cid,
  TicketChange,
  TicketItem,
  type UserId,
} from '../../shared/model.ts';
import { type Changed, decideEdit, statusAfterReply, type TicketEdit } from '../domain/ticket.ts';
import type { Db, Item, Write } from './db.ts';
import { META, ticketChangeKey, ticketIndex, ticketKey, ticketPk, ticketReplyKey } from './keys.ts';
import { readEntries } from './log.ts';
import { AGAIN, untilSettled } from './retry.ts';

/** A ticket as it is stored; it points at its chat and never copies it. */
export const Ticket = v.object({
  ...v.omit(AgentTicket, ['history', 'rating', 'accountEmail']).entries,
  /** The chat it came from; a question without a chat has `question` instead. */
  chatId: v.optional(ChatId),
  question: v.optional(v.string()),
  /** Grows with every write; `rev` only with those that change a field, so a reply is in nobody's way. */
  version: v.number(),
});
export type Ticket = v.InferOutput<typeof Ticket>;

const Reply = TicketItem.options[1];
type Reply = v.InferOutput<typeof Reply>;

export const toTicket = (item: Item): Ticket => v.parse(Ticket, item);

export const fromTicket = (ticket: Ticket): Item => ({
  ...ticketKey(ticket.number),
  ...ticketIndex(ticket.status, ticket.changedAt, ticket.number),
  ...ticket,
});

export const readTicket = async (db: Db, number: number): Promise<Ticket | undefined> => {
  const item = await db.get(ticketKey(number), { consistent: true });
  return item && toTicket(item);
};

/** A ticket with all that happened to it, in the order it happened; its chat comes with the whole conversation (S77). */
export const readDossier = async (
  db: Db,
  number: number,
): Promise<{ readonly ticket: Ticket; readonly history: readonly AgentTicketItem[] } | undefined> => {
  const items = await readPartition(db, ticketPk(number));
  const meta = items.find(({ sk }) => sk === META);
  if (!meta) return undefined;
  const ticket = toTicket(meta);
  const since = items
    .filter((item) => item !== meta)
    .map((item) => v.parse(v.variant('kind', [Reply, TicketChange]), item))
    // What a reply did to the status comes behind it.
    .sort((a, b) => a.at - b.at || Number(a.kind === 'change') - Number(b.kind === 'change'));
  return { ticket, history: [...(await readBeginning(db, ticket)), ...since] };
};

const readPartition = async (db: Db, pk: string): Promise<Item[]> => {
  const items: Item[] = [];
  for (let from = ''; ; ) {
    const page = await db.query({ pk, from: `${from}\u0000`, consistent: true });
    items.push(...page.items);
    if (!page.more) return items;
    from = String(page.items.at(-1)?.sk);
  }
};

const readBeginning = async (
  db: Db,
  { chatId, question, customer, createdAt: at }: Ticket,
): Promise<AgentTicketItem[]> => [
  ...(question === undefined
    ? []
    : [
        {
          kind: 'message',
          at,
          author: { role: 'customer', id: customer.id, name: customer.name },
          text: question,
        } as const,
      ]),
  ...(chatId ? [{ kind: 'chat', at, chatId, entries: await readEntries(db, chatId) } as const] : []),
];

const absent = { condition: 'attribute_not_exists(pk)' } as const;

const writeTicket = (before: Ticket, after: Ticket): Write => ({
  put: fromTicket({ ...after, version: before.version + 1 }),
  when: { condition: 'version = :was', values: { ':was': before.version } },
});

const noteChange = ({ ticket, change }: Changed<Ticket>): Write => ({
  put: { ...ticketChangeKey(ticket.number, ticket.rev), ...change },
  when: absent,
});

export interface Editing {
  readonly number: number;
  /** The version the edit was made from. */
  readonly rev: number;
  readonly edit: TicketEdit;
  readonly by: Author;
  readonly now: number;
}

interface Edited {
  readonly ticket: Ticket;
  readonly isChanged: boolean;
}

/**
 * Changes the fields given, unless somebody saved a newer version; notes who changed what. A ticket that has all of them
 * already is as good: it is asked again after an answer that was lost, of the store's or of this.
 */
export const editTicket = async (
  db: Db,
  random: () => number,
  { number, rev, edit, by, now }: Editing,
): Promise<Result<Edited>> => {
  let isTried = false;
  return untilSettled<Edited>(random, async () => {
    const ticket = await readTicket(db, number);
    if (!ticket) return refuse({ code: 'not_found' });
    const changed = decideEdit(ticket, edit, by, now);
    if (!changed) return { ok: { ticket, isChanged: isTried && ticket.rev > rev } };
    if (ticket.rev !== rev) return refuse({ code: 'outdated' });
    isTried = true;
    const result = await db.transact([writeTicket(ticket, changed.ticket), noteChange(changed)]);
    return 'done' in result ? { ok: { ticket: changed.ticket, isChanged: true } } : AGAIN;
  });
};

export interface Replying {
  readonly number: number;
  readonly cid: Cid;
  readonly by: Author;
  readonly text: string;
  /** Whether an agent solves the ticket with it. */
  readonly solve: boolean;
  readonly now: number;
  /** Asked on the ticket as it is when the reply is stored. */
  readonly allows: (ticket: Ticket) => boolean;
}

interface Replied {
  readonly ticket: Ticket;
  /** Whether this call stored it. */
  readonly isNew: boolean;
  /** Whether it changed the status. */
  readonly isChanged: boolean;
}

/** Whether this person's reply with this `cid` is stored: what was asked again was done before. */
export const hasReply = async (
  db: Db,
  { number, cid, by }: Pick<Replying, 'number' | 'cid'> & { readonly by: UserId },
): Promise<boolean> => {
  const item = await db.get(ticketReplyKey(number, cid), { consistent: true });
  return item !== undefined && v.parse(Reply, item).author.id === by;
};

/** Stores a reply, once per `cid`, with what it does to the status. A repeated one changes nothing. */
export const addReply = async (
  db: Db,
  random: () => number,
  { number, cid, by, text, solve, now, allows }: Replying,
): Promise<Result<Replied>> => {
  let tried: Replied | undefined;
  return untilSettled<Replied>(random, async () => {
    const ticket = await readTicket(db, number);
    if (!ticket || !allows(ticket)) return refuse({ code: 'not_found' });
    const status = statusAfterReply(ticket.status, by, solve);
    const changed = decideEdit(ticket, { status }, by, now);
    const after = changed?.ticket ?? { ...ticket, changedAt: Math.max(now, ticket.changedAt) };
    const reply: Reply = { kind: 'message', at: now, author: by, text, cid };
    const result = await db.transact([
      { put: { ...ticketReplyKey(number, cid), ...reply }, when: absent },
      writeTicket(ticket, after),
      ...(changed ? [noteChange(changed)] : []),
    ]);
    if ('done' in result) return { ok: { ticket: after, isNew: true, isChanged: changed !== undefined } };
    const [known] = 'refused' in result ? result.refused : [];
    if (!known) {
      tried = { ticket: after, isNew: true, isChanged: changed !== undefined };
      return AGAIN;
    }
    // Whose id it is, is whose reply it is: nobody else's is told or replaced.
    const stored = v.parse(Reply, known);
    if (stored.author.id !== by.id) return refuse({ code: 'bad_request', path: 'cid' });
    // Stored by a try of this very call, whose answer was lost: others have yet to be told.
    if (tried && stored.at === now) return { ok: tried };
    return { ok: { ticket, isNew: false, isChanged: false } };
  });
};
