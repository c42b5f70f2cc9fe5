// What a function's role allows is what the function can do here, as on AWS.
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRefusal, type Statement } from '../../../infra/local/access.ts';
import { CALL_DYNAMODB, startTestCloud, type TestCloud } from './fixture.ts';

const WORK = `${CALL_DYNAMODB}
export const handler = async ({ operation, input }) => call(operation, input);`;

const table = { 'Fn::GetAtt': ['Table', 'Arn'] };
const inTable = (path: string) => ({ 'Fn::Join': ['', [table, path]] });
const inFiles = (path: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Files', 'Arn'] }, path]] });
const allow = (action: string | string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Work: WORK, Reader: WORK, Nobody: WORK },
    roles: {
      Work: [
        allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table),
        allow('dynamodb:Query', inTable('/index/lists')),
        allow(['s3:GetObject', 's3:PutObject'], inFiles('/own/*')),
      ],
      Reader: [
        allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], table),
        allow('s3:ListBucket', inFiles('')),
      ],
      Nobody: [],
    },
    socket: { $default: { to: 'Work' } },
  });
});
afterAll(() => cloud.stop());

const key = { pk: { S: 'a' }, sk: { S: 'b' } };
const DENIED = { __type: 'com.amazon.coral.service#AccessDeniedException' };
const NOT_DENIED = { __type: expect.not.stringContaining('AccessDenied') };
const part = (more: object) => ({ TableName: 'local-Table', ...more });
const done = async (name: string, operation: string, input: object): Promise<object> => {
  const answer = await cloud.invoke(name, { operation, input });
  return 'result' in answer ? { __type: 'none', ...Object(answer.result) } : expect.fail();
};

describe('the table', () => {
  it.each<[string, string, object, boolean]>([
    ['work', 'PutItem', { Item: key }, true],
    ['work', 'GetItem', { Key: key }, false],
    ['reader', 'GetItem', { Key: key }, true],
    ['reader', 'PutItem', { Item: key }, false],
    ['nobody', 'GetItem', { Key: key }, false],
    ['reader', 'BatchGetItem', { RequestItems: { 'local-Table': { Keys: [key] } } }, true],
    ['work', 'BatchGetItem', { RequestItems: { 'local-Table': { Keys: [key] } } }, false],
    ['work', 'Query', { IndexName: 'lists' }, true],
    ['work', 'Query', {}, false],
    ['work', 'Scan', {}, false],
    ['work', 'TransactWriteItems', { TransactItems: [{ Put: part({ Item: key }) }] }, true],
    [
      'work',
      'TransactWriteItems',
      { TransactItems: [{ Put: part({ Item: key }) }, { Delete: part({ Key: key }) }] },
      false,
    ],
    [
      'work',
      'TransactWriteItems',
      {
        TransactItems: [{ ConditionCheck: part({ Key: key, ConditionExpression: 'attribute_exists(pk)' }) }],
      },
      false,
    ],
  ])('as %s: %s %j is allowed: %s', async (name, operation, input, isAllowed) => {
    expect(await done(name, operation, input)).toMatchObject(isAllowed ? NOT_DENIED : DENIED);
  });

  it('says it in the words of AWS, to the function, in the log and to a test', async () => {
    const refusal =
      'User: arn:aws:sts::000000000000:assumed-role/NobodyRole/nobody is not authorized to perform: dynamodb:DeleteItem on resource: arn:aws:dynamodb:eu-west-1:000000000000:table/local-Table because no identity-based policy allows the dynamodb:DeleteItem action';
    expect(await done('nobody', 'DeleteItem', { Key: key })).toEqual({ ...DENIED, Message: refusal });
    expect(cloud.refusals().at(-1)).toBe(refusal);
    expect(cloud.lines).toContain(`AccessDeniedException: ${refusal}`);
  });
});

