// What the synthesised template promises: routes, functions, data that stays, and nothing billed by the hour.
import { describe, expect, it } from 'vitest';
import { NOT_PUBLISHED } from '../../functions/adapters/publish.ts';
import { functionId } from '../../infra/constructs/functions.ts';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { aTemplate, EVERYTHING, idIn, type Resource } from './support/template.ts';

const template = aTemplate();

const routeOf = (key: string): Resource => {
  const found = template
    .ofType('ApiGatewayV2::Route')
    .filter(({ Properties }) => Properties.RouteKey === key);
  expect([key, found.length]).toEqual([key, 1]);
  return found[0] ?? expect.fail(key);
};

/** The function behind a route, as `Desk`. */
const functionOf = ({ Properties }: Resource): string => {
  const [, integration = ''] = /"Ref":"(\w+)"/.exec(JSON.stringify(Properties.Target)) ?? [];
  const uri = JSON.stringify(
    template.resources.find(({ id }) => id === integration)?.Properties.IntegrationUri,
  );
  const [, id = ''] = /"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]/.exec(uri) ?? [];
  return id;
};

const isAnswered = ({ id, Properties }: Resource): boolean =>
  Properties.RouteResponseSelectionExpression === '$default' &&
  template.ofType('ApiGatewayV2::RouteResponse').some((response) => idIn(response.Properties.RouteId) === id);

describe('the socket', () => {
  it.each(Object.entries<ActionSpec>(actions))(
    'leads %s to its function, answered if it replies',
    (name, spec) => {
      const route = routeOf(name);
      expect([functionOf(route), isAnswered(route)]).toEqual([functionId(spec.group), spec.reply !== null]);
    },
  );

  it('leads the ends of a connection to connect, and what it does not know to conversation', () => {
    const known = ['$connect', '$disconnect', '$default'].map((key) => [key, functionOf(routeOf(key))]);
    expect(known).toEqual([
      ['$connect', 'Connect'],
      ['$disconnect', 'Connect'],
      ['$default', 'Conversation'],
    ]);
    expect(isAnswered(routeOf('$default'))).toBe(true);
  });

  it('opens only past the authorizer, which is asked only with a cookie and an origin', () => {
    const { Properties } = routeOf('$connect');
    expect(Properties.AuthorizationType).toBe('CUSTOM');
    const [authorizer, ...others] = template.ofType('ApiGatewayV2::Authorizer');
    expect(others).toEqual([]);
    expect(idIn(Properties.AuthorizerId)).toBe(authorizer?.id);
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.header.Origin'],
    });
  });

  it('has a stage with the name of the path on the sites, limited, that logs no frame', () => {
    const stage = template.named('ApiGatewayV2::Stage', 'SocketStage');
    expect(stage.Properties).toMatchObject({
      StageName: 'ws',
      AutoDeploy: true,
      DefaultRouteSettings: {
        DataTraceEnabled: false,
        ThrottlingRateLimit: 5000,
        ThrottlingBurstLimit: 2500,
      },
    });
  });
});

