// Who may do what on AWS: one role per function, with what its code can reach and no more. Only AWS itself enforces it.
import { join } from 'node:path';
import { build } from 'esbuild';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { functionId } from '../../infra/constructs/functions.ts';
import { aTemplate, idIn } from './support/template.ts';

const names = [
  'connect',
  'conversation',
  'desk',
  'portal',
  'backoffice',
  'accounts',
  'factors',
  'privacy',
  'files',
  'tell',
  'embed',
  'sign-in',
  'sweep',
] as const;
type Name = (typeof names)[number];

const all = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
interface Rights {
  readonly table: readonly string[];
  readonly lists: readonly string[];
  readonly sockets: readonly string[];
  /** Closing them, for those that shut somebody out. */
  readonly closing?: readonly string[];
  readonly files: readonly string[];
  readonly exports?: readonly string[];
  /** The search index. */
  readonly segments?: readonly string[];
  readonly bucket: readonly string[];
  /** What people put there, what was looked into, and finding it. */
  readonly uploads?: readonly string[];
  readonly sent?: readonly string[];
  readonly sentBucket?: readonly string[];
  readonly bus: readonly string[];
  /** The key of what is sealed in the table. */
  readonly dataKey?: readonly string[];
  /** Invoking the function that tells many. */
  readonly teller?: readonly string[];
}
const rights: Readonly<Record<Name, Rights>> = {
  connect: {
    table: all,
    lists: [],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: [],
    bucket: [],
    teller: ['InvokeFunction'],
    bus: [],
  },
  conversation: {
    table: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: [],
    sockets: ['ManageConnections'],
    files: [],
    bucket: [],
    teller: ['InvokeFunction'],
    bus: [],
  },
  desk: {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    files: [],
    bucket: [],
    teller: ['InvokeFunction'],
    bus: ['PutEvents'],
  },
  portal: { table: all, lists: ['Query'], sockets: [], files: [], bucket: [], bus: ['PutEvents'] },
  backoffice: {
    table: all,
    lists: ['Query'],
    sockets: [],
    files: [],
    segments: ['GetObject'],
    bucket: ['ListBucket'],
    bus: ['PutEvents'],
  },
  accounts: {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: [],
    bucket: [],
    teller: ['InvokeFunction'],
    bus: ['PutEvents'],
  },
  factors: {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: [],
    bucket: [],
    bus: ['PutEvents'],
    dataKey: ['GetParameter'],
  },
  privacy: {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: ['DeleteObject', 'GetObject', 'PutObject'],
    exports: ['DeleteObject', 'GetObject', 'PutObject'],
    segments: ['DeleteObject', 'GetObject', 'PutObject'],
    bucket: ['ListBucket'],
    uploads: ['DeleteObject'],
    sent: ['DeleteObject', 'GetObject'],
    sentBucket: ['ListBucket'],
    teller: ['InvokeFunction'],
    bus: ['PutEvents'],
  },
  files: {
    table: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: [],
    sockets: [],
    files: ['GetObject', 'PutObject'],
    bucket: ['ListBucket'],
    uploads: ['DeleteObject', 'GetObject', 'PutObject'],
    sent: ['DeleteObject', 'GetObject', 'GetObjectTagging', 'PutObject'],
    sentBucket: ['ListBucket'],
    bus: [],
  },
  tell: { table: all, lists: [], sockets: ['ManageConnections'], files: [], bucket: [], bus: [] },
  embed: {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: [],
    bucket: [],
    bus: ['PutEvents'],
  },
  'sign-in': {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: [],
    bucket: [],
    bus: ['PutEvents'],
    dataKey: ['GetParameter'],
  },
  sweep: {
    table: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    lists: ['Query'],
    sockets: ['ManageConnections'],
    closing: ['ManageConnections'],
    files: ['DeleteObject'],
    exports: ['DeleteObject'],
    segments: ['DeleteObject', 'GetObject', 'PutObject'],
    bucket: ['ListBucket'],
    uploads: ['DeleteObject'],
    sent: ['DeleteObject'],
    sentBucket: ['ListBucket'],
    teller: ['InvokeFunction'],
    bus: ['PutEvents'],
  },
};

const oneOrMore = <S extends v.GenericSchema>(schema: S) =>
  v.union([
    v.array(schema),
    v.pipe(
      schema,
      v.transform((one) => [one]),
    ),
  ]);
const Statement = v.strictObject({
  Action: oneOrMore(v.string()),
  Effect: v.literal('Allow'),
  Resource: oneOrMore(v.unknown()),
});
const Document = v.object({ Statement: v.array(Statement) });
const Role = v.object({
  ManagedPolicyArns: v.optional(v.never()),
  Policies: v.array(v.object({ PolicyDocument: Document })),
});

const template = aTemplate();
const roleOf = (name: Name) => idIn(template.named('Lambda::Function', functionId(name)).Properties.Role);

