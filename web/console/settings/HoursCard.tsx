// "Openingstijden" (S149): when new chats may begin, with what that means at this moment.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { dateOfHoliday, HOLIDAYS, isZone } from '../../../shared/hours.ts';
import type { hours } from '../../../shared/text/nl/console-hours.ts';
import type { Text } from '../../../shared/text/text.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { closeIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { useStyle } from '../../ui/style.ts';
import type { Editor } from '../shell/editor.ts';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, FailureAlert, useTheirs } from '../shell/SaveFeedback.tsx';
import { useServerNow } from '../shell/use-server-now.ts';
import { useTexts } from '../shell/uses.tsx';
import style from './hours.css?inline';
import {
  createHoursEditor,
  isGoodDate,
  outlookOf,
  parseSlots,
  type TypedHours,
  toHours,
} from './hours-editor.ts';

type HoursTexts = Text<typeof hours>;

interface Props {
  texts: HoursTexts;
  editor: Editor<TypedHours>;
  shown: TypedHours;
}

export const HoursCard = ({ texts }: { texts: HoursTexts }) => {
  const { ui } = useTexts();
  useStyle(style);
  const editor = useMemo(() => createHoursEditor(texts.time), [texts]);
  useEffect(() => void editor.load(), [editor]);
  const form = useRef<HTMLFormElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  // The button that was pressed for it is gone.
  useEffect(() => head.current?.focus(), []);
  const shown = editor.shown.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    await editor.save();
    const wrong = form.current?.querySelector('[aria-invalid="true"]');
    if (editor.wrong.value.length > 0 && wrong instanceof HTMLElement) wrong.focus();
  };
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate aria-labelledby="opening-hours">
      <h2 id="opening-hours" tabIndex={-1} ref={head}>
        {texts.title}
      </h2>
      <p class="soft">{texts.lead}</p>
      {!shown &&
        (editor.fault.value ? <FailureAlert fault={editor.fault.value} /> : <Loading label={ui.loading} />)}
      {shown && (
        <>
          <EditorAlerts editor={editor} />
          <Outlook shown={shown} texts={texts} />
          <Parts editor={editor} shown={shown} texts={texts} />
          <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} onUndo={editor.undo} />
        </>
      )}
    </form>
  );
};

/** What customers would find now, by what is typed. */
const Outlook = ({ shown, texts }: Omit<Props, 'editor'>) => {
  const now = useServerNow();
  const hours = toHours(shown);
  if (!hours) return null;
  return (
    <p role="status">
      <strong>{shown.on ? outlookText(outlookOf(hours, now), hours.zone, texts) : texts.always}</strong>
    </p>
  );
};

const outlookText = (
  { isOpen, turn }: ReturnType<typeof outlookOf>,
  zone: string,
  texts: HoursTexts,
): string => {
  if (turn === undefined) return isOpen ? texts.openForGood : texts.closedForGood;
  return isOpen ? texts.openUntil(turn, zone) : texts.closedUntil(turn, zone);
};

