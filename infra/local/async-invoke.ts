// An event that Lambda takes for later: run at once as a rule, again when it fails or is throttled, and forgotten when it is too old. Independent of who sends it.
import type { Clock } from './clock.ts';
import type { Invoke } from './lambda.ts';

const MINUTE = 60_000;
/** One that failed is tried twice more, after one and after two minutes, or less often. */
const RETRIES = [MINUTE, 2 * MINUTE];
/** One that was throttled waits a second, then twice as long each time up to five minutes. */
const THROTTLED = { first: 1000, longest: 5 * MINUTE } as const;
/** How old an event may get, where the template says nothing. */
const OLDEST = 6 * 60 * MINUTE;

/** What the template says of one function's events. */
export interface AsyncSettings {
  readonly retries?: number | undefined;
  /** Seconds. */
  readonly maxAge?: number | undefined;
}

export interface AsyncInvokeOptions {
  readonly clock: Clock;
  readonly settingsOf: (functionArn: string) => AsyncSettings;
  readonly invoke: (functionArn: string) => Invoke;
}

interface Tries {
  /** Milliseconds before each that is left. */
  readonly retries: readonly number[];
  /** After this moment it is forgotten. */
  readonly until: number;
  /** How long it waits when it is throttled now. */
  readonly pause: number;
}

/** @returns resolves when the first try is over. */
export type AsyncInvoke = (functionArn: string, event: unknown) => Promise<void>;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const createAsyncInvoke = ({ clock, settingsOf, invoke }: AsyncInvokeOptions): AsyncInvoke => {
  const attempt = async (target: string, event: unknown, tries: Tries): Promise<void> => {
    if (clock.now() > tries.until) return;
    const { retries, pause } = tries;
    const answer = await invoke(target)(event);
    if (!('error' in answer)) return;
    if (answer.error.refused === 'throttled') {
      const next = { ...tries, pause: Math.min(2 * pause, THROTTLED.longest) };
      clock.after(pause, () => attempt(target, event, next));
      return;
    }
    const [wait, ...later] = retries;
    if (wait) clock.after(wait, () => attempt(target, event, { ...tries, retries: later }));
  };
  return (target, event) => {
    const { retries, maxAge } = settingsOf(target);
    return attempt(target, event, {
      retries: RETRIES.slice(0, retries),
      until: clock.now() + (maxAge === undefined ? OLDEST : maxAge * 1000),
      pause: THROTTLED.first,
    });
  };
};
