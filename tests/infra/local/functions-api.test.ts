// An event that one function sends to another: taken at once, run by itself, again when it fails, and forgotten when it is too old.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from './fixture.ts';

/** Sends an event, signed as its own worker; the other function's name is the one CDK would have given it. */
const SEND = `export const handler = async ({ to = 'local-Later', type = 'Event', body }) => {
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_LAMBDA + '/2015-03-31/functions/' + to + '/invocations', {
    method: 'POST',
    headers: {
      'x-amz-invocation-type': type,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x',
    },
    body,
  });
  return { status: answer.status, error: answer.headers.get('x-amzn-errortype') };
};`;
/** Says what it got; fails where it is told to. */
const LATER = `export const handler = async ({ what, fails }) => {
  console.log('got ' + what);
  if (fails) throw new Error('not this time');
};`;
const ofFunction = (name: string) => ({
  Effect: 'Allow',
  Action: 'lambda:InvokeFunction',
  Resource: `arn:aws:lambda:eu-west-1:000000000000:function:local-${name}`,
});

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Send: SEND, Stranger: SEND, Later: LATER, Twice: LATER },
    roles: { Send: [ofFunction('Later'), ofFunction('Twice')], Stranger: [ofFunction('Twice')] },
    extra: {
      TwiceEvents: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Twice' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 2,
          MaximumEventAgeInSeconds: 90,
        },
      },
    },
  });
});
afterAll(() => cloud.stop());
beforeEach(() => {
  cloud.faults.clear();
  cloud.usage.reset();
});

const send = async (given: object, by = 'send') => {
  const answer = await cloud.invoke(by, { body: '{}', ...given });
  return 'result' in answer ? answer.result : expect.fail(answer.error.errorMessage);
};
const TAKEN = { status: 202, error: null };
const got = (what: string) => cloud.lines.filter((line) => line.endsWith(`got ${what}`)).length;
const errorsOf = (name: string) => cloud.usage.snapshot().functions[name]?.errors ?? 0;
const event = (given: object) => ({ body: JSON.stringify(given) });

describe('an event for a function', () => {
  it('is taken before it is run', async () => {
    cloud.faults.delay({ at: 'invoke', function: 'later', ms: 200 });
    expect(await send(event({ what: 'a letter' }))).toEqual(TAKEN);
    expect(got('a letter')).toBe(0);
    await expect.poll(() => got('a letter')).toBe(1);
  });

  it('is run twice more when it fails, after one and after two minutes', async () => {
    await send(event({ what: 'trouble', fails: true }));
    await expect.poll(() => errorsOf('later')).toBe(1);
    await cloud.clock.advance(61_000);
    expect(got('trouble')).toBe(2);
    await cloud.clock.advance(121_000);
    expect(got('trouble')).toBe(3);
    await cloud.clock.advance(3_600_000);
    expect(got('trouble')).toBe(3);
  });

  it('is forgotten when it is older than the template lets it be', async () => {
    await send({ to: 'local-Twice', ...event({ what: 'old news', fails: true }) });
    await expect.poll(() => errorsOf('twice')).toBe(1);
    await cloud.clock.advance(3_600_000);
    expect(got('old news')).toBe(2);
  });

  it('is run when it does not fit now, a little later', async () => {
    const narrow = await startTestCloud(
      { functions: { Send: SEND, Later: LATER } },
      { account: { concurrency: 1 } },
    );
    try {
      // The sender itself has the one place.
      await narrow.invoke('send', { body: JSON.stringify({ what: 'patience' }) });
      await expect.poll(() => narrow.usage.snapshot().functions.later?.throttles ?? 0).toBeGreaterThan(0);
      await narrow.clock.advance(10_000);
      expect(narrow.lines.filter((line) => line.endsWith('got patience'))).toHaveLength(1);
    } finally {
      await narrow.stop();
    }
  });

  it('is refused when the role does not allow it, when there is no such function, or when it is no event', async () => {
    expect(await send(event({ what: 'a secret' }), 'stranger')).toEqual({
      status: 403,
      error: 'AccessDeniedException',
    });
    expect(cloud.refusals().at(-1)).toContain('not authorized to perform: lambda:InvokeFunction');
    expect(await send({ type: 'RequestResponse' })).toMatchObject({ status: 400 });
    expect(await send({ body: '{' })).toMatchObject({ error: 'InvalidRequestContentException' });
    expect(got('a secret')).toBe(0);
  });

  it('fails on demand: refused for a while, or taken without a word of it', async () => {
    cloud.faults.throttle({ function: 'send', operation: 'Invoke' });
    expect(await send(event({ what: 'a queue' }))).toMatchObject({ error: 'TooManyRequestsException' });
    cloud.faults.loseReply({ function: 'send', operation: 'Invoke' });
    const answer = await cloud.invoke('send', event({ what: 'silence' }));
    expect(answer).toHaveProperty('error');
    await expect.poll(() => got('silence')).toBe(1);
    expect(got('a queue')).toBe(0);
  });
});
