// The Lambda functions: one role each, with the actions it uses and no other. The table below is the list to review.
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import type { WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { FunctionName } from './function-names.ts';
import { createLogGroup } from './log-group.ts';
import type { DataKey, OriginSecret } from './origin-secret.ts';
import { environmentKey, useOfKey } from './own-key.ts';

interface Spec {
  /** DynamoDB actions on the table: what the code can reach, see tests/infra/rights.test.ts. */
  readonly table: readonly string[];
  /** Whether it queries the index as well. */
  readonly index: boolean;
  /** Whether it posts to connections. */
  readonly posts: boolean;
  /** Whether it tells other systems what happened. */
  readonly publishes: boolean;
  /** Whether it closes connections. */
  readonly closes?: boolean;
  /** Whether it seals and opens what is secret in the table (functions/adapters/secrets.ts). */
  readonly secrets?: boolean;
  /** Whether it leaves it to `tell` to post to many. */
  readonly handsOver?: boolean;
  /** S3 actions on the PDFs of chats, and on the exports of customers. */
  readonly files: readonly string[];
  readonly exports?: readonly string[];
  /** S3 actions on the segments of the search index. */
  readonly segments?: readonly string[];
  /** S3 actions on what people put there, and on what was looked into. */
  readonly uploads?: { readonly in?: readonly string[]; readonly files: readonly string[] };
  /** MB. With them comes the share of a CPU: 1,769 MB is one whole. */
  readonly memory: number;
  /** Seconds. API Gateway waits 29 at most. */
  readonly timeout: number;
}

/** Reading and changing items; a transaction needs the right of each write that is in it. */
const change = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];

export const specs: Readonly<Record<FunctionName, Spec>> = {
  // Closes the sockets that give way to a ninth.
  connect: {
    table: change,
    index: false,
    posts: true,
    closes: true,
    handsOver: true,
    publishes: false,
    files: [],
    memory: 256,
    timeout: 10,
  },
  // Somebody waits for the answer: see docs/decisions/037.
  conversation: {
    table: change,
    index: false,
    posts: true,
    handsOver: true,
    publishes: false,
    files: [],
    memory: 1024,
    timeout: 10,
  },
  desk: {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    handsOver: true,
    publishes: true,
    files: [],
    memory: 1024,
    timeout: 15,
  },
  portal: {
    table: change,
    index: true,
    posts: false,
    publishes: true,
    files: [],
    memory: 512,
    timeout: 10,
  },
  backoffice: {
    table: change,
    index: true,
    posts: false,
    publishes: true,
    files: [],
    segments: ['GetObject'],
    memory: 512,
    timeout: 10,
  },
  // A password check (scrypt) is all CPU and 32 MB of memory.
  accounts: {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    closes: true,
    handsOver: true,
    publishes: true,
    files: [],
    memory: 1024,
    timeout: 29,
  },
  // What checks passkeys is larger than all the other functions of accounts: see docs/decisions/044-a-second-factor.md.
  factors: {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    closes: true,
    publishes: true,
    secrets: true,
    files: [],
    memory: 1024,
    timeout: 29,
  },
  // Draws PDFs, and holds a customer's whole data as one file.
  privacy: {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    closes: true,
    handsOver: true,
    publishes: true,
    files: ['DeleteObject', 'GetObject', 'PutObject'],
    exports: ['DeleteObject', 'GetObject', 'PutObject'],
    segments: ['DeleteObject', 'GetObject', 'PutObject'],
    uploads: { in: ['DeleteObject'], files: ['DeleteObject', 'GetObject'] },
    memory: 1769,
    timeout: 29,
  },
  // The links it signs are worth what it may. A picture that is made small takes a second of a whole CPU.
  files: {
    table: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
    index: false,
    posts: false,
    publishes: false,
    files: ['GetObject', 'PutObject'],
    uploads: {
      in: ['DeleteObject', 'GetObject', 'PutObject'],
      files: ['DeleteObject', 'GetObject', 'GetObjectTagging', 'PutObject'],
    },
    memory: 1024,
    timeout: 29,
  },
  // Posts to every console, or to thousands of waiting pages: a post is 0.7 ms of processor (docs/decisions/043).
  tell: {
    table: change,
    index: false,
    posts: true,
    publishes: false,
    files: [],
    memory: 1024,
    timeout: 60,
  },
  // Begins and ends sessions for pages of others; asks their portals for keys, for up to ten seconds.
  embed: {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    closes: true,
    publishes: true,
    files: [],
    memory: 1024,
    timeout: 29,
  },
  // Speaks with a company's own provider, for up to ten seconds a question.
  'sign-in': {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    closes: true,
    publishes: true,
    secrets: true,
    files: [],
    memory: 1024,
    timeout: 29,
  },
  sweep: {
    table: [...change, 'ConditionCheckItem'],
    index: true,
    posts: true,
    closes: true,
    handsOver: true,
    publishes: true,
    files: ['DeleteObject'],
    exports: ['DeleteObject'],
    segments: ['DeleteObject', 'GetObject', 'PutObject'],
    uploads: { in: ['DeleteObject'], files: ['DeleteObject'] },
    memory: 1769,
    timeout: 55,
  },
};

export interface FunctionsProps {
  readonly config: Config;
  readonly table: ITable;
  readonly transcripts: Bucket;
  readonly uploads: Bucket;
  readonly socketApi: WebSocketApi;
  readonly events: EventBus;
  readonly originSecret: OriginSecret;
  readonly dataKey: DataKey;
}

export type Functions = Readonly<Record<FunctionName, LambdaFunction>>;