/** What a policy names, in a word; anything else as it stands. */
const wordFor = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  const words: [RegExp, string][] = [
    [/^\{"Fn::GetAtt":\["Table\w{8}","Arn"\]\}$/, 'table'],
    [/"Table\w{8}","Arn"\]\},"\/index\/lists"\]\]\}$/, 'lists'],
    [/:execute-api:.*\{"Ref":"SocketApi\w{8}"\},"\/ws\/POST\/@connections\/\*"\]\]\}$/, 'sockets'],
    [/:execute-api:.*\{"Ref":"SocketApi\w{8}"\},"\/ws\/DELETE\/@connections\/\*"\]\]\}$/, 'closing'],
    [/^\{"Fn::GetAtt":\["Transcripts\w{8}","Arn"\]\}$/, 'bucket'],
    [/"Transcripts\w{8}","Arn"\]\},"\/transcripts\/\*"\]\]\}$/, 'files'],
    [/"Transcripts\w{8}","Arn"\]\},"\/exports\/\*"\]\]\}$/, 'exports'],
    [/"Transcripts\w{8}","Arn"\]\},"\/search\/\*"\]\]\}$/, 'segments'],
    [/^\{"Fn::GetAtt":\["Uploads\w{8}","Arn"\]\}$/, 'sent bucket'],
    [/"Uploads\w{8}","Arn"\]\},"\/in\/\*"\]\]\}$/, 'uploads'],
    [/"Uploads\w{8}","Arn"\]\},"\/files\/\*"\]\]\}$/, 'sent'],
    [/^\{"Fn::GetAtt":\["Events\w{8}","Arn"\]\}$/, 'bus'],
    [/:ssm:.*:parameter\/OfficeHeartChat-dev\/data-key\/\*"\]\]\}$/, 'data key'],
    [/:ssm:.*:parameter\/OfficeHeartChat-dev\/origin-secret"\]\]\}$/, 'root'],
    [/^\{"Fn::GetAtt":\["Tell\w{8}","Arn"\]\}$/, 'teller'],
  ];
  const log = /^\{"Fn::GetAtt":\["(\w+)Log\w{8}","Arn"\]\}$/.exec(text);
  return log ? `log of ${log[1]}` : (words.find(([pattern]) => pattern.test(text))?.[1] ?? text);
};

const plainId = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
const Joined = v.object({ 'Fn::Join': v.tuple([v.literal(''), v.array(v.unknown())]) });

/** The API with its stage and routes, or the rule, that a permission names. */
const callerIn = (source: unknown): string => {
  const joined = v.safeParse(Joined, source);
  if (!joined.success) return plainId(idIn(source));
  const parts = joined.output['Fn::Join'][1].map((part) =>
    typeof part === 'string' ? part : plainId(idIn(part)),
  );
  return parts.join('').replace(/^.*AWS::AccountId:/, '');
};

const grantsOf = (name: Name): string[] => {
  const role = template.resources.find(({ id }) => id === roleOf(name));
  return v
    .parse(Role, role?.Properties)
    .Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((each) => `${action} on ${wordFor(each)}`)),
    )
    .sort();
};

/** Not minified, so that the calls can be read, and only what the entry reaches. */
const codeOf = async (name: Name): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: join(import.meta.dirname, '../..'),
    entryPoints: [`functions/entries/${name}.ts`],
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  return outputFiles[0]?.text ?? '';
};

const calls = {
  get: 'GetItem',
  getAll: 'BatchGetItem',
  query: 'Query',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
} as const;
const writes = {
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
} as const;

/** The actions behind the calls on the store's `db`, and behind the writes of its transactions. */
const reachedIn = (code: string): string[] => {
  const reached = new Set<string>();
  for (const [call, action] of Object.entries(calls)) {
    if (new RegExp(`\\bdb\\.${call}\\(`).test(code)) reached.add(action);
  }
  for (const [write, action] of Object.entries(writes)) {
    if (new RegExp(`[{[]\\s*${write}:`).test(code)) reached.add(action);
  }
  return [...reached].sort();
};

