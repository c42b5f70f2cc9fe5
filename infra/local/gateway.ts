// What the HTTP and the WebSocket API have in common. Independent of both.
import { randomBytes } from 'node:crypto';
import type { ApiModel } from './api-model.ts';
import type { Clock } from './clock.ts';
import { createRate } from './rate.ts';

/** Milliseconds since 1970 as API Gateway writes it: `22/Nov/2026:16:20:00 +0000`. */
export const requestTime = (now: number): string => {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

export const traceId = (now: number): string =>
  `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

/** Whether the stage lets one more request through. */
export const stageGate = ({ throttle }: ApiModel, { now }: Pick<Clock, 'now'>): (() => boolean) =>
  throttle ? createRate({ ...throttle, now }) : () => true;

/** The result, or `late` when it took longer than `ms`. */
export const within = async <T>(ms: number, work: Promise<T>): Promise<T | 'late'> => {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
};
