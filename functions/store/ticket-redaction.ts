// Takes out of a ticket what it has from a message that is taken back: a subject that was made of it (S33, S138). No rules about when.
import * as v from 'valibot';
import { TicketChange } from '../../shared/model.ts';
import type { Db, Item, Write } from './db.ts';
import { TICKET_CHANGES, TICKET_HISTORY, ticketKey, ticketPk } from './keys.ts';
import { readTicket } from './tickets.ts';

/** Changes of a subject are among the first things that happen to a ticket; so many are looked at. */
const LOOK_AT = 100;
/** A transaction has room for so many beside what it is about. */
const CHANGED_MAX = 40;

export interface Subject {
  readonly was: string;
  readonly becomes: string;
}

/** @returns what to write with the message: nothing for a ticket that has it nowhere. */
export const forgetSubject = async (
  db: Db,
  number: number,
  { was, becomes }: Subject,
): Promise<readonly Write[]> => {
  const ticket = await readTicket(db, number);
  if (!ticket) return [];
  const noted = await Promise.all(
    [TICKET_HISTORY, TICKET_CHANGES].map((prefix) =>
      db.query({
        pk: ticketPk(number),
        from: prefix,
        to: `${prefix}~`,
        consistent: true,
        limit: LOOK_AT,
      }),
    ),
  );
  const changes = noted.flatMap(({ items }) => items.flatMap((item) => correct(item, { was, becomes })));
  if (ticket.subject !== was && changes.length === 0) return [];
  return [
    {
      update: ticketKey(number),
      by: {
        update: 'SET subject = :subject ADD #rev :one, #version :one',
        condition: '#version = :was',
        names: { '#rev': 'rev', '#version': 'version' },
        values: {
          ':subject': ticket.subject === was ? becomes : ticket.subject,
          ':one': 1,
          ':was': ticket.version,
        },
      },
    },
    ...changes.slice(0, CHANGED_MAX),
  ];
};

/** What was noted of a change of the subject, without the words. */
const correct = (item: Item, { was, becomes }: Subject): Write[] => {
  const change = v.safeParse(TicketChange, item);
  if (!change.success) return [];
  const told = (value: string | undefined) => (value === was ? becomes : value);
  const changes = change.output.changes.map((each) =>
    each.field === 'subject' ? { ...each, from: told(each.from), to: told(each.to) } : each,
  );
  if (!change.output.changes.some(({ field, from, to }) => field === 'subject' && [from, to].includes(was)))
    return [];
  return [
    {
      update: { pk: String(item.pk), sk: String(item.sk) },
      by: {
        update: 'SET changes = :changes',
        condition: 'attribute_exists(pk)',
        values: { ':changes': changes },
      },
    },
  ];
};
