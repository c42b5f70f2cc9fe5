// How long what is kept, to change, and what was removed so far.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Removed, RetentionKind } from '../../../shared/privacy-routes.ts';
import { PERIOD_MAX } from '../../../shared/rules.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { Field } from '../../ui/Field.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, useTheirs } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import {
  createRetentionEditor,
  endless,
  kinds,
  type RetentionEditor,
  type Typed,
} from './retention-editor.ts';
import { type PrivacyTexts, privacyTexts } from './texts.ts';

export const RetentionCard = () => {
  const { ui } = useTexts();
  const texts = privacyTexts.use();
  const editor = useMemo(createRetentionEditor, []);
  useEffect(() => void editor.load(), [editor]);
  return (
    <>
      <section class="card privacy" aria-labelledby="retention">
        <h2 id="retention">{texts.retention}</h2>
        <p class="soft">{texts.retentionLead}</p>
        <EditorAlerts editor={editor} />
        {editor.shown.value ? (
          <Form editor={editor} />
        ) : (
          !editor.fault.value && <Loading label={ui.loading} />
        )}
      </section>
      <RemovedCard removed={editor.removed.value} />
    </>
  );
};

const Form = ({ editor }: { editor: RetentionEditor }) => {
  const { ui } = useTexts();
  const texts = privacyTexts.use();
  const form = useRef<HTMLFormElement>(null);
  const isAsking = useSignal(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!editor.check()) {
      const control = form.current?.elements.namedItem(`${String(editor.wrong.value[0])}-count`);
      if (control instanceof HTMLElement) control.focus();
    } else if (editor.shortens()) isAsking.value = true;
    else void editor.save();
  };
  const save = () => {
    isAsking.value = false;
    void editor.save();
  };
  return (
    <form class="fields" ref={form} onSubmit={submit} noValidate>
      {kinds.map((kind) => (
        <PeriodField key={kind} kind={kind} editor={editor} />
      ))}
      <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} onUndo={editor.undo} />
      {isAsking.value && (
        <Confirm
          title={texts.confirmTitle}
          cancel={ui.cancel}
          confirm={texts.confirmYes}
          onClose={() => {
            isAsking.value = false;
          }}
          onConfirm={save}
        >
          <p>{texts.confirm}</p>
        </Confirm>
      )}
    </form>
  );
};

const PeriodField = ({ kind, editor }: { kind: RetentionKind; editor: RetentionEditor }) => {
  const { common } = useTexts();
  const texts = privacyTexts.use();
  const theirs = useTheirs(editor);
  const typed: Typed | undefined = editor.shown.value?.[kind];
  if (!typed) return null;
  const max = new Intl.NumberFormat(common.locale).format(PERIOD_MAX);
  return (
    <fieldset class="period">
      <legend class="field__label">{texts.kinds[kind]}</legend>
      <p class="field__hint">{theirs(kind, (period) => periodText(period, texts)) ?? texts.hints[kind]}</p>
      <div class="period__fields">
        <Field label={texts.count} error={editor.wrong.value.includes(kind) ? texts.wrong(max) : undefined}>
          {(control) => (
            <input
              {...control}
              name={`${kind}-count`}
              inputMode="numeric"
              autocomplete="off"
              disabled={typed.never}
              value={typed.count}
              onInput={(event) => editor.editPeriod(kind, { count: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={texts.unit}>
          {(control) => (
            <select
              {...control}
              name={`${kind}-unit`}
              disabled={typed.never}
              value={typed.unit}
              onChange={(event) =>
                editor.editPeriod(kind, { unit: event.currentTarget.value === 'days' ? 'days' : 'months' })
              }
            >
              <option value="days">{texts.units.days}</option>
              <option value="months">{texts.units.months}</option>
            </select>
          )}
        </Field>
      </div>
      {endless.includes(kind) && (
        <label class="check">
          <input
            type="checkbox"
            name={`${kind}-never`}
            checked={typed.never}
            onChange={(event) => editor.editPeriod(kind, { never: event.currentTarget.checked })}
          />
          {texts.never}
        </label>
      )}
    </fieldset>
  );
};

const periodText = ({ count, unit, never }: Typed, texts: PrivacyTexts): string =>
  never ? texts.never : `${count} ${texts.units[unit]}`;

const counted = ['chats', 'tickets', 'ratings', 'auditLines', 'customers'] as const;

const RemovedCard = ({ removed }: { removed: readonly Removed[] }) => {
  const { common } = useTexts();
  const texts = privacyTexts.use();
  const months = new Intl.DateTimeFormat(common.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(common.locale);
  return (
    <section class="card privacy" aria-labelledby="removed">
      <h2 id="removed">{texts.removed}</h2>
      {removed.length === 0 ? (
        <p class="soft">{texts.removedNone}</p>
      ) : (
        <table class="table rows" aria-labelledby="removed">
          <thead>
            <tr>
              <th scope="col">{texts.month}</th>
              {counted.map((kind) => (
                <th scope="col" key={kind}>
                  {texts.counts[kind]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {removed.map((row) => (
              <tr key={row.month}>
                <th scope="row" class="rows__wide">
                  {months.format(Date.parse(`${row.month}-01`))}
                </th>
                {counted.map((kind) => (
                  <td key={kind} class="table--number" data-label={texts.counts[kind]}>
                    {numbers.format(row[kind])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