describe('the HTTP API', () => {
  it.each(Object.entries<RouteSpec>(routes))('leads %s to its function', (name, { group }) => {
    expect(functionOf(routeOf(name))).toBe(functionId(group));
  });

  it('has no route but those of the tables', () => {
    const keys = template.ofType('ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
    const expected = [
      '$connect',
      '$disconnect',
      '$default',
      'GET /embed',
      ...Object.keys(actions),
      ...Object.keys(routes),
    ];
    expect(keys.sort()).toEqual(expected.sort());
  });
});

it('deploys each API once: its stage waits for all that the API is made of', () => {
  const kinds = ['Route', 'Integration', 'RouteResponse', 'Authorizer'];
  const stages = template.ofType('ApiGatewayV2::Stage');
  expect(stages).toHaveLength(2);
  for (const { Properties, DependsOn } of stages) {
    const parts = kinds.flatMap((kind) =>
      template
        .ofType(`ApiGatewayV2::${kind}`)
        .filter((part) => idIn(part.Properties.ApiId) === idIn(Properties.ApiId)),
    );
    expect(parts.length).toBeGreaterThan(40);
    expect(parts.map(({ id }) => id).filter((id) => !DependsOn.includes(id))).toEqual([]);
  }
});

it('has room to grow: CloudFormation takes 500 resources, and so far there are under 400', () => {
  expect(aTemplate(EVERYTHING).resources.length).toBeLessThan(400);
});

it('carries what finance filters the bill by on everything that costs', () => {
  const costly = [
    'Lambda::Function',
    'DynamoDB::Table',
    'S3::Bucket',
    'CloudFront::Distribution',
    'Logs::LogGroup',
  ];
  for (const type of costly) {
    expect(template.ofType(type)).not.toEqual([]);
    for (const { id, Properties } of template.ofType(type)) {
      const tags = [
        { Key: 'product', Value: 'officeheart-chat' },
        { Key: 'stage', Value: 'dev' },
      ];
      expect([id, Properties.Tags]).toEqual([id, expect.arrayContaining(tags)]);
    }
  }
  for (const { Properties } of template.ofType('ApiGatewayV2::Api'))
    expect(Properties.Tags).toMatchObject({ product: 'officeheart-chat', stage: 'dev' });
});

describe('logs', () => {
  it('of the APIs have no path, query, address or cookie', () => {
    const stages = template.ofType('ApiGatewayV2::Stage');
    expect(stages).toHaveLength(2);
    for (const { Properties } of stages) {
      const text = JSON.stringify(Properties.AccessLogSettings);
      expect(text).toContain('$context.routeKey');
      expect(text).not.toMatch(/query|path|sourceIp|userAgent|header|authorizer/i);
    }
  });

  it('are all kept for 30 days, unless told otherwise', () => {
    const groups = template.ofType('Logs::LogGroup');
    for (const { id, Properties } of groups) expect([id, Properties.RetentionInDays]).toEqual([id, 30]);
    // Every function, two APIs, the errors of one, and the copying of the sites.
    const functions = template
      .ofType('Lambda::Function')
      .filter(({ Properties }) => Properties.Runtime === 'nodejs24.x');
    expect(groups).toHaveLength(functions.length + 4);
  });

  it('of API Gateway get their role, one for the whole account, only when asked for', () => {
    expect(template.ofType('ApiGateway::Account')).toEqual([]);
    const asked = aTemplate({ gatewayLogs: 'true' });
    const [account] = asked.ofType('ApiGateway::Account');
    expect(account?.DeletionPolicy).toBe('Retain');
    expect(asked.named('ApiGatewayV2::Stage', 'SocketStage').DependsOn).toContain(account?.id);
  });
});

/** What becomes of the events for a function that is invoked without anybody waiting. */
const eventsOf = (name: string) =>
  template
    .ofType('Lambda::EventInvokeConfig')
    .find(({ Properties }) => idIn(Properties.FunctionName) === template.named('Lambda::Function', name).id)
    ?.Properties;

describe('the functions', () => {
  it.each([
    ['Connect', 256, 10],
    ['Conversation', 1024, 10],
    ['Desk', 1024, 15],
    ['Http', 512, 10],
    ['People', 1024, 29],
    ['Transcript', 1024, 29],
    ['Tell', 1024, 60],
    ['Embed', 1024, 29],
    ['Sweep', 1769, 55],
  ])(
    'run %s on Node 24 and arm64 with %i MB for at most %i s, and know their surroundings',
    (name, memory, timeout) => {
      const { Properties } = template.named('Lambda::Function', name);
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        MemorySize: memory,
        Timeout: timeout,
        LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' },
      });
      expect(Object.keys(Object(Object(Properties.Environment).Variables)).sort()).toEqual([
        'CONNECTIONS_URL',
        ...(name === 'Embed' ? ['EMBED_ORIGINS'] : []),
        ...(['Desk', 'Embed', 'Http', 'Office', 'People', 'Sweep'].includes(name) ? ['EVENT_BUS'] : []),
        ...(['Transcript', 'Sweep'].includes(name) ? ['FILES_BUCKET'] : []),
        ...(name === 'Embed' ? ['FILES_HOST'] : []),
        'METRICS_NAMESPACE',
        'ORIGIN_SECRETS',
        ...(name === 'Embed' ? ['PORTAL_HOST'] : []),
        'TABLE_NAME',
        ...(['Embed', 'Http', 'Transcript', 'Tell'].includes(name) ? [] : ['TELLER']),
        'TRANSCRIPTS_BUCKET',
      ]);
    },
  );

  it('sweep every minute, and never the same minute twice', () => {
    const rules = template.ofType('Events::Rule');
    const rule = rules.find(({ Properties }) => Properties.ScheduleExpression);
    // The other one is what the sweep itself says.
    expect(rules.filter((one) => one !== rule).map(({ Properties }) => Properties.EventPattern)).toEqual([
      { source: ['officeheart.chat.own'], 'detail-type': ['renewal.due'] },
    ]);
    expect(rule?.Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
    expect(eventsOf('Sweep')).toMatchObject({ MaximumRetryAttempts: 0 });
  });

  it('tell again what failed, and not what is old', () => {
    expect(eventsOf('Tell')).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 });
  });
});

