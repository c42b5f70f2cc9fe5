// One ticket being looked at and edited: its history, and its fields over the stored ones. What is typed outlives the page. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AgentTicket, Person } from '../../../shared/model.ts';
import { isBlank, isEmail, REMARKS_MAX, SUBJECT_MAX } from '../../../shared/rules.ts';
import type { Answer, Failure, request } from '../../ui/api.ts';
import { addNewer, lastPlace, readEarlier } from '../../ui/ticket-history.ts';
import { createEditor, type Editor } from '../shell/editor.ts';
import type { TabStorage } from '../state/tab-storage.ts';

/** What of a ticket can be changed; an assignee of `null` is nobody. */
export type TicketValues = Pick<
  AgentTicket,
  'rev' | 'subject' | 'category' | 'status' | 'remarks' | 'email' | 'published'
> & { readonly assignee: Person | null };

const toValues = (ticket: AgentTicket): TicketValues => {
  const { rev, subject, category, status, assignee = null, remarks, email, published } = ticket;
  return { rev, subject, category, status, assignee, remarks, email, published };
};

export interface TicketEditor {
  readonly ticket: ReadonlySignal<AgentTicket | undefined>;
  readonly form: Editor<TicketValues>;
  /**
   * Shows what the server gave elsewhere; what was typed stays on top of it.
   * @param after the place that its history was asked for behind.
   */
  take(fresh: AgentTicket, after?: string): void;
  /** Reads the page of its history before what is there. Gives why it could not. */
  earlier(): Promise<Failure | undefined>;
}

export interface TicketEditorDeps {
  readonly number: number;
  readonly request: typeof request;
  readonly tabStorage: TabStorage;
}

export const createTicketEditor = ({ number, request, tabStorage }: TicketEditorDeps): TicketEditor => {
  const ticket = signal<AgentTicket | undefined>();

  const hold = (fresh: AgentTicket, after: string | undefined): TicketValues => {
    ticket.value = ticket.value ? addNewer(ticket.value, fresh, after) : fresh;
    return toValues(fresh);
  };

  const form = createEditor<TicketValues>({
    load: async (): Promise<Answer<TicketValues>> => {
      const answer = await request('GET /api/tickets/{number}', { number: String(number) });
      return 'ok' in answer ? { ok: hold(answer.ok, undefined) } : answer;
    },
    save: async ({ assignee, subject, email, ...rest }, rev) => {
      const after = ticket.value && lastPlace(ticket.value.history);
      const answer = await request('PATCH /api/tickets/{number}', {
        number: String(number),
        ...rest,
        rev,
        after,
        ...(assignee !== undefined && { assignee: assignee?.id ?? 'none' }),
        ...(subject !== undefined && { subject: subject.trim() }),
        ...(email !== undefined && { email: email.trim() }),
      });
      return 'ok' in answer ? { ok: hold(answer.ok, after) } : answer;
    },
    findWrong: (_, { subject, remarks = '', email }) => [
      ...(subject !== undefined && (isBlank(subject) || subject.length > SUBJECT_MAX)
        ? (['subject'] as const)
        : []),
      ...(remarks.length > REMARKS_MAX ? (['remarks'] as const) : []),
      ...(email?.trim() && !isEmail(email.trim()) ? (['email'] as const) : []),
    ],
    // A person by the id, whatever the name by now.
    markOf: (value) => (typeof value === 'object' && value ? value.id : value),
    restore: () => tabStorage.ticket(number),
    persist: (unsaved) => tabStorage.saveTicket(number, unsaved),
  });

  return {
    ticket,
    form,
    take: (fresh, after) => form.take(hold(fresh, after)),
    earlier: async () => {
      const known = ticket.value;
      if (!known) return undefined;
      const answer = await readEarlier(known, (before) =>
        request('GET /api/tickets/{number}', { number: String(number), before }),
      );
      if (!('ok' in answer)) return answer;
      // What came meanwhile stays, and what was asked for comes before it.
      const { history, earlier } = answer.ok;
      const were = new Set(known.history);
      const since = (ticket.value ?? known).history.filter((item) => !were.has(item));
      ticket.value = { ...(ticket.value ?? known), history: [...history, ...since], earlier };
      return undefined;
    },
  };
};
