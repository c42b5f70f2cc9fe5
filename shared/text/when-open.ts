// When the helpdesk opens, in words (S149): today, tomorrow, by the day of the week, or by the date. Where no zone is named, the reader's.

interface Words {
  readonly locale: string;
  readonly today: string;
  readonly tomorrow: string;
  readonly moment: (day: string, hour: number, minute: string) => string;
}

export interface Reader {
  /** Milliseconds since 1970, both. */
  readonly now?: number;
  readonly zone?: string | undefined;
}

/** Later than this many days from now the day of the week alone would be the wrong one. */
const WEEK = 7;
const DAY_MS = 24 * 60 * 60_000;

export const createWhenOpen =
  ({ locale, today, tomorrow, moment }: Words) =>
  (at: number, { now = Date.now(), zone: timeZone }: Reader = {}): string => {
    const partsOf = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
    const read = (moment: number) => {
      const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
      for (const { type, value } of partsOf.formatToParts(moment)) part[type] = value;
      const date = Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day));
      return { date, hour: Number(part.hour), minute: (part.minute ?? '').padStart(2, '0') };
    };
    const { date, hour, minute } = read(at);
    const days = (date - read(now).date) / DAY_MS;
    const named = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      weekday: 'long',
      ...(days >= WEEK && { day: 'numeric', month: 'long' }),
    }).format(date);
    return moment(days === 0 ? today : days === 1 ? tomorrow : named, hour, minute);
  };
