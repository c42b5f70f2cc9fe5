// "Waarderingen": what customers thought of their chats, as figures, charts, tables and a file.
import { useEffect, useMemo } from 'preact/hooks';
import type { ratings } from '../../../shared/text/nl/console-ratings.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { downloadIcon, heartIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { createGiven } from '../shell/given.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { saveCsv } from '../shell/save-file.ts';
import { useStyle } from '../shell/style.ts';
import { usePageModel, useTexts } from '../shell/uses.tsx';
import { toCsv } from './csv.ts';
import { RatingsReport } from './RatingsReport.tsx';
import style from './ratings.css?inline';
import { createRatings, PERIODS, type Ratings } from './ratings.ts';
import { type MonthOfRatings, summarise } from './report.ts';

const ratingsTexts = createGiven<Text<typeof ratings>>('page texts');

export const RatingsPage = ({ texts }: { texts: { readonly ratings: Text<typeof ratings> } }) => {
  const { consoleTexts } = useTexts();
  useStyle(style);
  const ratings = usePageModel(createRatings);
  useEffect(() => void ratings.read(), [ratings]);
  return (
    <ratingsTexts.Provider value={texts.ratings}>
      <ConsolePage title={consoleTexts.pages.ratings} lead={texts.ratings.lead}>
        {() => (
          <>
            <Bar ratings={ratings} />
            <Period ratings={ratings} />
          </>
        )}
      </ConsolePage>
    </ratingsTexts.Provider>
  );
};

const Bar = ({ ratings }: { ratings: Ratings }) => {
  const { language } = useTexts();
  const texts = ratingsTexts.use();
  const months = ratings.months.value;
  const hasAny = months?.some(({ ratings, removed }) => ratings.length > 0 || removed.all.some(Boolean));
  return (
    <div class="card period">
      <Field label={texts.period}>
        {(control) => (
          <select
            {...control}
            name="period"
            value={ratings.period.value}
            onChange={(event) => void ratings.choose(Number(event.currentTarget.value))}
          >
            {PERIODS.map((months) => (
              <option key={months} value={months}>
                {texts.months(months)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {months && hasAny && (
        <Button icon={downloadIcon} onClick={() => save(months, texts, language)}>
          {texts.download}
        </Button>
      )}
    </div>
  );
};

const save = (months: readonly MonthOfRatings[], texts: Text<typeof ratings>, language: Language): void => {
  const linkOf = (chatId: string) => new URL(pathTo('chats', chatId), location.origin).href;
  const csv = toCsv({ months, heads: texts.csv, language, linkOf });
  const names = months.map(({ month }) => month).sort();
  saveCsv(csv, texts.fileName(names[0] ?? '', names.at(-1) ?? ''));
};

const Period = ({ ratings }: { ratings: Ratings }) => {
  const { common, ui } = useTexts();
  const texts = ratingsTexts.use();
  const months = ratings.months.value;
  const report = useMemo(() => months && summarise(months), [months]);
  const fault = ratings.fault.value;
  if (fault)
    return (
      <>
        <Alert kind="error">{answerText(fault, ui, common)}</Alert>
        <p>
          <Button onClick={() => void ratings.read()}>{ui.again}</Button>
        </p>
      </>
    );
  if (!report) return <Loading label={ui.loading} />;
  if (report.count === 0)
    return (
      <EmptyState icon={heartIcon} title={texts.emptyTitle}>
        <p>{texts.empty}</p>
      </EmptyState>
    );
  return <RatingsReport report={report} texts={texts} />;
};
