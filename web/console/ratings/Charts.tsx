// Two bar charts in SVG, each with its figures as words; the tables beside them say the same.
import type { StarCounts } from '../../../shared/history-routes.ts';

interface StarsProps {
  counts: StarCounts;
  /** The whole chart in words. */
  label: string;
  /** `5 sterren` */
  nameOf: (stars: number) => string;
  format: (value: number) => string;
}

const ROW = 28;
const LEFT = 76;
const WIDTH = 320;
const RIGHT = 44;

/** How often each number of stars was given, five on top. */
export const StarsChart = ({ counts, label, nameOf, format }: StarsProps) => {
  const most = Math.max(1, ...counts);
  const room = WIDTH - LEFT - RIGHT;
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${5 * ROW}`} role="img" aria-label={label}>
      {[5, 4, 3, 2, 1].map((stars, row) => {
        const count = counts[stars - 1] ?? 0;
        const y = row * ROW;
        return (
          <g key={stars}>
            <text x={0} y={y + 18}>
              {nameOf(stars)}
            </text>
            <rect class="chart__track" x={LEFT} y={y + 5} width={room} height={18} rx={4} />
            {count > 0 && (
              <rect
                class="chart__bar"
                x={LEFT}
                y={y + 5}
                width={Math.max(3, (room * count) / most)}
                height={18}
                rx={4}
              />
            )}
            <text class="chart__soft" x={WIDTH} y={y + 18} text-anchor="end">
              {format(count)}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

interface MonthsProps {
  /** Oldest first; without an average where nobody rated. */
  months: readonly { readonly month: string; readonly average?: number }[];
  label: string;
  /** `nov` */
  nameOf: (month: string) => string;
  format: (value: number) => string;
}

const HEIGHT = 150;
const FLOOR = 120;
const CEILING = 20;
const GUTTER = 18;

/** The average of each month, from 0 to 5. */
export const MonthsChart = ({ months, label, nameOf, format }: MonthsProps) => {
  const step = (WIDTH - GUTTER) / Math.max(1, months.length);
  const yOf = (average: number) => FLOOR - ((FLOOR - CEILING) * average) / 5;
  // With many months only every so many has room for its words.
  const every = Math.ceil(28 / step);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[1, 3, 5].map((value) => (
        <g key={value}>
          <line
            class="chart__line"
            x1={GUTTER}
            x2={WIDTH}
            y1={yOf(value)}
            y2={yOf(value)}
            stroke-dasharray="2 4"
          />
          <text class="chart__soft" x={0} y={yOf(value) + 4}>
            {value}
          </text>
        </g>
      ))}
      {months.map(({ month, average }, index) => {
        const x = GUTTER + index * step;
        const hasWords = (months.length - 1 - index) % every === 0;
        return (
          <g key={month}>
            {average !== undefined && (
              <rect
                class="chart__bar"
                x={x + step * 0.2}
                y={yOf(average)}
                width={step * 0.6}
                height={FLOOR - yOf(average)}
                rx={Math.min(3, step * 0.2)}
              />
            )}
            {hasWords && average !== undefined && (
              <text x={x + step / 2} y={yOf(average) - 4} text-anchor="middle">
                {format(average)}
              </text>
            )}
            {hasWords && (
              <text class="chart__soft" x={x + step / 2} y={FLOOR + 18} text-anchor="middle">
                {nameOf(month)}
              </text>
            )}
          </g>
        );
      })}
      <line class="chart__line" x1={GUTTER} x2={WIDTH} y1={FLOOR} y2={FLOOR} />
    </svg>
  );
};
