// What AWS refuses, as the local cloud does: each limit with its figure, what happens beyond it, and the page that says so. Enforces nothing itself.
// tests/infra/local/limits.test.ts has a test for each that shows it bite; tsc names the one that is missing there.

export interface Limit {
  readonly value: number;
  readonly unit: 'bytes' | 'characters' | 'ms' | 'items' | 'events' | 'per second';
  /** What AWS does with what is over it. Where no page says, it says so. */
  readonly beyond: string;
  /** The page of AWS's documentation. */
  readonly source: string;
}

const KB = 1024;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const apiGateway = (page: string) =>
  `https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`;
const SOCKET_QUOTAS = apiGateway('apigateway-execution-service-websocket-limits-table');
const HTTP_QUOTAS = apiGateway('http-api-quotas');
const LAMBDA_QUOTAS = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const LAMBDA_RUNTIME = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html';
const dynamoDb = (page: string) =>
  `https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/${page}.html`;
const TABLE_QUOTAS = dynamoDb('Constraints');

const INDEX_KEYS = dynamoDb('GSI.OnlineOps.ViolationDetection');

export const limits = {
  socketFrame: { value: 32 * KB, unit: 'bytes', beyond: 'closed with 1009', source: SOCKET_QUOTAS },
  socketMessage: { value: 128 * KB, unit: 'bytes', beyond: 'closed with 1009', source: SOCKET_QUOTAS },
  socketAnswer: {
    value: 128 * KB,
    unit: 'bytes',
    beyond:
      'the error frame "Internal server error" in its place; the page gives the figure and speaks only of what is received',
    source: SOCKET_QUOTAS,
  },
  socketPost: {
    value: 128 * KB,
    unit: 'bytes',
    beyond: '413 PayloadTooLargeException',
    source: 'https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api/API_PostToConnection.html',
  },
  socketSilence: { value: 10 * MINUTE, unit: 'ms', beyond: 'closed with 1001', source: SOCKET_QUOTAS },
  socketAge: { value: 120 * MINUTE, unit: 'ms', beyond: 'closed with 1001', source: SOCKET_QUOTAS },
  socketWait: {
    value: 29 * SECOND,
    unit: 'ms',
    beyond: 'the error frame "Endpoint request timed out"',
    source: SOCKET_QUOTAS,
  },
  socketAddress: { value: 4096, unit: 'characters', beyond: '414', source: SOCKET_QUOTAS },
  newSockets: { value: 500, unit: 'per second', beyond: 'handshake 429', source: SOCKET_QUOTAS },
  authorizerAnswer: { value: 8 * KB, unit: 'bytes', beyond: 'handshake 500', source: SOCKET_QUOTAS },
  httpRequest: { value: 10 * KB * KB, unit: 'bytes', beyond: '413', source: HTTP_QUOTAS },
  httpWait: { value: 30 * SECOND, unit: 'ms', beyond: '503 Service Unavailable', source: HTTP_QUOTAS },
  functionRequest: {
    value: 6_291_456,
    unit: 'bytes',
    beyond: 'RequestTooLargeException (413): the function is not called',
    source: LAMBDA_QUOTAS,
  },
  functionAnswer: {
    value: 6_291_556,
    unit: 'bytes',
    beyond: 'Function.ResponseSizeTooLarge: done, and answered as an error',
    source: LAMBDA_QUOTAS,
  },
  functionEvent: {
    value: 1024 * KB,
    unit: 'bytes',
    beyond: 'RequestTooLargeException (413): an event for later is not taken',
    source: LAMBDA_QUOTAS,
  },
  functionInit: { value: 10 * SECOND, unit: 'ms', beyond: 'Sandbox.Timedout', source: LAMBDA_RUNTIME },
  concurrency: {
    value: 1000,
    unit: 'events',
    beyond:
      'TooManyRequestsException: HTTP 503 "Service Unavailable", the error frame "Internal server error", later again for a schedule. A new account may have 10',
    source: LAMBDA_QUOTAS,
  },
  tablePartitionKey: { value: 2048, unit: 'bytes', beyond: 'ValidationException', source: TABLE_QUOTAS },
  tableSortKey: { value: 1024, unit: 'bytes', beyond: 'ValidationException', source: TABLE_QUOTAS },
  indexPartitionKey: { value: 2048, unit: 'bytes', beyond: 'ValidationException', source: INDEX_KEYS },
  indexSortKey: { value: 1024, unit: 'bytes', beyond: 'ValidationException', source: INDEX_KEYS },
  leastKey: {
    value: 1,
    unit: 'bytes',
    beyond: 'ValidationException for an empty string as the value of a key, in writes and in a query',
    source: dynamoDb('HowItWorks.NamingRulesDataTypes'),
  },
  inOperands: {
    value: 100,
    unit: 'items',
    beyond: 'ValidationException',
    source: dynamoDb('Expressions.OperatorsAndFunctions'),
  },
  batchGetItems: {
    value: 100,
    unit: 'items',
    beyond: 'ValidationException, as for a key that stands in it twice (the engine does both)',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html',
  },
  busEntries: {
    value: 10,
    unit: 'items',
    beyond: 'ValidationException',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html',
  },
  busRequest: {
    value: 256 * KB,
    unit: 'bytes',
    beyond: 'ValidationException',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html',
  },
  parameterValue: {
    value: 4 * KB,
    unit: 'bytes',
    beyond: 'ValidationException, for a parameter of the standard tier',
    source:
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  },
  mailRecipients: {
    value: 50,
    unit: 'items',
    beyond: 'BadRequestException',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html',
  },
  mailBytes: {
    value: 40 * KB * KB,
    unit: 'bytes',
    beyond: 'BadRequestException',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html',
  },
  mailHeaders: {
    value: 15,
    unit: 'items',
    beyond: 'BadRequestException',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Message.html',
  },
  mailAddress: {
    value: 320,
    unit: 'characters',
    beyond: 'BadRequestException; seven bits, at most 64 of them before the @',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html',
  },
  mailRate: {
    value: 1,
    unit: 'per second',
    beyond: 'TooManyRequestsException; of an account in the sandbox, others have what AWS grants them',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html',
  },
  keptError: {
    value: 10 * SECOND,
    unit: 'ms',
    beyond:
      'CloudFront asks the origin again; until then everybody gets the same error, unless the distribution says otherwise',
    source:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html',
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;