export const createFunctions = (scope: Construct, props: FunctionsProps): Functions => {
  const tell = createFunction(scope, 'tell', props);
  // What it tells is right for minutes; later a console has asked by itself.
  tell.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.minutes(5) });
  const create = (name: Exclude<FunctionName, 'tell'>) => createFunction(scope, name, { ...props, tell });
  return {
    connect: create('connect'),
    conversation: create('conversation'),
    desk: create('desk'),
    portal: create('portal'),
    backoffice: create('backoffice'),
    accounts: create('accounts'),
    factors: create('factors'),
    privacy: create('privacy'),
    files: create('files'),
    embed: create('embed'),
    'sign-in': create('sign-in'),
    tell,
    sweep: create('sweep'),
  };
};

/** The ids of the first release: with another one a deployment would lose the function, and a month of its log. Names of two words are none. */
const renamed: Partial<Record<FunctionName, string>> = {
  portal: 'Http',
  backoffice: 'Office',
  accounts: 'People',
  files: 'Transcript',
  'sign-in': 'SignIn',
};

/** The id of a function in the stack. */
export const functionId = (name: FunctionName): string =>
  renamed[name] ?? name.charAt(0).toUpperCase() + name.slice(1);

/** The function that others hand over to, once it is there. */
type Props = FunctionsProps & { readonly tell?: LambdaFunction };

const createFunction = (scope: Construct, name: FunctionName, props: Props): LambdaFunction => {
  const { config, table, transcripts, uploads, socketApi, events, dataKey, tell } = props;
  const { memory, timeout, publishes, secrets, handsOver } = specs[name];
  const id = functionId(name);
  const logGroup = createLogGroup(scope, `${id}Log`, config);
  const { region, urlSuffix } = Stack.of(scope);
  const made = new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(join(config.build, 'functions', name)),
    memorySize: memory,
    timeout: Duration.seconds(timeout),
    role: createRole(scope, id, name, logGroup, props),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // START, END and REPORT lines of a chat would cost more than its data.
    systemLogLevelV2: SystemLogLevel.WARN,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    // CDK adds the rights that tracing needs.
    tracing: config.xray ? Tracing.ACTIVE : Tracing.DISABLED,
    ...environmentKey(scope, config),
    ...(config.reserved[name] && { reservedConcurrentExecutions: config.reserved[name] }),
    environment: {
      TABLE_NAME: table.tableName,
      TRANSCRIPTS_BUCKET: transcripts.bucketName,
      METRICS_NAMESPACE: Stack.of(scope).stackName,
      ORIGIN_SECRETS: props.originSecret.accepted,
      CONNECTIONS_URL: `https://${socketApi.apiId}.execute-api.${region}.${urlSuffix}/ws`,
      ...(specs[name].uploads && { FILES_BUCKET: uploads.bucketName }),
      ...(name === 'embed' && {
        FILES_HOST: uploads.bucketRegionalDomainName,
        EMBED_ORIGINS: config.embedOrigins.join(' ') || 'none',
        PORTAL_HOST: config.hosts?.portal ?? 'none',
      }),
      ...(name === 'sign-in' && { PORTAL_HOST: config.hosts?.portal ?? 'none' }),
      ...(publishes && { EVENT_BUS: events.eventBusName }),
      ...(secrets && { DATA_KEYS: dataKey.names, DATA_KEY_TURN: dataKey.turn }),
      ...(handsOver && tell && { TELLER: tell.functionName }),
      // Whether there is mail is asked where passwords and addresses are changed.
      ...(config.mailFrom && (name === 'accounts' || name === 'portal') && { MAIL_FROM: config.mailFrom }),
    },
  });
  if (secrets) made.node.addDependency(dataKey.made);
  return made;
};

const createRole = (
  scope: Construct,
  id: string,
  name: FunctionName,
  logGroup: LogGroup,
  { config, table, transcripts, uploads, socketApi, events, dataKey, tell }: Props,
): Role => {
  const spec = specs[name];
  const statements = [
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
    new PolicyStatement({
      actions: spec.table.map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
    }),
    ...useOfKey(scope, config),
  ];
  if (spec.index) {
    statements.push(
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/lists`] }),
    );
  }
  for (const method of [...(spec.posts ? ['POST'] : []), ...(spec.closes ? ['DELETE'] : [])]) {
    statements.push(
      new PolicyStatement({
        actions: ['execute-api:ManageConnections'],
        resources: [
          Stack.of(scope).formatArn({
            service: 'execute-api',
            resource: socketApi.apiId,
            resourceName: `ws/${method}/@connections/*`,
          }),
        ],
      }),
    );
  }
  if (spec.publishes) {
    statements.push(new PolicyStatement({ actions: ['events:PutEvents'], resources: [events.eventBusArn] }));
  }
  if (spec.secrets)
    statements.push(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [dataKey.arn] }));
  if (spec.handsOver && tell) {
    statements.push(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [tell.functionArn] }),
    );
  }
  const folders = { transcripts: spec.files, exports: spec.exports ?? [], search: spec.segments ?? [] };
  const used = Object.entries(folders).filter(([, actions]) => actions.length > 0);
  for (const [folder, actions] of used) {
    statements.push(
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: [transcripts.arnForObjects(`${folder}/*`)],
      }),
    );
  }
  const sent = Object.entries(spec.uploads ?? {});
  for (const [folder, actions] of sent) {
    statements.push(
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: [uploads.arnForObjects(`${folder}/*`)],
      }),
    );
  }
  if (sent.length > 0)
    statements.push(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [uploads.bucketArn] }));
  if (used.length > 0) {
    // What is to be removed has to be found; and without it S3 answers 403 instead of 404 to "is this there?".
    statements.push(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [transcripts.bucketArn] }));
  }
  return new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { own: new PolicyDocument({ statements }) },
  });
};
