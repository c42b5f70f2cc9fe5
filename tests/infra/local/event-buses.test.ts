// PutEvents as EventBridge takes it: by role, by entry, with its limits, and failing on demand.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from './fixture.ts';

/** Sends what it is given, signed as its own worker. */
const PUT = `export const handler = async (entries) => {
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_EVENTBRIDGE, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AWSEvents.PutEvents',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x',
    },
    body: JSON.stringify({ Entries: entries }),
  });
  return { status: answer.status, body: await answer.json() };
};`;

const entry = (given: object = {}) => ({
  EventBusName: 'news',
  Source: 'test',
  DetailType: 'something.happened',
  Detail: '{"a":1}',
  Time: 1_800_000_000,
  ...given,
});
const allow = (bus: string) => ({
  Effect: 'Allow',
  Action: 'events:PutEvents',
  Resource: `arn:aws:events:eu-west-1:000000000000:event-bus/${bus}`,
});

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Put: PUT, Other: PUT },
    roles: { Put: [allow('news')], Other: [allow('elsewhere')] },
    extra: { News: { Type: 'AWS::Events::EventBus', Properties: { Name: 'news' } } },
  });
});
afterAll(() => cloud.stop());

const put = async (entries: readonly object[], by = 'put') => {
  const answer = await cloud.invoke(by, entries);
  return 'result' in answer ? answer.result : expect.fail(answer.error.errorMessage);
};

describe('an event bus', () => {
  it('takes events, each by itself, and keeps them with who sent how many', async () => {
    const before = cloud.events().length;
    const answer = await put([
      entry(),
      entry({ Detail: 'no JSON' }),
      entry({ Detail: '[1]' }),
      entry({ Source: 'aws.ours' }),
      entry({ DetailType: undefined }),
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        FailedEntryCount: 4,
        Entries: [
          { EventId: expect.any(String) },
          { ErrorCode: 'MalformedDetail' },
          { ErrorCode: 'MalformedDetail' },
          { ErrorCode: 'InvalidArgument' },
          { ErrorCode: 'InvalidArgument' },
        ],
      },
    });
    expect(cloud.events().slice(before)).toEqual([
      {
        id: expect.any(String),
        bus: 'news',
        source: 'test',
        type: 'something.happened',
        detail: { a: 1 },
        time: 1_800_000_000_000,
      },
    ]);
    expect(cloud.usage.snapshot().functions.put?.events).toBe(1);
  });

  it('takes ten at once and no more', async () => {
    expect(await put(Array.from({ length: 10 }, () => entry()))).toMatchObject({
      body: { FailedEntryCount: 0 },
    });
    for (const entries of [Array.from({ length: 11 }, () => entry()), []])
      expect(await put(entries)).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
  });

  it('takes nothing that a role does not allow', async () => {
    const before = cloud.events().length;
    expect(await put([entry()], 'other')).toMatchObject({
      status: 400,
      body: {
        __type: 'AccessDeniedException',
        message: expect.stringContaining('events:PutEvents on resource: arn:aws:events:eu-west-1'),
      },
    });
    expect(cloud.events()).toHaveLength(before);
  });

  it('fails on demand, before the event is kept or after', async () => {
    const before = cloud.events().length;
    cloud.faults.throttle({ function: 'put', operation: 'PutEvents' });
    expect(await put([entry()])).toMatchObject({ status: 400, body: { __type: 'ThrottlingException' } });
    expect(cloud.events()).toHaveLength(before);
    cloud.faults.loseReply({ function: 'put', operation: 'PutEvents' });
    expect(await cloud.invoke('put', [entry()])).toMatchObject({ error: expect.anything() });
    expect(cloud.events()).toHaveLength(before + 1);
  });
});