describe('rights', () => {
  it('has a role of its own for every function, that only Lambda can take', () => {
    expect(new Set(names.map(roleOf)).size).toBe(names.length);
    for (const name of names) {
      const role = template.resources.find(({ id }) => id === roleOf(name));
      expect(role?.Properties).toMatchObject({
        AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] },
      });
    }
  });

  it.each(names)('gives %s just these actions on just these resources', (name) => {
    const {
      table,
      lists,
      sockets,
      closing = [],
      files,
      exports = [],
      segments = [],
      bucket,
      uploads = [],
      sent = [],
      sentBucket = [],
      bus,
      dataKey = [],
      teller = [],
    } = rights[name];
    expect(grantsOf(name)).toEqual(
      [
        `logs:CreateLogStream on log of ${functionId(name)}`,
        `logs:PutLogEvents on log of ${functionId(name)}`,
        ...table.map((action) => `dynamodb:${action} on table`),
        ...lists.map((action) => `dynamodb:${action} on lists`),
        ...sockets.map((action) => `execute-api:${action} on sockets`),
        ...closing.map((action) => `execute-api:${action} on closing`),
        ...files.map((action) => `s3:${action} on files`),
        ...exports.map((action) => `s3:${action} on exports`),
        ...segments.map((action) => `s3:${action} on segments`),
        ...bucket.map((action) => `s3:${action} on bucket`),
        ...uploads.map((action) => `s3:${action} on uploads`),
        ...sent.map((action) => `s3:${action} on sent`),
        ...sentBucket.map((action) => `s3:${action} on sent bucket`),
        ...bus.map((action) => `events:${action} on bus`),
        ...dataKey.map((action) => `ssm:${action} on data key`),
        ...teller.map((action) => `lambda:${action} on teller`),
      ].sort(),
    );
  });

  it.each(names)('gives %s what its code can reach, and nothing it cannot', async (name) => {
    const code = await codeOf(name);
    const {
      table,
      lists,
      sockets,
      closing = [],
      files,
      segments = [],
      uploads = [],
      sent = [],
      bus,
      dataKey = [],
      teller = [],
    } = rights[name];
    const onFiles = [...files, ...segments, ...uploads, ...sent];
    expect(reachedIn(code)).toEqual(table);
    expect(code.includes('index: "lists"')).toBe(lists.length > 0);
    expect(code.includes('new PostToConnectionCommand(')).toBe(sockets.length > 0);
    expect(code.includes('new DeleteConnectionCommand(')).toBe(closing.length > 0);
    expect(code.includes('new PutObjectCommand(')).toBe(onFiles.includes('PutObject'));
    expect(code.includes('new DeleteObjectCommand(')).toBe(onFiles.includes('DeleteObject'));
    expect(code.includes('new PutEventsCommand(')).toBe(bus.length > 0);
    expect(code.includes('new GetParameterCommand(')).toBe(dataKey.length > 0);
    expect(code.includes('/invocations`')).toBe(teller.length > 0);
  });

  it.each<[Name, string[]]>([
    ['connect', ['SocketApi/ws/*', 'SocketApi/authorizers/SocketApiSocketAuthorizer']],
    ['conversation', ['SocketApi/ws/*']],
    ['desk', ['SocketApi/ws/*']],
    ['portal', ['HttpApi/*/*']],
    ['backoffice', ['HttpApi/*/*']],
    ['privacy', ['HttpApi/*/*']],
    ['accounts', ['HttpApi/*/*']],
    ['factors', ['HttpApi/*/*']],
    ['files', ['HttpApi/*/*']],
    ['tell', []],
    ['embed', ['HttpApi/*/*']],
    ['sign-in', ['HttpApi/*/*', 'RenewalDue']],
    ['sweep', ['SweepRule']],
  ])('lets %s be called by %s alone, however many routes there are', (name, callers) => {
    const { id } = template.named('Lambda::Function', functionId(name));
    const permissions = template
      .ofType('Lambda::Permission')
      .filter(({ Properties }) => idIn(Properties.FunctionName) === id);
    expect(permissions.map(({ Properties }) => callerIn(Properties.SourceArn)).sort()).toEqual(
      callers.sort(),
    );
    for (const { Properties } of permissions)
      expect(Properties.Principal).toMatch(/^(apigateway|events)\.amazonaws\.com$/);
  });

  it("gives the root of CloudFront's secret to its maker alone, and the key of the table's secrets to the functions that open them", () => {
    const holders = template.resources.filter(({ Properties }) =>
      JSON.stringify(Properties).includes('"ssm:'),
    );
    const openers = names.filter((name) => rights[name].dataKey).map((name) => `${functionId(name)}Role`);
    expect(holders.map(({ id }) => plainId(id)).sort()).toEqual(['OriginSecretRole', ...openers].sort());
    const maker = holders.find(({ id }) => plainId(id) === 'OriginSecretRole');
    const owned = v
      .parse(Role, maker?.Properties)
      .Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => Action.some((action) => action.startsWith('ssm:')))
      .map(({ Action, Resource }) => [Action, Resource.map(wordFor)]);
    expect(owned).toEqual([
      [['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'], ['root']],
      // It makes keys, and reads none.
      [['ssm:DeleteParameter', 'ssm:PutParameter'], ['data key']],
    ]);
  });

  it('adds the rights of tracing only where traces are asked for', () => {
    const traced = aTemplate({ xray: 'true' });
    const mode = (of: typeof template) =>
      of.named('Lambda::Function', 'Conversation').Properties.TracingConfig;
    expect(mode(template)).toBeUndefined();
    expect(mode(traced)).toEqual({ Mode: 'Active' });
    expect(JSON.stringify(template.resources)).not.toContain('xray:');
    expect(JSON.stringify(traced.resources)).toContain('xray:PutTraceSegments');
  });
});