const Parts = ({ editor, shown, texts }: Props) => {
  const theirs = useTheirs(editor);
  return (
    <>
      <div>
        <label class="check">
          <input
            type="checkbox"
            name="hours-on"
            checked={shown.on}
            onChange={(event) => editor.edit({ on: event.currentTarget.checked })}
          />
          {texts.on}
        </label>
        <Hint text={theirs('on', (isOn) => (isOn ? texts.yes : texts.no))} />
      </div>
      <Week editor={editor} shown={shown} texts={texts} />
      <Field label={texts.zone} hint={theirs('zone')}>
        {(control) => (
          <select
            {...control}
            name="zone"
            value={shown.zone}
            onInput={(event) => editor.edit({ zone: event.currentTarget.value })}
          >
            {zonesWith(shown.zone).map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Holidays editor={editor} shown={shown} texts={texts} />
      <OtherDays editor={editor} shown={shown} texts={texts} />
    </>
  );
};

const zonesWith = (zone: string): readonly string[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(zone) || !isZone(zone) ? known : [zone, ...known];
};

const Hint = ({ text }: { text: string | undefined }) => (text ? <p class="field__hint">{text}</p> : null);

const Week = ({ editor, shown, texts }: Props) => {
  const theirs = useTheirs(editor);
  return (
    <fieldset class="choices">
      <legend>{texts.week}</legend>
      <p class="field__hint">{texts.weekHint}</p>
      <Hint text={theirs('week', (week) => week.map((slots) => slots || texts.closed).join('; '))} />
      <div class="hours-week">
        {shown.week.map((slots, day) => (
          <Field
            key={texts.days[day]}
            label={texts.days[day] ?? ''}
            error={editor.wrong.value.includes('week') && !parseSlots(slots) ? texts.badSlots : undefined}
          >
            {(control) => (
              <input
                {...control}
                name={`day-${day}`}
                autocomplete="off"
                placeholder={texts.closed}
                value={slots}
                onInput={(event) => editor.edit({ week: shown.week.with(day, event.currentTarget.value) })}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
};

const Holidays = ({ editor, shown, texts }: Props) => {
  const { language } = useTexts();
  const theirs = useTheirs(editor);
  const now = useServerNow();
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return (
    <fieldset class="choices">
      <legend>{texts.holidays}</legend>
      <div class="hours-holidays">
        {HOLIDAYS.map((holiday) => (
          <label key={holiday} class="check">
            <input
              type="checkbox"
              name={holiday}
              checked={shown.holidays.includes(holiday)}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                const holidays = HOLIDAYS.filter((each) =>
                  each === holiday ? checked : shown.holidays.includes(each),
                );
                editor.edit({ holidays });
              }}
            />
            <span>
              {texts.names[holiday]}{' '}
              <span class="soft">{date.format(Date.parse(nextDate(holiday, now)))}</span>
            </span>
          </label>
        ))}
      </div>
      <Hint text={theirs('holidays', (those) => those.map((each) => texts.names[each]).join(', '))} />
    </fieldset>
  );
};

/** As it comes next. */
const nextDate = (holiday: (typeof HOLIDAYS)[number], now: number): string => {
  const year = new Date(now).getUTCFullYear();
  const thisYear = dateOfHoliday(holiday, year);
  return thisYear >= new Date(now).toISOString().slice(0, 10) ? thisYear : dateOfHoliday(holiday, year + 1);
};

const OtherDays = ({ editor, shown, texts }: Props) => {
  const theirs = useTheirs(editor);
  const { others } = shown;
  const isWrong = editor.wrong.value.includes('others');
  return (
    <fieldset class="choices">
      <legend>{texts.others}</legend>
      <p class="field__hint">{texts.othersHint}</p>
      <Hint
        text={theirs('others', (those) =>
          those.map(({ date, slots }) => `${date} ${slots || texts.closed}`).join('; '),
        )}
      />
      {others.map((other, index) => (
        <div class="hours-other" key={index}>
          <Field label={texts.date} error={isWrong && !isGoodDate(others, index) ? texts.badDate : undefined}>
            {(control) => (
              <input
                {...control}
                name={`date-${index}`}
                type="date"
                value={other.date}
                onInput={(event) =>
                  editor.edit({ others: others.with(index, { ...other, date: event.currentTarget.value }) })
                }
              />
            )}
          </Field>
          <Field
            label={texts.otherSlots}
            error={isWrong && !parseSlots(other.slots) ? texts.badSlots : undefined}
          >
            {(control) => (
              <input
                {...control}
                name={`slots-${index}`}
                autocomplete="off"
                placeholder={texts.closed}
                value={other.slots}
                onInput={(event) =>
                  editor.edit({ others: others.with(index, { ...other, slots: event.currentTarget.value }) })
                }
              />
            )}
          </Field>
          <IconButton
            icon={closeIcon}
            label={texts.remove(other.date)}
            onClick={() => editor.edit({ others: others.toSpliced(index, 1) })}
          />
        </div>
      ))}
      <p>
        <Button small onClick={() => editor.edit({ others: [...others, { date: '', slots: '' }] })}>
          {texts.add}
        </Button>
      </p>
    </fieldset>
  );
};
