// A moment for people and machines alike: short on the page, complete in its tooltip.
import { formatDateTime } from './time.ts';

interface Props {
  /** Milliseconds since 1970. */
  at: number;
  locale: string;
  /** How to write it, from time.ts. */
  format: (at: number, locale: string) => string;
}

export const Time = ({ at, locale, format }: Props) => (
  <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, locale)}>
    {format(at, locale)}
  </time>
);
