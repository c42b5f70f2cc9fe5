// Moments in the words and the time zone of the reader. Independent of chats.

export interface Times {
  /** E.g. `Europe/Amsterdam`. */
  readonly timeZone: string;
  /** 14:03 */
  time(at: number): string;
  /** zondag 22 november 2026 */
  day(at: number): string;
  /** 2026-11-22 */
  date(at: number): string;
  /** UTC+01:00 */
  offset(at: number): string;
}

/**
 * The zone by the one name this system has for it, whatever capitals it was asked in: a PDF is kept by that name. What
 * has none becomes UTC, which is then what the PDF names; so does an offset, of which there are thousands.
 */
export const toKnownZone = (timeZone: string): string => {
  if (/^[+-]/.test(timeZone)) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
};

/** All moments are milliseconds since 1970. */
export const createTimes = (locale: string, wantedZone: string): Times => {
  const timeZone = toKnownZone(wantedZone);
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full' });
  // Swedish writes dates as ISO 8601 does.
  const date = new Intl.DateTimeFormat('sv', { timeZone });
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return {
    timeZone,
    time: (at) => time.format(at),
    day: (at) => day.format(at),
    date: (at) => date.format(at),
    offset: (at) => {
      const parts = offset.formatToParts(at);
      const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
      return name.replace('GMT', 'UTC');
    },
  };
};
