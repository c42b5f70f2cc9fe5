// Who watched which chat unseen (S91), and who changed what others may; for administrators. Newest first, a page at a time.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AuditChange, AuditKind, AuditLine } from '../../../shared/audit-line.ts';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import type { AccountTexts, WithTexts } from '../shell/account-texts.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { createPagedList } from '../shell/paged-list.ts';
import { rightsText } from '../shell/rights-text.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { saveCsv } from '../shell/save-file.ts';
import { useTexts } from '../shell/uses.tsx';
import { type AuditQuery, auditCsv, readAll } from './audit-csv.ts';

export const AuditPage = ({ texts: { accounts: texts } }: WithTexts) => (
  <ConsolePage needs="administer" title={useTexts().consoleTexts.pages.audit} lead={texts.audit.lead}>
    {() => <Log texts={texts} />}
  </ConsolePage>
);

const KINDS = ['watching', 'access', 'rights', 'data', 'settings'] as const satisfies readonly AuditKind[];

const queryOf = (kind: string, person: string): AuditQuery => ({
  ...(isKind(kind) && { kind }),
  ...(person.trim() && { person: person.trim() }),
});

const isKind = (text: string): text is AuditKind => KINDS.some((kind) => kind === text);

const keyOf = (line: AuditLine): string =>
  [line.at, line.who.id, line.action, 'about' in line ? line.about : line.chatId].join(' ');

const Log = ({ texts: all }: { texts: AccountTexts }) => {
  const { ui, language } = useTexts();
  const { audit: texts, list: words } = all;
  const kind = useSignal('');
  const typed = useSignal('');
  const person = useSignal('');
  const isSaving = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const isCut = useSignal(0);
  const log = useMemo(
    () =>
      createPagedList({
        ask: (_text, cursor) =>
          request('GET /api/audit', {
            ...queryOf(kind.peek(), person.peek()),
            ...(cursor && { cursor }),
          }),
        itemsOf: ({ lines }) => lines,
        keyOf,
      }),
    [],
  );
  useEffect(() => void log.search(''), [kind.value, person.value, log]);
  const save = async () => {
    isSaving.value = true;
    const found = await readAll(queryOf(kind.value, person.value));
    isSaving.value = false;
    fault.value = 'lines' in found ? undefined : found;
    if (!('lines' in found)) return;
    isCut.value = found.more ? found.lines.length : 0;
    saveCsv(auditCsv(found.lines, all, language), texts.file);
  };
  const find = (event: Event) => {
    event.preventDefault();
    person.value = typed.value;
  };
  const lines = log.items.value;
  const hasMore = log.hasMore.value;
  return (
    <div class="card fields">
      <Field label={texts.kind}>
        {(control) => (
          <select
            {...control}
            name="kind"
            value={kind.value}
            onChange={(event) => {
              kind.value = event.currentTarget.value;
            }}
          >
            <option value="">{texts.kinds.all}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {texts.kinds[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <form class="fields" onSubmit={find}>
        <Field label={texts.person}>
          {(control) => (
            <input
              {...control}
              type="search"
              name="person"
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        <div class="fields__buttons">
          <Button type="submit">{texts.find}</Button>
          <Button busy={isSaving.value} onClick={() => void save()}>
            {texts.download}
          </Button>
        </div>
      </form>
      {isCut.value > 0 && <p class="soft">{texts.tooMany(String(isCut.value))}</p>}
      <FailureAlert fault={log.fault.value ?? fault.value} />
      {!lines && !log.fault.value && <Loading label={ui.loading} />}
      {lines?.length === 0 && <p class="soft">{hasMore ? texts.noneYet : texts.empty}</p>}
      {lines && lines.length > 0 && <Lines lines={lines} texts={all} />}
      {hasMore && (
        <div class="fields__buttons">
          <Button busy={log.isBusy.value} onClick={() => log.more()}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
};

type AuditTexts = AccountTexts['audit'];

const detailLabel = (line: AuditLine, texts: AuditTexts): string | undefined =>
  'rights' in line ? texts.rights : 'changes' in line && line.changes ? texts.changes : undefined;

/** What stood there and what stands there now, field by field. */
const Changes = ({ changes, texts }: { changes: readonly AuditChange[]; texts: AuditTexts }) => (
  <ul class="audit-changes">
    {changes.map(({ name, from, to }) => (
      <li key={name}>
        {fieldName(name, texts)}: {texts.from} <Value value={ofOurs(name, from, texts)} texts={texts} />,{' '}
        {texts.to} <Value value={ofOurs(name, to, texts)} texts={texts} />
      </li>
    ))}
  </ul>
);

const fieldName = (name: string, { fields }: AuditTexts): string =>
  Object.hasOwn(fields, name) ? fields[name as keyof typeof fields] : name;

/** A value that is a choice of ours, in words; what people typed stays as it is. */
const ofOurs = (name: string, value: string | undefined, { values }: AuditTexts): string | undefined =>
  name === 'factorFor' && value !== undefined && Object.hasOwn(values, value)
    ? values[value as keyof typeof values]
    : value;

const Value = ({ value, texts }: { value: string | undefined; texts: AuditTexts }) =>
  value ? (
    <b>
      <bdi>{valueText(value, texts)}</bdi>
    </b>
  ) : (
    <i>{texts.none}</i>
  );

/** As a person says it (shared/model.ts, AuditChange). */
const valueText = (value: string, texts: AuditTexts): string => {
  if (value === 'true') return texts.yes;
  if (value === 'false') return texts.no;
  if (value === 'never') return texts.never;
  const [, count, unit] = /^(\d+) (days|months)$/.exec(value) ?? [];
  return unit === 'days' || unit === 'months' ? texts.periods[unit](Number(count)) : value;
};

const Lines = ({ lines, texts: all }: { lines: readonly AuditLine[]; texts: AccountTexts }) => {
  const { common } = useTexts();
  const { audit: texts } = all;
  return (
    <table class="table rows">
      <thead>
        <tr>
          {[texts.at, texts.who, texts.what, texts.about, texts.detail].map((label) => (
            <th scope="col" key={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={keyOf(line)}>
            <td data-label={texts.at}>
              <Time at={line.at} locale={common.locale} format={formatDateTime} />
            </td>
            <td data-label={texts.who}>
              <bdi>{line.who.name || texts.nobody}</bdi>
            </td>
            <td data-label={texts.what}>{texts.actions[line.action]}</td>
            <td data-label={texts.about}>
              <bdi>{'about' in line ? line.about || all.list.nothing : texts.chat(line.nickname)}</bdi>
            </td>
            <td data-label={detailLabel(line, texts)}>
              {'rights' in line && <bdi>{rightsText(line.rights, all) || all.form.noRights}</bdi>}
              {'changes' in line && line.changes && <Changes changes={line.changes} texts={texts} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
