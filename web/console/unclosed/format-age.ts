// How old something is, as short as a table wants it. Pure.

const HOUR = 60;
const DAY = 24 * HOUR;

/** "< 1 min", "7 min", "2 uur 5 min", "3 dagen"; of milliseconds. */
export const formatAge = (ms: number, locale: string): string => {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const write = (value: number, unit: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (minutes < 1) return `< ${write(1, 'minute')}`;
  if (minutes < HOUR) return write(minutes, 'minute');
  if (minutes >= DAY) return write(Math.floor(minutes / DAY), 'day');
  const rest = minutes % HOUR;
  return `${write(Math.floor(minutes / HOUR), 'hour')}${rest ? ` ${write(rest, 'minute')}` : ''}`;
};
