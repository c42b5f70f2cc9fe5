// Too much from one connection, person or address is refused in words a client understands, and hurts nobody else.
import { describe, expect, it } from 'vitest';
import type { SocketEvent } from '../../../functions/auth/caller.ts';
import { createBuckets } from '../../../functions/auth/rate-limit.ts';
import { FRAMES } from '../../../functions/domain/rate-limit.ts';
import { createSocketHandler } from '../../../functions/pipeline/socket.ts';
import { lambdaContext } from '../../support/accounts.ts';

describe('[A11] a bucket', () => {
  it('takes a burst at once, and then as fast as it fills', () => {
    let now = 0;
    const buckets = createBuckets({ burst: 3, perSecond: 2 }, () => now);
    const take = (times: number) =>
      Array.from({ length: times }, () => buckets.take('a')).filter(Boolean).length;
    expect(take(10)).toBe(3);
    now += 1000;
    expect(take(10)).toBe(2);
    now += 60_000;
    expect(take(10)).toBe(3);
  });

  it('is one for each key', () => {
    const buckets = createBuckets({ burst: 1, perSecond: 1 }, () => 0);
    expect([buckets.take('a'), buckets.take('a'), buckets.take('b')]).toEqual([true, false, true]);
  });

  it('fills no faster when the clock is set back', () => {
    let now = 10_000;
    const buckets = createBuckets({ burst: 1, perSecond: 1 }, () => now);
    buckets.take('a');
    now = 0;
    expect(buckets.take('a')).toBe(false);
  });

  it('forgets who was quiet longest, not who floods, and so never grows without end', () => {
    const buckets = createBuckets({ burst: 1, perSecond: 0 }, () => 0);
    buckets.take('flood');
    for (let other = 0; other < 25_000; other++) {
      buckets.take(`${other}`);
      expect(buckets.take('flood')).toBe(false);
    }
    // The first of the others was forgotten: it has a full bucket again.
    expect(buckets.take('0')).toBe(true);
    expect(buckets.take('24999')).toBe(false);
  });
});

const event = (connectionId: string, id: number, until?: string, userId = 'A'.repeat(22)): SocketEvent => ({
  body: JSON.stringify({ id, action: 'ping' }),
  isBase64Encoded: false,
  requestContext: {
    routeKey: 'ping',
    messageId: 'm',
    eventType: 'MESSAGE',
    extendedRequestId: 'e',
    requestTime: '',
    messageDirection: 'IN',
    stage: 'ws',
    connectedAt: 0,
    requestTimeEpoch: 0,
    requestId: 'r',
    domainName: 'd',
    connectionId,
    apiId: 'a',
    authorizer: {
      userId,
      role: 'customer',
      sessionId: 's',
      login: 'l',
      name: 'n',
      permissions: 'chat',
      ...(until && { until }),
    },
  },
});

describe('[A11] a person who floods', () => {
  it('is told that it is busy, to try again, on however many sockets; somebody else notices nothing', async () => {
    const handler = createSocketHandler(
      async () => ({ ok: {} }),
      createBuckets(FRAMES, () => 0),
    );
    const ask = async (connection: string, id: number, userId?: string) => {
      const answer = await handler(event(connection, id, undefined, userId), lambdaContext);
      return JSON.parse(String(Object(answer).body));
    };
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, id) => ask(`flood-${id % 16}`, id, 'F'.repeat(22))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(FRAMES.burst);
    expect(answers.at(-1)).toEqual({ re: 399, error: { code: 'busy' } });
    expect(await ask('quiet', 1)).toEqual({ re: 1, ok: {} });
  });
});

it('[A7] a socket asks nothing any more when its sign-in has run out', async () => {
  let now = 1_000_000;
  const handler = createSocketHandler(
    async () => ({ ok: {} }),
    undefined,
    () => now,
  );
  const ask = async (until?: string) => {
    const answer = await handler(event('late', 1, until), lambdaContext);
    return JSON.parse(String(Object(answer).body));
  };
  expect(await ask('1000001')).toEqual({ re: 1, ok: {} });
  now++;
  expect(await ask('1000001')).toEqual({ re: 1, error: { code: 'not_signed_in' } });
  // Opened before a release that says when.
  expect(await ask()).toEqual({ re: 1, ok: {} });
});

it('[A11] ten workers let pass ten shares of a person, at once and a second, by however many sockets: what decision 020 says', async () => {
  let now = 0;
  const workers = Array.from({ length: 10 }, () =>
    createSocketHandler(
      async () => ({ ok: {} }),
      createBuckets(FRAMES, () => now),
    ),
  );
  let done = 0;
  // 500 frames a second, the stage's limit for everyone, for ten seconds.
  for (let frame = 0; frame < 5000; frame++) {
    now = frame * 2;
    const answer = await workers[frame % 10]?.(event(`socket-${frame % 16}`, frame), lambdaContext);
    if (JSON.parse(String(Object(answer).body)).ok) done++;
  }
  expect(done).toBeGreaterThan(10 * FRAMES.burst + 10 * FRAMES.perSecond * 9);
  expect(done).toBeLessThanOrEqual(10 * FRAMES.burst + 10 * FRAMES.perSecond * 10);
});
