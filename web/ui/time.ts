// Times and dates as people read them, in the reader's language and time zone.

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than formatting a hundred times with it. */
const formatter = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${Object.entries(options).join()}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
};

/** `14:05` */
export const formatTime = (at: number, locale: string): string =>
  formatter(locale, { hour: '2-digit', minute: '2-digit' }).format(at);

/** `3 mrt 2026` */
export const formatDate = (at: number, locale: string): string =>
  formatter(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);

/** `dinsdag 3 maart 2026` */
export const formatDay = (at: number, locale: string): string =>
  formatter(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);

/** `3 mrt 2026, 14:05` */
export const formatDateTime = (at: number, locale: string): string =>
  `${formatDate(at, locale)}, ${formatTime(at, locale)}`;

/** The same for two moments on the same day of the reader's calendar. */
export const dayKey = (at: number): string => new Date(at).toDateString();