describe('the secret between CloudFront and the APIs', () => {
  const envOf = (name: string) =>
    Object(Object(template.named('Lambda::Function', name).Properties.Environment).Variables);

  it('stands in no template: each function gets it while it is deployed', () => {
    for (const name of [
      'Connect',
      'Conversation',
      'Desk',
      'Http',
      'Office',
      'Privacy',
      'Transcript',
      'Embed',
      'Sweep',
    ])
      expect(envOf(name).ORIGIN_SECRETS).toEqual({ 'Fn::GetAtt': ['OriginSecretValue', 'Accepted'] });
  });

  it('is taken by the functions before CloudFront sends it', () => {
    const functions = template.ofType('Lambda::Function').map(({ id }) => id);
    for (const site of ['Portal', 'Console']) {
      const { DependsOn } = template.named('CloudFront::Distribution', `${site}Distribution`);
      expect(functions.filter((id) => DependsOn.includes(id)).length).toBeGreaterThanOrEqual(7);
    }
  });

  it('is another one at the next turn', () => {
    const turnIn = (of: typeof template) =>
      of.resources.find(({ Type }) => Type === 'Custom::OriginSecret')?.Properties.Turn;
    expect([turnIn(template), turnIn(aTemplate({ secretTurn: '2' }))]).toEqual(['1', '2']);
    expect(() => aTemplate({ secretTurn: 'two' })).toThrow('whole number');
  });
});

describe("the key of the table's secrets", () => {
  const keyIn = (of: typeof template) => of.resources.find(({ Type }) => Type === 'Custom::DataKey');

  it('[S125] is another one at the next turn, and stays as long as the table does', () => {
    expect(keyIn(template)).toMatchObject({ Properties: { Turn: '1' }, DeletionPolicy: 'Delete' });
    const kept = keyIn(aTemplate({ stage: 'prod', dataKeyTurn: '2' }));
    expect(kept).toMatchObject({ Properties: { Turn: '2' }, DeletionPolicy: 'Retain' });
  });

  it('[S125] is in no environment, and there before what opens with it', () => {
    for (const { id, Properties, DependsOn } of template.ofType('Lambda::Function')) {
      const { DATA_KEYS, DATA_KEY_TURN } = Object(Object(Properties.Environment).Variables);
      if (DATA_KEYS === undefined) continue;
      expect({ DATA_KEYS, DATA_KEY_TURN }, id).toEqual({
        DATA_KEYS: '/OfficeHeartChat-dev/data-key',
        DATA_KEY_TURN: '1',
      });
      expect(DependsOn).toContain(keyIn(template)?.id);
    }
  });
});

describe('the data', () => {
  it('is in one table, on demand, with point-in-time recovery, expiry and one index of keys', () => {
    const tables = template.ofType('DynamoDB::Table');
    expect(tables.map(({ Properties }) => Properties)).toMatchObject([
      {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'lists',
            KeySchema: [
              { AttributeName: 'gpk', KeyType: 'HASH' },
              { AttributeName: 'gsk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    ]);
  });

  it.each([
    ['dev', false, 'Delete'],
    ['prod', true, 'Retain'],
  ])('of stage %s: protected %s, and on removal of the stack: %s', (stage, isProtected, policy) => {
    const table = aTemplate({ stage }).named('DynamoDB::Table', 'Table');
    expect([table.Properties.DeletionProtectionEnabled, table.DeletionPolicy]).toEqual([isProtected, policy]);
  });

  it('can be that of a restored table, while the own one stays as it is', () => {
    const restored = aTemplate({ stage: 'prod', restoredTable: 'as-of-noon' });
    const { Properties } = restored.named('Lambda::Function', 'Conversation');
    expect(Object(Object(Properties.Environment).Variables).TABLE_NAME).toBe('as-of-noon');
    const roles = JSON.stringify(restored.ofType('IAM::Role'));
    expect(roles).toContain(':table/as-of-noon');
    expect(roles).toMatch(/:table\/as-of-noon\/index\/lists/);
    const own = restored.named('DynamoDB::Table', 'Table');
    expect(roles).not.toContain(own.id);
    expect(own.DeletionPolicy).toBe('Retain');
  });

  it('in buckets is private, encrypted, and asked for over TLS', () => {
    const buckets = template.ofType('S3::Bucket');
    expect(buckets).toHaveLength(4);
    for (const { id, Properties } of buckets) {
      expect(Properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      const policy = template.ofType('S3::BucketPolicy').find((each) => idIn(each.Properties.Bucket) === id);
      expect(JSON.stringify(policy?.Properties)).toContain(
        '{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"',
      );
    }
  });

  it('that people send stays with every stage but a trial, takes PUTs of pages, and keeps what was not sent for a day', () => {
    const bucket = template.named('S3::Bucket', 'Uploads');
    expect(bucket.DeletionPolicy).toBe('Delete');
    expect(bucket.Properties).toMatchObject({
      CorsConfiguration: {
        CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['PUT'], AllowedHeaders: ['content-type'] }],
      },
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          { ExpirationInDays: 1, Prefix: 'in/', Status: 'Enabled' },
        ],
      },
    });
    const production = aTemplate(EVERYTHING).named('S3::Bucket', 'Uploads');
    expect(production.DeletionPolicy).toBe('Retain');
    expect(JSON.stringify(production.Properties)).toContain(
      '"AllowedOrigins":["https://portaal.example.nl","https://helpdesk.example.nl"]',
    );
  });

  it('of PDFs and exports is gone a day later, as S3 counts days, and of the search index stays', () => {
    expect(template.named('S3::Bucket', 'Transcripts').Properties).toMatchObject({
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          { ExpirationInDays: 1, Prefix: 'transcripts/', Status: 'Enabled' },
          { ExpirationInDays: 1, Prefix: 'exports/', Status: 'Enabled' },
        ],
      },
    });
  });
});

