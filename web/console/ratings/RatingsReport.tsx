// The figures of a period: how many and how good, per number of stars, month and agent, and what customers added.
import { useSignal } from '@preact/signals';
import type { ratings } from '../../../shared/text/nl/console-ratings.ts';
import type { Text } from '../../../shared/text/text.ts';
import { Button } from '../../ui/Button.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { pathTo } from '../shell/paths.ts';
import { Stars } from '../shell/Stars.tsx';
import { useTexts } from '../shell/uses.tsx';
import { MonthsChart, StarsChart } from './Charts.tsx';
import type { RatingFigures, Report } from './report.ts';

interface Props {
  report: Report;
  texts: Text<typeof ratings>;
}

/** Comments shown at first, and with every press of the button. */
const COMMENTS = 25;

const createFormats = (locale: string) => {
  const whole = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const long = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  return {
    whole: (value: number) => whole.format(value),
    decimal: (value: number) => decimal.format(value),
    percent: (value: number) => percent.format(value),
    month: (month: string) => long.format(Date.parse(`${month}-01`)),
    shortMonth: (month: string) => short.format(Date.parse(`${month}-01`)),
  };
};

export const RatingsReport = ({ report, texts }: Props) => {
  const { common } = useTexts();
  const formats = createFormats(common.locale);
  const { counts, count, average = 0 } = report;
  return (
    <>
      <dl class="tiles">
        <Tile label={texts.average} value={formats.decimal(average)} hint="/ 5" />
        <Tile label={texts.count} value={formats.whole(count)} />
        <Tile label={texts.unhappy} value={formats.whole(counts[0] + counts[1])} />
      </dl>
      {report.removed > 0 && <p class="soft">{texts.removed(formats.whole(report.removed))}</p>}
      <div class="report">
        <PerStar report={report} texts={texts} formats={formats} />
        <PerMonth report={report} texts={texts} formats={formats} />
        <PerAgent report={report} texts={texts} formats={formats} />
        <Comments report={report} texts={texts} />
      </div>
    </>
  );
};

const Tile = ({ label, value, hint }: { label: string; value: string; hint?: string }) => (
  <div class="card">
    <dt>{label}</dt>
    <dd>
      <b>{value}</b> {hint && <span class="soft">{hint}</span>}
    </dd>
  </div>
);

type Part = Props & { readonly formats: ReturnType<typeof createFormats> };

const PerStar = ({ report: { counts, count }, texts, formats }: Part) => {
  const rows = [5, 4, 3, 2, 1].map((stars) => ({ stars, number: counts[stars - 1] ?? 0 }));
  const parts = rows.map(({ stars, number }) => texts.part(texts.stars(stars), formats.whole(number)));
  return (
    <section class="card" aria-labelledby="per-star">
      <h2 id="per-star">{texts.perStar}</h2>
      <StarsChart
        counts={counts}
        label={texts.chartOfStars(parts.join(', '))}
        nameOf={texts.stars}
        format={formats.whole}
      />
      <table class="table" aria-labelledby="per-star">
        <thead>
          <tr>
            <th scope="col">{texts.star}</th>
            <th scope="col">{texts.count}</th>
            <th scope="col">{texts.share}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ stars, number }) => (
            <tr key={stars}>
              <th scope="row">{texts.stars(stars)}</th>
              <td class="table--number">{formats.whole(number)}</td>
              <td class="table--number">{formats.percent(number / count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const PerMonth = ({ report: { months }, texts, formats }: Part) => {
  const rated = months.filter(({ count }) => count > 0);
  const parts = rated.map(({ month, average = 0 }) =>
    texts.part(formats.month(month), texts.averageOf(formats.decimal(average))),
  );
  return (
    <section class="card" aria-labelledby="per-month">
      <h2 id="per-month">{texts.perMonth}</h2>
      <MonthsChart
        months={months}
        label={texts.chartOfMonths(parts.join(', '))}
        nameOf={formats.shortMonth}
        format={formats.decimal}
      />
      <FiguresTable
        labelledBy="per-month"
        head={texts.month}
        rows={[...rated].reverse().map((row) => ({ ...row, key: row.month, name: formats.month(row.month) }))}
        texts={texts}
        formats={formats}
      />
    </section>
  );
};

const PerAgent = ({ report: { agents }, texts, formats }: Part) => (
  <section class="card" aria-labelledby="per-agent">
    <h2 id="per-agent">{texts.perAgent}</h2>
    {agents.length === 0 ? (
      <p class="soft">{texts.nobody}</p>
    ) : (
      <FiguresTable
        labelledBy="per-agent"
        head={texts.agent}
        rows={agents.map((agent) => ({ ...agent, key: agent.id }))}
        texts={texts}
        formats={formats}
      />
    )}
  </section>
);

interface TableProps {
  labelledBy: string;
  head: string;
  rows: readonly (RatingFigures & { readonly key: string; readonly name: string })[];
  texts: Props['texts'];
  formats: Part['formats'];
}

const FiguresTable = ({ labelledBy, head, rows, texts, formats }: TableProps) => (
  // Scrolled by keyboard too, where it is wider than the page.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus (WCAG 2.1.1).
  <section class="scroll" tabIndex={0} aria-labelledby={labelledBy}>
    <table class="table" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{texts.average}</th>
          <th scope="col">{texts.count}</th>
          {[1, 2, 3, 4, 5].map((stars) => (
            <th scope="col" key={stars}>
              <abbr title={texts.stars(stars)}>{stars}★</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, average = 0, count, counts }) => (
          <tr key={key}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td class="table--number">{formats.decimal(average)}</td>
            <td class="table--number">{formats.whole(count)}</td>
            {counts.map((number, index) => (
              <td class="table--number" key={index}>
                {formats.whole(number)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const Comments = ({ report: { comments }, texts }: Props) => {
  const { common } = useTexts();
  const shown = useSignal(COMMENTS);
  return (
    <section class="card report__wide" aria-labelledby="comments">
      <h2 id="comments">{texts.comments}</h2>
      {comments.length === 0 && <p class="soft">{texts.noComments}</p>}
      <ul class="comments">
        {comments.slice(0, shown.value).map(({ chatId, at, stars, comment, agents }) => (
          <li key={chatId}>
            <p>
              <Stars stars={stars} label={texts.stars(stars)} />{' '}
              <span class="soft">
                <Time at={at} locale={common.locale} format={formatDateTime} /> ·{' '}
                <bdi>{agents.map(({ name }) => name).join(', ') || texts.nobody}</bdi>
              </span>
            </p>
            <blockquote dir="auto">{comment}</blockquote>
            <p>
              <a href={pathTo('chats', chatId)}>{texts.toChat}</a>
            </p>
          </li>
        ))}
      </ul>
      {comments.length > shown.value && (
        <p>
          <Button
            small
            onClick={() => {
              shown.value += COMMENTS;
            }}
          >
            {texts.moreComments}
          </Button>
        </p>
      )}
    </section>
  );
};
