// The Parameter Store and what a deployment makes with it: by role, kept between runs, and failing where AWS does.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from './fixture.ts';

/** Makes one request, signed as its own worker. */
const CALL = `const call = async ([operation, input]) => {
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_SSM, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AmazonSSM.' + operation,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/x',
    },
    body: JSON.stringify(input),
  });
  return { status: answer.status, ...(await answer.json()) };
};`;
const WORK = `${CALL} export const handler = call;`;
/** As a function that makes a resource: keeps what it was asked to under the name, and says how that went. */
const MAKE = `${CALL} export const handler = async ({ ResourceProperties: asked, ResponseURL, LogicalResourceId, RequestType, ResourceType }) => {
  const { status } = await call(['PutParameter', { Name: asked.Name, Value: RequestType + ' ' + ResourceType }]);
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify({ LogicalResourceId, Status: asked.Fails ? 'FAILED' : 'SUCCESS', said: status }) });
};`;

const on = (Action: string, name: string) => ({
  Effect: 'Allow',
  Action: `ssm:${Action}`,
  Resource: `arn:aws:ssm:eu-west-1:000000000000:parameter/${name}`,
});
const options = (more: object = {}) => ({
  functions: { Reader: WORK, Writer: WORK, Maker: MAKE },
  roles: {
    Reader: [on('GetParameter', 'keys/*')],
    Writer: [on('PutParameter', 'keys/*'), on('DeleteParameter', 'keys/*')],
    Maker: [on('PutParameter', 'keys/made')],
  },
  extra: {
    Made: {
      Type: 'Custom::DataKey',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Maker', 'Arn'] }, Name: '/keys/made', ...more },
    },
  },
});

let dataDir: string;
let cloud: TestCloud;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'parameters-'));
  cloud = await startTestCloud(options(), { dataDir });
});
afterAll(async () => {
  await cloud.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ask = async (by: string, operation: string, input: object) => {
  const answer = await cloud.invoke(by, [operation, input]);
  return 'result' in answer ? answer.result : expect.fail(answer.error.errorMessage);
};
const read = (Name: string) => ask('reader', 'GetParameter', { Name, WithDecryption: true });

describe('the parameters', () => {
  it('are kept, changed only when that is asked, and gone when deleted', async () => {
    const put = (Value: string, more: object = {}) =>
      ask('writer', 'PutParameter', { Name: '/keys/a', Value, ...more });
    expect(await put('one')).toMatchObject({ status: 200 });
    expect(await put('two')).toMatchObject({ status: 400, __type: 'ParameterAlreadyExists' });
    expect(await read('/keys/a')).toMatchObject({ status: 200, Parameter: { Value: 'one' } });
    await put('three', { Overwrite: true });
    expect(await read('/keys/a')).toMatchObject({ Parameter: { Value: 'three' } });
    await ask('writer', 'DeleteParameter', { Name: '/keys/a' });
    expect(await read('/keys/a')).toMatchObject({ status: 400, __type: 'ParameterNotFound' });
    expect(await ask('writer', 'DeleteParameter', { Name: '/keys/a' })).toMatchObject({ status: 400 });
  });

  it('are judged by the role of whoever asks', async () => {
    const denied = { status: 400, __type: 'AccessDeniedException' };
    expect(await ask('reader', 'PutParameter', { Name: '/keys/a', Value: 'x' })).toMatchObject(denied);
    expect(await ask('writer', 'GetParameter', { Name: '/keys/made' })).toMatchObject(denied);
    expect(await read('/others')).toMatchObject(denied);
    expect(cloud.refusals().at(-1)).toContain('ssm:GetParameter on resource: arn:aws:ssm:');
    expect(await ask('reader', 'DescribeParameters', {})).toMatchObject({ status: 400 });
  });

  it('fail on demand', async () => {
    cloud.faults.throttle({ function: 'reader', operation: 'GetParameter' });
    expect(await read('/keys/made')).toMatchObject({ status: 400, __type: 'ThrottlingException' });
    expect(await read('/keys/made')).toMatchObject({ status: 200 });
  });
});

describe('a resource that a function makes', () => {
  it('is asked for as CloudFormation does, at every start, over what was kept before', async () => {
    expect(await read('/keys/made')).toMatchObject({ Parameter: { Value: 'Create Custom::DataKey' } });
    await ask('writer', 'PutParameter', { Name: '/keys/kept', Value: 'kept' });
    await cloud.stop();
    cloud = await startTestCloud(options(), { dataDir });
    expect(await read('/keys/kept')).toMatchObject({ Parameter: { Value: 'kept' } });
  });

  it('stops the start with its name when it could not be made', async () => {
    await expect(startTestCloud(options({ Fails: 'yes' }))).rejects.toThrow('Made could not be made');
  });
});
