// A token bucket, as API Gateway limits requests with: so many at once, so many a second after that. Independent of any request.

export interface RateOptions {
  /** A second. */
  readonly rate: number;
  /** At once. */
  readonly burst: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * @returns whether one more may pass.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html
 */
export const createRate = ({ rate, burst, now }: RateOptions): (() => boolean) => {
  let left = burst;
  let seen = now();
  return () => {
    left = Math.min(burst, left + (Math.max(0, now() - seen) / 1000) * rate);
    seen = now();
    if (left < 1) return false;
    left -= 1;
    return true;
  };
};