describe('a bucket', () => {
  const as = (name: string) =>
    new S3Client({
      endpoint: cloud.s3Endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: `LOCAL.${name}.1`, secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  const at = (Key: string) => ({ Bucket: 'local-files', Key });
  const statusOf = (sent: Promise<unknown>): Promise<number> =>
    sent.then(
      () => 200,
      (error) => Number(error?.$metadata?.httpStatusCode),
    );

  it('takes and gives what the role names, and nothing beside it', async () => {
    const [work, reader] = [as('work'), as('reader')];
    expect(await statusOf(work.send(new PutObjectCommand({ ...at('own/a'), Body: 'x' })))).toBe(200);
    expect(await statusOf(work.send(new PutObjectCommand({ ...at('other/a'), Body: 'x' })))).toBe(403);
    expect(await statusOf(work.send(new GetObjectCommand(at('own/a'))))).toBe(200);
    expect(await statusOf(reader.send(new GetObjectCommand(at('own/a'))))).toBe(403);
    expect(await statusOf(work.send(new DeleteObjectCommand(at('own/a'))))).toBe(403);
    // s3rver itself takes no listing that is signed by the SDK; what counts is who was let through to it.
    const list = () => new ListObjectsV2Command({ Bucket: 'local-files' });
    const before = cloud.refusals().length;
    await statusOf(reader.send(list()));
    expect(cloud.refusals()).toHaveLength(before);
    await statusOf(work.send(list()));
    expect(cloud.refusals().at(-1)).toContain('s3:ListBucket on resource: arn:aws:s3:::local-files');
  });

  it('does not say what is not there to whoever may not list it', async () => {
    expect(await statusOf(as('work').send(new HeadObjectCommand(at('own/nothing'))))).toBe(403);
  });

  it('gives by a link what the one who signed it may', async () => {
    const link = (name: string) => getSignedUrl(as(name), new GetObjectCommand(at('own/a')));
    expect((await fetch(await link('work'))).status).toBe(200);
    expect((await fetch(await link('reader'))).status).toBe(403);
  });
});

it('a post to a connection needs the right to', async () => {
  const client = new ApiGatewayManagementApiClient({
    endpoint: cloud.connectionsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'LOCAL.work.1', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await expect(
    client.send(new PostToConnectionCommand({ ConnectionId: 'abc=', Data: '{}' })),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
  });
  expect(cloud.refusals().at(-1)).toMatch(
    /execute-api:ManageConnections on resource: .*\/ws\/POST\/@connections\/abc=/,
  );
});

describe('a function', () => {
  it.each([
    ['a route of the HTTP API', { http: { 'GET /a/{b}': 'Closed' } }, ':execute-api:eu-west-1:000000000000:'],
    ['a route of the socket', { socket: { ask: { to: 'Closed' } } }, '/ws/ask'],
    ['an authorizer', { authorizer: 'Closed', socket: { $connect: { to: 'Work' } } }, '/authorizers/'],
    ['a rule', { everyMinute: 'Closed' }, ':rule/local-Rule'],
  ])('that %s may not call stops the start', async (_, callers, arn) => {
    await expect(
      startTestCloud({ functions: { Work: WORK, Closed: WORK }, closed: ['Closed'], ...callers }),
    ).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(new RegExp(`${arn}.*local-Closed, which does not allow it`)),
    });
  });

  it('is called by the API and stage that its permission names, and by no other', async () => {
    const permission = (routes: string) => ({
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { 'Fn::GetAtt': ['Closed', 'Arn'] },
          Principal: 'apigateway.amazonaws.com',
          SourceArn: {
            'Fn::Join': ['', ['arn:aws:execute-api:eu-west-1:000000000000:', { Ref: 'SocketApi' }, routes]],
          },
        },
      },
    });
    const options = { functions: { Closed: WORK }, closed: ['Closed'], socket: { ask: { to: 'Closed' } } };
    await (await startTestCloud({ ...options, extra: permission('/ws/*') })).stop();
    await expect(startTestCloud({ ...options, extra: permission('/other/*') })).rejects.toMatchObject({
      name: 'UserError',
    });
  });
});

describe('a role', () => {
  const decide = (statements: Statement[], action: string, resource: string) =>
    findRefusal(new Map([['f', { user: 'f', statements }]]), 'f', [{ action, resource }]) === undefined;
  const on = (Effect: 'Allow' | 'Deny', action: string, resource: string): Statement => ({
    Effect,
    Action: [action],
    Resource: [resource],
  });

  it('denies over what it allows, whatever the order', () => {
    const statements = [on('Deny', 's3:*', 'b/secret/*'), on('Allow', 's3:Get*', 'b/*')];
    for (const each of [statements, statements.toReversed()]) {
      expect(decide(each, 's3:GetObject', 'b/open')).toBe(true);
      expect(decide(each, 's3:GetObject', 'b/secret/x')).toBe(false);
      expect(decide(each, 's3:PutObject', 'b/open')).toBe(false);
    }
  });

  it('takes the case of an action for nothing and that of a resource seriously', () => {
    expect(decide([on('Allow', 'S3:getobject', 'b/a')], 's3:GetObject', 'b/a')).toBe(true);
    expect(decide([on('Allow', 's3:GetObject', 'b/A')], 's3:GetObject', 'b/a')).toBe(false);
  });

  it.each([
    [
      'a condition',
      { ...allow('s3:GetObject', '*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
    ['what it does not name', { Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' }],
  ])('that speaks of %s stops the start: the local cloud cannot judge it', async (_, statement) => {
    await expect(
      startTestCloud({ functions: { Work: WORK }, roles: { Work: [statement] } }),
    ).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('WorkRole') });
  });
});
