// The template of the small product that the local cloud is tested with: what CDK would have made of it.

export interface FixtureOptions {
  /** Source of each function, by its name in capitals; `export const handler`. */
  readonly functions?: Readonly<Record<string, string>>;
  /** Seconds and MB, by function. */
  readonly limits?: Readonly<Record<string, { timeout?: number; memory?: number }>>;
  /** Statements of a function's role, by function; one that is not here may do everything. */
  readonly roles?: Readonly<Record<string, readonly unknown[]>>;
  /** Function by route key. */
  readonly http?: Readonly<Record<string, string>>;
  readonly socket?: Readonly<Record<string, { to: string; answered?: boolean; timeout?: number }>>;
  /** The function that authorizes `$connect`. */
  readonly authorizer?: string;
  /** The function run every minute. */
  readonly everyMinute?: string;
  /** Text by path. */
  readonly site?: Readonly<Record<string, string>>;
  /** The functions that nobody may call. */
  readonly closed?: readonly string[];
  /** Of the stages of both APIs. */
  readonly throttle?: { readonly rate: number; readonly burst: number };
  /** Of both distributions. */
  readonly errorResponses?: readonly { readonly ErrorCode: number; readonly ErrorCachingMinTTL: number }[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

const keySchema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
/** In place of the plain table: one with an index of keys, as the product's. */
export const INDEXED_TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: ['pk', 'sk', 'gpk', 'gsk'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      { IndexName: 'lists', KeySchema: keySchema('gpk', 'gsk'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  },
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own way to write a name in a text.
const BUCKET = { 'Fn::Sub': 'assets-${AWS::AccountId}' };
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const invocationOf = (id: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:eu-west-1:lambda:path/2015-03-31/functions/',
      arnOf(id),
      '/invocations',
    ],
  ],
});

const functionResource = (id: string, { timeout = 5, memory = 128 } = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Role: arnOf(`${id}Role`),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: timeout,
    MemorySize: memory,
    Code: { S3Bucket: BUCKET, S3Key: `${id}.zip` },
    Environment: {
      Variables: {
        TABLE_NAME: { Ref: 'Table' },
        BUCKET: { Ref: 'Files' },
        CONNECTIONS_URL: {
          'Fn::Join': [
            '',
            ['https://', { Ref: 'SocketApi' }, '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/ws'],
          ],
        },
      },
    },
  },
});

const roleResource = (
  statements: readonly unknown[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }],
) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

const permissionResource = (id: string, principal: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action: 'lambda:InvokeFunction', FunctionName: arnOf(id), Principal: principal },
});

