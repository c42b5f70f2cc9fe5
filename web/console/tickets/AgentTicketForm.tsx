// The fields of a ticket on its page (those beside a chat: web/console/shell/TicketFieldsView.tsx); a colleague's newer version never takes away what was typed.
import { useRef } from 'preact/hooks';
import type { Person, TicketStatus } from '../../../shared/model.ts';
import { REMARKS_MAX, SUBJECT_MAX } from '../../../shared/rules.ts';
import { Field } from '../../ui/Field.tsx';
import { tooLong } from '../../ui/too-long.ts';
import type { Editor } from '../shell/editor.ts';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, useTheirs } from '../shell/SaveFeedback.tsx';
import { withCurrent } from '../shell/TicketFieldsView.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { useAssignees } from './TicketFilters.tsx';
import { useTicketTexts } from './texts.ts';
import type { TicketValues } from './ticket-editor.ts';

/** The schema of the server would bring its library along. */
const statuses: readonly TicketStatus[] = ['new', 'open', 'solved'];

export const AgentTicketForm = ({ form }: { form: Editor<TicketValues> }) => {
  const texts = useTicketTexts();
  const { common, ui } = useTexts();
  const desk = useDesk();
  const agents = useAssignees();
  const element = useRef<HTMLFormElement>(null);
  const theirs = useTheirs(form);
  const shown = form.shown.value;
  if (!shown) return null;
  /** Whoever has it stays choosable after losing the right to. */
  const choices = [shown.assignee, ...agents].filter(
    (agent, index, all): agent is Person =>
      !!agent && all.findIndex((other) => other?.id === agent.id) === index,
  );
  const submit = async (event: Event) => {
    event.preventDefault();
    await form.save();
    const [wrong] = form.wrong.value;
    const control = wrong && element.current?.elements.namedItem(wrong);
    if (control instanceof HTMLElement) control.focus();
  };
  return (
    <form class="card fields" ref={element} onSubmit={submit} noValidate>
      <h2>{texts.fields}</h2>
      <EditorAlerts editor={form} />
      <Field
        label={texts.subject}
        hint={theirs('subject')}
        error={
          tooLong(shown.subject, SUBJECT_MAX, ui) ??
          (form.wrong.value.includes('subject') ? texts.missingSubject : undefined)
        }
      >
        {(control) => (
          <input
            {...control}
            name="subject"
            required
            dir="auto"
            value={shown.subject}
            onInput={(event) => form.edit({ subject: event.currentTarget.value })}
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
              onInput={(event) => form.edit({ category: event.currentTarget.value })}
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
        <Field label={texts.status} hint={theirs('status', (status) => common.ticketStates[status])}>
          {(control) => (
            <select
              {...control}
              name="status"
              value={shown.status}
              onInput={(event) => {
                const status = statuses.find((option) => option === event.currentTarget.value);
                if (status) form.edit({ status });
              }}
            >
              {statuses.map((status) => (
                <option key={status} value={status}>
                  {common.ticketStates[status]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={texts.assignee} hint={theirs('assignee', (agent) => agent?.name ?? texts.list.nobody)}>
        {(control) => (
          <select
            {...control}
            name="assignee"
            value={shown.assignee?.id ?? ''}
            onInput={(event) => {
              const { value } = event.currentTarget;
              form.edit({ assignee: choices.find(({ id }) => id === value) ?? null });
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
        error={form.wrong.value.includes('email') ? common.refusals.bad_email() : undefined}
      >
        {(control) => (
          <input
            {...control}
            name="email"
            inputMode="email"
            autocomplete="off"
            value={shown.email}
            onInput={(event) => form.edit({ email: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={texts.remarks}
        aside={texts.remarksHint}
        hint={theirs('remarks')}
        error={tooLong(shown.remarks, REMARKS_MAX, ui)}
      >
        {(control) => (
          <textarea
            {...control}
            name="remarks"
            rows={5}
            dir="auto"
            value={shown.remarks}
            onInput={(event) => form.edit({ remarks: event.currentTarget.value })}
          />
        )}
      </Field>
      <label class="check">
        <input
          type="checkbox"
          name="published"
          checked={shown.published}
          onChange={(event) => form.edit({ published: event.currentTarget.checked })}
        />
        {texts.published}
      </label>
      <Saving isChanged={form.isChanged.value} saving={form.saving.value} isKept onUndo={form.undo} />
    </form>
  );
};
