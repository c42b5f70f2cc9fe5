// The fields for the ticket under a conversation (S32-S36), saved as they are filled. Those of a ticket that is there: web/console/tickets/AgentTicketForm.tsx.
import { useSignal } from '@preact/signals';
import { isEmail, REMARKS_MAX, SUBJECT_MAX } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Field } from '../../ui/Field.tsx';
import { tooLong } from '../../ui/too-long.ts';
import type { FieldName } from '../state/form-draft.ts';
import type { SaveStatus, TicketFields } from '../state/ticket-fields.ts';
import { type Texts, useDesk, useTexts } from './uses.tsx';

export const TicketFieldsView = ({ fields }: { fields: TicketFields }) => {
  const { consoleTexts, common, ui } = useTexts();
  const desk = useDesk();
  const { form: texts } = consoleTexts;
  const isEmailLeft = useSignal(true);
  const shown = fields.shown();
  const status = statusText(fields.status.value, { consoleTexts, common, ui });
  const handlers = (name: FieldName) => ({
    disabled: shown === undefined,
    value: shown?.[name] ?? '',
    onFocus: () => fields.focus(name),
    onBlur: () => fields.blur(),
    onInput: (event: { currentTarget: { value: string } }) => fields.type(name, event.currentTarget.value),
  });
  const email = shown?.email.trim() ?? '';
  const isOpen = useSignal(desk.layout.areFieldsOpen.peek() ?? hasRoom(desk.windows.peek().length));
  const filled = [shown?.category, shown?.subject].filter(Boolean).join(' · ');
  const isBadEmail = isEmailLeft.value && email !== '' && !isEmail(email);
  return (
    <details
      class="ticket-fields"
      open={isOpen.value}
      onToggle={({ currentTarget: { open } }) => {
        if (open === isOpen.value) return;
        isOpen.value = open;
        desk.layout.chooseFields(open);
      }}
    >
      <summary>
        {texts.title}
        {!isOpen.value && filled && (
          <span class="ticket-fields__filled" dir="auto">
            {filled}
          </span>
        )}
        <span class="ticket-fields__status" role="status">
          {status}
        </span>
      </summary>
      <div class="ticket-fields__grid">
        <Field label={texts.subject} error={tooLong(shown?.subject ?? '', SUBJECT_MAX, ui)}>
          {(control) => <input {...control} {...handlers('subject')} dir="auto" />}
        </Field>
        <Field label={texts.category}>
          {(control) => (
            <select {...control} {...handlers('category')}>
              <option value="">{texts.noCategory}</option>
              {withCurrent(desk.state.value.categories, shown?.category).map((category) => (
                <option key={category} value={category}>
                  {category}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={texts.email} error={isBadEmail ? texts.badEmail : undefined}>
          {(control) => (
            <input
              {...control}
              {...handlers('email')}
              inputMode="email"
              autocomplete="off"
              onFocus={() => {
                isEmailLeft.value = false;
                fields.focus('email');
              }}
              onBlur={() => {
                isEmailLeft.value = true;
                fields.blur();
              }}
            />
          )}
        </Field>
        <div class="ticket-fields__wide">
          <Field
            label={texts.remarks}
            aside={texts.remarksHint}
            error={tooLong(shown?.remarks ?? '', REMARKS_MAX, ui)}
          >
            {(control) => <textarea {...control} {...handlers('remarks')} rows={2} dir="auto" />}
          </Field>
        </div>
      </div>
    </details>
  );
};

/** Below this many pixels of height the fields would take the room of the conversation; and so with more windows than this. */
const TALL = 800;
const FEW_WINDOWS = 2;

/** Whether the fields can be open beside a conversation one can read, until the agent chose. */
const hasRoom = (windows: number): boolean =>
  matchMedia(`(height >= ${TALL}px) and (width >= 56.25rem)`).matches && windows <= FEW_WINDOWS;

/** A category that was taken off the list since stays choosable where it was chosen. */
export const withCurrent = (categories: readonly string[], current: string | undefined): readonly string[] =>
  current && !categories.includes(current) ? [current, ...categories] : categories;

const statusText = (status: SaveStatus, { consoleTexts: { form: texts }, common }: Texts): string => {
  switch (status.kind) {
    case 'quiet':
      return '';
    case 'unsaved':
      return texts.unsaved;
    case 'saving':
      return texts.saving;
    case 'saved':
      return texts.saved;
    case 'failed':
      return status.refusal ? texts.refused(refusalText(common, status.refusal)) : texts.failed;
    default:
      return status satisfies never;
  }
};
