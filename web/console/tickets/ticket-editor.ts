// One ticket being looked at and edited: loads, saves, and keeps what was typed when a colleague was first. Knows no screen.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AgentTicket } from '../../../shared/model.ts';
import { isEmail } from '../../../shared/rules.ts';
import type { Failure, request } from '../../ui/api.ts';
import { addNewer, lastPlace, readEarlier } from '../../ui/ticket-history.ts';
import type { Keep } from '../state/keep.ts';
import {
  editTicket,
  hasChanges,
  rebase,
  type TicketDraft,
  type TicketFieldName,
  type TicketValue,
} from './ticket-draft.ts';

export type SaveState = 'quiet' | 'saving' | 'saved';

export interface TicketEditor {
  readonly ticket: ReadonlySignal<AgentTicket | undefined>;
  readonly draft: ReadonlySignal<TicketDraft>;
  readonly clashes: ReadonlySignal<readonly TicketFieldName[]>;
  /** A colleague saved a newer version while this one was edited. */
  readonly isConflict: ReadonlySignal<boolean>;
  readonly saving: ReadonlySignal<SaveState>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  load(): Promise<void>;
  edit<N extends TicketFieldName>(name: N, value: TicketValue<N>): void;
  /**
   * Shows what the server gave elsewhere; what was typed stays on top of it.
   * @param after the place that its history was asked for behind.
   */
  take(fresh: AgentTicket, after?: string): void;
  /** Reads the page of its history before what is there. Gives why it could not. */
  earlier(): Promise<Failure | undefined>;
  undo(): void;
  /** Gives the first field that has to be corrected, if any. */
  save(): Promise<TicketFieldName | undefined>;
}

export interface TicketEditorDeps {
  readonly number: number;
  readonly request: typeof request;
  readonly keep: Keep;
}

export const createTicketEditor = ({ number, request, keep }: TicketEditorDeps): TicketEditor => {
  const ticket = signal<AgentTicket | undefined>();
  const draft = signal<TicketDraft>({});
  const clashes = signal<readonly TicketFieldName[]>([]);
  const isConflict = signal(false);
  const saving = signal<SaveState>('quiet');
  const fault = signal<Failure | undefined>();

  const setDraft = (next: TicketDraft) => {
    draft.value = next;
    const rev = ticket.value?.rev;
    keep.keepTicket(number, rev !== undefined && hasChanges(next) ? { rev, fields: next } : undefined);
  };

  /** Takes the stored ticket; what was typed stays on top of it. */
  const take = (fresh: AgentTicket, after?: string) => {
    const next = rebase(ticket.value ?? fresh, fresh, draft.value);
    ticket.value = ticket.value ? addNewer(ticket.value, fresh, after) : fresh;
    clashes.value = next.clashes;
    setDraft(next.draft);
  };

  const load = async () => {
    const answer = await request('GET /api/tickets/{number}', { number: String(number) });
    if (!('ok' in answer)) {
      fault.value = answer;
      return;
    }
    fault.value = undefined;
    const note = ticket.value ? undefined : keep.ticket(number);
    if (note) draft.value = note.fields;
    take(answer.ok);
    if (note && note.rev !== answer.ok.rev && hasChanges(draft.value)) isConflict.value = true;
  };

  const save = async (): Promise<TicketFieldName | undefined> => {
    const base = ticket.value;
    const fields = draft.value;
    if (!base || saving.value === 'saving') return undefined;
    if (fields.subject?.trim() === '') return 'subject';
    if (fields.email?.trim() && !isEmail(fields.email.trim())) return 'email';
    saving.value = 'saving';
    fault.value = undefined;
    const { assignee, ...rest } = fields;
    const after = lastPlace(base.history);
    const answer = await request('PATCH /api/tickets/{number}', {
      number: String(number),
      rev: base.rev,
      after,
      ...rest,
      ...(assignee !== undefined && { assignee: assignee?.id ?? 'none' }),
      ...(fields.subject !== undefined && { subject: fields.subject.trim() }),
      ...(fields.email !== undefined && { email: fields.email.trim() }),
    });
    saving.value = 'quiet';
    if ('ok' in answer) {
      // What was typed while the save was under way stays unsaved.
      const typedSince = Object.fromEntries(
        Object.entries(draft.value).filter(
          ([name, value]) => !(name in fields) || fields[name as TicketFieldName] !== value,
        ),
      );
      ticket.value = addNewer(ticket.value ?? base, answer.ok, after);
      isConflict.value = false;
      clashes.value = [];
      setDraft(typedSince);
      saving.value = 'saved';
      return undefined;
    }
    if ('error' in answer && answer.error.code === 'outdated') {
      await load();
      isConflict.value = true;
      return undefined;
    }
    fault.value = answer;
    return undefined;
  };

  return {
    ticket,
    draft,
    clashes,
    isConflict,
    saving,
    fault,
    load,
    take,
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
    edit: (name, value) => {
      if (!ticket.value) return;
      saving.value = 'quiet';
      setDraft(editTicket(ticket.value, draft.value, name, value));
    },
    undo: () => {
      isConflict.value = false;
      clashes.value = [];
      setDraft({});
    },
    save,
  };
};
