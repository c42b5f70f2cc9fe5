// The fields of a ticket; a colleague's newer version never takes away what was typed.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type AgentTicket, type Person, TicketStatus } from '../../../shared/model.ts';
import { EMAIL_MAX, REMARKS_MAX, SUBJECT_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Field } from '../../ui/Field.tsx';
import { Saving } from '../shell/SaveBar.tsx';
import { withCurrent } from '../shell/TicketFieldsView.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { useAssignees } from './TicketFilters.tsx';
import { useTicketTexts } from './texts.ts';
import { hasChanges, type TicketFieldName, withDraft } from './ticket-draft.ts';
import type { TicketEditor } from './ticket-editor.ts';

interface Props {
  ticket: AgentTicket;
  editor: TicketEditor;
}

export const TicketForm = ({ ticket, editor }: Props) => {
  const texts = useTicketTexts();
  const { common, ui } = useTexts();
  const desk = useDesk();
  const agents = useAssignees();
  const form = useRef<HTMLFormElement>(null);
  const wrong = useSignal<TicketFieldName | undefined>(undefined);
  const shown = withDraft(ticket, editor.draft.value);
  /** Who has it stays choosable after losing the right to. */
  const choices = [shown.assignee, ...agents].filter(
    (agent, index, all): agent is Person =>
      !!agent && all.findIndex((other) => other?.id === agent.id) === index,
  );
  const fault = editor.fault.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    wrong.value = await editor.save();
    const control = wrong.value && form.current?.elements.namedItem(wrong.value);
    if (control instanceof HTMLElement) control.focus();
  };
  /** What a colleague stored in a field that was changed here as well. */
  const theirs = (name: 'subject' | 'category' | 'remarks' | 'email') =>
    editor.clashes.value.includes(name) ? texts.theirs(ticket[name] || texts.nothing) : undefined;
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      <h2>{texts.fields}</h2>
      {editor.isConflict.value && <Alert kind="warning">{texts.conflict}</Alert>}
      {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
      <Field
        label={texts.subject}
        hint={theirs('subject')}
        error={wrong.value === 'subject' ? texts.missingSubject : undefined}
      >
        {(control) => (
          <input
            {...control}
            name="subject"
            maxLength={SUBJECT_MAX}
            required
            dir="auto"
            value={shown.subject}
            onInput={(event) => editor.edit('subject', event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="fields__pair">
        <Field label={texts.category} hint={theirs('category')}>
          {(control) => (
            <select
              {...control}
              name="category"
              value={shown.category}
              onInput={(event) => editor.edit('category', event.currentTarget.value)}
            >
              <option value="">{texts.list.noCategory}</option>
              {withCurrent(desk.state.value.categories, shown.category).map((category) => (
                <option key={category} value={category}>
                  {category}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={texts.status}
          hint={
            editor.clashes.value.includes('status')
              ? texts.theirs(common.ticketStates[ticket.status])
              : undefined
          }
        >
          {(control) => (
            <select
              {...control}
              name="status"
              value={shown.status}
              onInput={(event) => {
                const status = TicketStatus.options.find((option) => option === event.currentTarget.value);
                if (status) editor.edit('status', status);
              }}
            >
              {TicketStatus.options.map((status) => (
                <option key={status} value={status}>
                  {common.ticketStates[status]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field
        label={texts.assignee}
        hint={
          editor.clashes.value.includes('assignee')
            ? texts.theirs(ticket.assignee?.name ?? texts.list.nobody)
            : undefined
        }
      >
        {(control) => (
          <select
            {...control}
            name="assignee"
            value={shown.assignee?.id ?? ''}
            onInput={(event) => {
              const { value } = event.currentTarget;
              editor.edit('assignee', choices.find(({ id }) => id === value) ?? null);
            }}
          >
            <option value="">{texts.list.nobody}</option>
            {choices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={texts.email}
        hint={theirs('email')}
        error={wrong.value === 'email' ? common.refusals.bad_email() : undefined}
      >
        {(control) => (
          <input
            {...control}
            name="email"
            type="email"
            autocomplete="off"
            maxLength={EMAIL_MAX}
            value={shown.email}
            onInput={(event) => editor.edit('email', event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={texts.remarks} aside={texts.remarksHint} hint={theirs('remarks')}>
        {(control) => (
          <textarea
            {...control}
            name="remarks"
            rows={5}
            maxLength={REMARKS_MAX}
            dir="auto"
            value={shown.remarks}
            onInput={(event) => editor.edit('remarks', event.currentTarget.value)}
          />
        )}
      </Field>
      <label class="check">
        <input
          type="checkbox"
          name="published"
          checked={shown.published}
          onChange={(event) => editor.edit('published', event.currentTarget.checked)}
        />
        {texts.published}
      </label>
      <Saving isChanged={hasChanges(editor.draft.value)} saving={editor.saving.value} onUndo={editor.undo} />
    </form>
  );
};