describe('events for other systems', () => {
  it('have a bus of their own, and a figure of those that could not be told', () => {
    expect(template.ofType('Events::EventBus')).toHaveLength(1);
    const filters = template.ofType('Logs::MetricFilter');
    expect(filters.map(({ Properties }) => JSON.stringify(Properties.LogGroupName)).sort()).toEqual([
      expect.stringContaining('DeskLog'),
      expect.stringContaining('EmbedLog'),
      expect.stringContaining('FactorsLog'),
      expect.stringContaining('HttpLog'),
      expect.stringContaining('OfficeLog'),
      expect.stringContaining('PeopleLog'),
      expect.stringContaining('PrivacyLog'),
      expect.stringContaining('SignInLog'),
      expect.stringContaining('SweepLog'),
    ]);
    for (const { Properties } of filters)
      expect(Properties.FilterPattern).toBe(`{ $.message = "${NOT_PUBLISHED}" }`);
  });
});

it('bills nothing by the hour', () => {
  // Types of which AWS bills use only; a type that is not here needs a look at its price first.
  const byUse = new Set([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::RouteResponse',
    'AWS::ApiGatewayV2::Stage',
    'AWS::CloudFront::Distribution',
    'AWS::CloudFront::Function',
    'AWS::CloudFront::OriginAccessControl',
    'AWS::CloudFront::CachePolicy',
    'AWS::CloudFront::ResponseHeadersPolicy',
    'AWS::DynamoDB::Table',
    'AWS::Events::EventBus',
    'AWS::Events::Rule',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::Function',
    'AWS::Lambda::LayerVersion',
    'AWS::Lambda::Permission',
    'AWS::Logs::LogGroup',
    // A figure of one's own is billed for the hours in which something was counted.
    'AWS::Logs::MetricFilter',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'Custom::CDKBucketDeployment',
    'Custom::DataKey',
    'Custom::EmptiedBucket',
    'Custom::OriginSecret',
  ]);
  expect(template.resources.filter(({ Type }) => !byUse.has(Type)).map(({ Type }) => Type)).toEqual([]);
  // These would bill by the hour under a type of the list.
  const text = JSON.stringify(template.resources);
  for (const property of [
    'ProvisionedConcurrencyConfig',
    'ProvisionedThroughput',
    'CacheClusterEnabled',
    'VpcConfig',
  ]) {
    expect(text).not.toContain(property);
  }
});

it('bills by the month only for what a stage asks for: its alarms, and nothing for the rest of watching', () => {
  const types = (of: typeof template) => new Set(of.resources.map(({ Type }) => Type));
  const more = types(aTemplate({ stage: 'prod', alarmEmail: 'oncall@example.nl', budget: '50' }));
  expect([...more].filter((type) => !types(template).has(type)).sort()).toEqual([
    // Two of an account are free.
    'AWS::Budgets::Budget',
    // $0.10 a month each, a little more where a metric is worked out of two.
    'AWS::CloudWatch::Alarm',
    // Three of an account are free.
    'AWS::CloudWatch::Dashboard',
    // A thousand e-mails a month are free.
    'AWS::SNS::Subscription',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
  ]);
});

it('says where the sites are and what the table is called', () => {
  expect(template.outputs.sort()).toEqual(['ConsoleUrl', 'EventBusName', 'PortalUrl', 'TableName']);
});
