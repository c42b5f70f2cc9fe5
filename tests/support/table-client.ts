// DynamoDB as functions/store/db.ts asks it, straight to the engine: a call takes a sixth of the SDK's processor time, and a run makes hundreds of thousands.
import { Agent, request } from 'node:http';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { refuseCall, type TableKeys } from '../../infra/local/table-limits.ts';

/** One command: the SDK's `PutItemCommand` is `PutItem`. */
export interface TableCall {
  readonly name: string;
  /** As given to the SDK's command; it may be added to. */
  readonly input: Record<string, unknown>;
}
/** What is done around each call, as a middleware of the SDK at its first step. */
export type Around = (call: TableCall, next: () => Promise<unknown>) => Promise<unknown>;

export interface TableClient {
  /** What `createDb` sends with; also for the SDK's commands themselves. */
  readonly client: DynamoDBClient;
  /** The last that is added is the outermost. */
  around(does: Around): void;
  destroy(): void;
}

/** The engine takes what DynamoDB refuses (infra/local/limits.ts); the local cloud's proxy does the same before it. */
const refuseAsDynamoDbDoes = (name: string, body: string, keys: TableKeys): void => {
  const refusal = refuseCall(name, body, () => keys);
  if (!refusal) return;
  throw new DynamoDBServiceException({
    name: 'message' in refusal ? 'ValidationException' : 'TransactionCanceledException',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
    message: ('message' in refusal ? refusal.message : refusal.reasons.find(Boolean)) ?? '',
  });
};

const Refusal = v.looseObject({
  __type: v.optional(v.string(), ''),
  message: v.optional(v.string()),
  Message: v.optional(v.string()),
});

/** The SDK's own classes, for those that the store tells apart. */
const refused = {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
};

const errorOf = (status: number, said: unknown): Error => {
  const { __type, message, Message, ...rest } = v.parse(Refusal, said);
  const name = __type.split('#').at(-1) ?? '';
  const given = { message: message ?? Message ?? name, $metadata: { httpStatusCode: status } };
  const Known = refused[name as keyof typeof refused];
  return Known
    ? new Known({ ...given, ...rest })
    : new DynamoDBServiceException({ ...given, name, $fault: 'client' });
};

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  // The engine looks whether it is signed, not by whom.
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/test/dynamodb/aws4_request, SignedHeaders=host, Signature=test',
};

export const createTableClient = (endpoint: string, keys: TableKeys): TableClient => {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint);

  const post = (name: string, body: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...HEADERS,
        'x-amz-target': `DynamoDB_20120810.${name}`,
        'content-length': Buffer.byteLength(body),
      };
      const asked = request({ hostname, port, method: 'POST', agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part) => {
          text += part;
        });
        answer.on('end', () => {
          const { statusCode = 0 } = answer;
          if (statusCode === 200) resolve(JSON.parse(text));
          else reject(errorOf(statusCode, JSON.parse(text)));
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });

  let send = async ({ name, input }: TableCall): Promise<unknown> => {
    const body = JSON.stringify(input);
    refuseAsDynamoDbDoes(name, body, keys);
    return post(name, body);
  };
  return {
    client: {
      send: (command: { constructor: { name: string }; input: object }) =>
        send({ name: command.constructor.name.replace(/Command$/, ''), input: { ...command.input } }),
    } as unknown as DynamoDBClient,
    around(does) {
      const next = send;
      send = (call) => does(call, () => next(call));
    },
    destroy: () => agent.destroy(),
  };
};
