// Moments in the words and the time zone of the reader. Knows nothing of chats.

export interface Times {
  /** The zone's name as the reader's system gives it, e.g. `Europe/Amsterdam`. */
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

/** A zone this system knows, under the name it uses; a name nobody knows becomes UTC, which is then what the PDF names. */
export const toKnownZone = (timeZone: string): string => {
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