const route = (
  api: string,
  index: number,
  key: string,
  to: string,
  more: Record<string, unknown> = {},
  timeout?: number,
) => ({
  [`${api}Integration${index}`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: api },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: api === 'HttpApi' ? arnOf(to) : invocationOf(to),
      ...(api === 'HttpApi' && { PayloadFormatVersion: '2.0' }),
      ...(timeout && { TimeoutInMillis: timeout }),
    },
  },
  [`${api}Route${index}`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: api },
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${api}Integration${index}` }]] },
      ...more,
    },
  },
});

const FORWARD_HOST = `function handler(event) {
  var request = event.request;
  request.headers['x-viewer-host'] = { value: request.headers.host.value };
  return request;
}`;
const PAGES = `function handler(event) {
  var request = event.request;
  if (request.uri === '/old') return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/new' } } };
  if (request.uri.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}`;

const siteResources = (
  site: 'portal' | 'console',
  CustomErrorResponses: FixtureOptions['errorResponses'] = [],
) => {
  const id = site === 'portal' ? 'Portal' : 'Console';
  const apiBehavior = (pattern: string, origin: string) => ({
    PathPattern: pattern,
    TargetOriginId: origin,
    AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    ResponseHeadersPolicyId: { Ref: 'Headers' },
    FunctionAssociations: [
      { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['ForwardHost', 'FunctionARN'] } },
    ],
  });
  const apiOrigin = (origin: string) => ({
    Id: origin,
    DomainName: { 'Fn::Join': ['.', [{ Ref: origin }, 'execute-api.eu-west-1', { Ref: 'AWS::URLSuffix' }]] },
    OriginCustomHeaders: [{ HeaderName: 'x-site', HeaderValue: site }],
  });
  return {
    [`${id}Bucket`]: { Type: 'AWS::S3::Bucket' },
    [`${id}BucketPolicy`]: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: `${id}Bucket` },
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: site === 'portal' ? ['s3:GetObject', 's3:ListBucket'] : 's3:GetObject',
              Principal: { Service: 'cloudfront.amazonaws.com' },
            },
          ],
        },
      },
    },
    [`${id}Assets`]: {
      Type: 'Custom::CDKBucketDeployment',
      Properties: {
        SourceObjectKeys: ['site.zip'],
        DestinationBucketName: { Ref: `${id}Bucket` },
        Exclude: ['*'],
        Include: ['assets/*'],
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
    },
    [`${id}Pages`]: {
      Type: 'Custom::CDKBucketDeployment',
      Properties: {
        SourceObjectKeys: ['site.zip'],
        DestinationBucketName: { Ref: `${id}Bucket` },
        Exclude: ['assets/*'],
        SystemMetadata: { 'cache-control': 'no-cache' },
      },
    },
    [`${id}Distribution`]: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          CustomErrorResponses,
          DefaultCacheBehavior: {
            TargetOriginId: 'site',
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            Compress: true,
            ResponseHeadersPolicyId: { Ref: 'Headers' },
            FunctionAssociations: [
              {
                EventType: 'viewer-request',
                FunctionARN: { 'Fn::GetAtt': ['PagesFunction', 'FunctionARN'] },
              },
            ],
          },
          CacheBehaviors: [apiBehavior('/api/*', 'HttpApi'), apiBehavior('/ws', 'SocketApi')],
          Origins: [
            { Id: 'site', DomainName: { 'Fn::GetAtt': [`${id}Bucket`, 'RegionalDomainName'] } },
            apiOrigin('HttpApi'),
            apiOrigin('SocketApi'),
          ],
        },
      },
    },
  };
};

export const aTemplate = (options: FixtureOptions = {}) => {
  const {
    functions = {},
    limits = {},
    roles = {},
    http = {},
    socket = {},
    authorizer,
    everyMinute,
    closed = [],
    throttle,
    errorResponses,
    extra = {},
  } = options;
  const stage = (ApiId: string, StageName: string) => ({
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: { Ref: ApiId },
      StageName,
      ...(throttle && {
        DefaultRouteSettings: {
          ThrottlingRateLimit: throttle.rate,
          ThrottlingBurstLimit: throttle.burst,
        },
      }),
    },
  });
  const edgeFunction = (name: string, code: string) => ({
    Type: 'AWS::CloudFront::Function',
    Properties: { Name: name, FunctionCode: code, FunctionConfig: { Runtime: 'cloudfront-js-2.0' } },
  });
  const socketRoutes = Object.entries(socket).map(([key, { to, answered = false, timeout }], index) => ({
    ...route(
      'SocketApi',
      index,
      key,
      to,
      {
        ...(answered && { RouteResponseSelectionExpression: '$default' }),
        ...(key === '$connect' &&
          authorizer && { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } }),
      },
      timeout,
    ),
    ...(answered && {
      [`SocketApiResponse${index}`]: {
        Type: 'AWS::ApiGatewayV2::RouteResponse',
        Properties: {
          ApiId: { Ref: 'SocketApi' },
          RouteId: { Ref: `SocketApiRoute${index}` },
          RouteResponseKey: '$default',
        },
      },
    }),
  }));
  return {
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          KeySchema: keySchema('pk', 'sk'),
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          BillingMode: 'PAY_PER_REQUEST',
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        },
      },
      Files: { Type: 'AWS::S3::Bucket' },
      ...Object.fromEntries(Object.keys(functions).map((id) => [id, functionResource(id, limits[id])])),
      ...Object.fromEntries(Object.keys(functions).map((id) => [`${id}Role`, roleResource(roles[id])])),
      ...Object.assign(
        {},
        ...Object.keys(functions)
          .filter((id) => !closed.includes(id))
          .map((id) => ({
            [`${id}Apis`]: permissionResource(id, 'apigateway.amazonaws.com'),
            [`${id}Rules`]: permissionResource(id, 'events.amazonaws.com'),
          })),
      ),
      HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'HttpApi', ProtocolType: 'HTTP' } },
      HttpStage: stage('HttpApi', '$default'),
      ...Object.assign(
        {},
        ...Object.entries(http).map(([key, to], index) => route('HttpApi', index, key, to)),
      ),
      SocketApi: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'SocketApi',
          ProtocolType: 'WEBSOCKET',
          RouteSelectionExpression: '$request.body.action',
        },
      },
      SocketStage: stage('SocketApi', 'ws'),
      ...(authorizer && {
        Authorizer: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: {
            ApiId: { Ref: 'SocketApi' },
            AuthorizerType: 'REQUEST',
            AuthorizerUri: invocationOf(authorizer),
            IdentitySource: ['route.request.header.Cookie'],
          },
        },
      }),
      ...Object.assign({}, ...socketRoutes),
      ...(everyMinute && {
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: {
            ScheduleExpression: 'rate(1 minute)',
            State: 'ENABLED',
            Targets: [{ Arn: arnOf(everyMinute), Id: 'Target0' }],
          },
        },
      }),
      Headers: {
        Type: 'AWS::CloudFront::ResponseHeadersPolicy',
        Properties: {
          ResponseHeadersPolicyConfig: {
            CustomHeadersConfig: {
              Items: [{ Header: 'Permissions-Policy', Value: 'camera=()', Override: true }],
            },
            SecurityHeadersConfig: {
              ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
              ContentTypeOptions: { Override: true },
              StrictTransportSecurity: {
                AccessControlMaxAgeSec: 100,
                IncludeSubdomains: true,
                Override: true,
              },
            },
          },
        },
      },
      ForwardHost: edgeFunction('forward-host', FORWARD_HOST),
      PagesFunction: edgeFunction('pages', PAGES),
      ...siteResources('portal', errorResponses),
      ...siteResources('console', errorResponses),
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { 'Fn::Nonsense': 'not looked at' } },
      },
      ...extra,
    },
  };
};
