// Stands between the functions and the DynamoDB engine: refuses what a role or DynamoDB does not allow, counts capacity per function and makes calls fail on demand. Independent of any table.
import { Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { Access } from './access.ts';
import { type CallerIdentity, callerOf } from './caller-identity.ts';
import type { CallEffect, FaultBook } from './faults.ts';
import type { IndexLag } from './gsi-lag.ts';
import type { ItemHistory } from './item-history.ts';
import { type Listener, listen } from './listen.ts';
import { createOverlaps } from './overlaps.ts';
import { refuseCall, type TableKeys, type TableRefusal } from './table-limits.ts';
import { needsOfCall } from './table-needs.ts';
import type { FunctionCount, UsageMeter } from './usage-meter.ts';

export interface TableProxyOptions {
  readonly engine: string;
  readonly port: number;
  readonly access: Access;
  /** The ARN of a table by its name. */
  readonly arnOf: (table: string) => string;
  /** The keys of a table by its name. */
  readonly keysOf: (table: string) => TableKeys | undefined;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  /** Ends the worker that made a call, at once. */
  readonly kill: (caller: CallerIdentity) => void;
  readonly lag: IndexLag;
  readonly history: ItemHistory;
}

const Units = v.object({ CapacityUnits: v.optional(v.number(), 0) });
const Answer = v.looseObject({
  __type: v.optional(v.string()),
  ConsumedCapacity: v.optional(
    v.union([
      v.array(Units),
      v.pipe(
        Units,
        v.transform((one) => [one]),
      ),
    ]),
  ),
  CancellationReasons: v.optional(v.array(v.object({ Code: v.optional(v.string()) }))),
});
const Body = v.record(v.string(), v.unknown());

/** Those with ReturnConsumedCapacity, and whether their units are read or write units. */
const metered: Readonly<Record<string, 'reads' | 'writes'>> = {
  GetItem: 'reads',
  BatchGetItem: 'reads',
  Query: 'reads',
  Scan: 'reads',
  TransactGetItems: 'reads',
  PutItem: 'writes',
  UpdateItem: 'writes',
  DeleteItem: 'writes',
  BatchWriteItem: 'writes',
  TransactWriteItems: 'writes',
};

interface Reply {
  readonly status: number;
  readonly body: string;
}

export const startTableProxy = ({
  engine,
  port,
  access,
  arnOf,
  keysOf,
  usage,
  faults,
  kill,
  lag,
  history,
}: TableProxyOptions): Promise<Listener> => {
  const agent = new Agent({ keepAlive: true });
  const overlaps = createOverlaps();
  const { hostname, port: enginePort } = new URL(engine);

  const ask = (headers: Record<string, string>, body: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const request = send(
        { agent, hostname, port: enginePort, method: 'POST', path: '/', headers },
        (answer) => {
          text(answer).then((said) => resolve({ status: answer.statusCode ?? 500, body: said }), reject);
        },
      );
      request.once('error', reject);
      request.end(body);
    });

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const caller = callerOf(request.headers);
    const name = caller?.function ?? '-';
    const body = await text(request);
    const denied = access.refuse(caller?.function, needsOfCall(operation, body, arnOf));
    if (denied) return reply(response, deny(denied));
    const over = refuseCall(operation, body, keysOf);
    if (over) return reply(response, invalid(over));
    await faults.pause({ at: 'call', function: name, operation });
    const effect = faults.forCall({ function: name, operation });
    if (effect === 'kill-before' && caller) return kill(caller);
    if (effect === 'lose-call') return request.socket.resetAndDestroy();
    const write = faults.refusesOverlaps() ? overlaps.begin(operation, JSON.parse(body)) : undefined;
    const refusal = write?.conflicts.includes(true)
      ? conflict(body, write.conflicts)
      : injected(effect, body);
    if (refusal) {
      write?.end();
      return reply(response, refusal);
    }

    const unit = metered[operation];
    const wants = unit && body.includes('"ReturnConsumedCapacity"');
    const looksBack = faults.looksBack();
    const wished = looksBack && operation === 'Query' ? history.widen(body) : body;
    const asked = unit && !wants ? wished.replace(/^\s*\{/, '{"ReturnConsumedCapacity":"TOTAL",') : wished;
    const headers = {
      'content-type': String(request.headers['content-type'] ?? 'application/x-amz-json-1.0'),
      'x-amz-target': String(request.headers['x-amz-target'] ?? ''),
      authorization: String(request.headers.authorization ?? ''),
      'x-amz-date': String(request.headers['x-amz-date'] ?? ''),
    };
    const doIt = () => ask(headers, asked).finally(() => write?.end());
    const { result: answer, told } = looksBack
      ? await history.remember({ operation, body, read: readItems(ask, headers) }, doIt, isDone)
      : { result: await doIt(), told: () => {} };
    const { all, said, rest } = read(answer.body);
    count(usage.of(name), operation, said);
    // Time for others to see half of it.
    if (looksBack && operation === 'TransactWriteItems')
      await new Promise((resolve) => setTimeout(resolve, 5));
    told();
    if (answer.status === 200) lag.note(operation, body);
    if (effect === 'kill-after' && caller) return kill(caller);
    if (effect === 'lose-reply') return request.socket.resetAndDestroy();
    const whole = wants ? all : rest;
    const shown = looksBack && operation === 'Query' ? history.show(body, whole) : whole;
    const behind = body.includes('"IndexName"') ? faults.gsiLag() : 0;
    reply(response, { ...answer, body: JSON.stringify(behind > 0 ? lag.hide(shown, behind) : shown) });
  };

  return listen({
    name: 'DynamoDB engine',
    port,
    onRequest(request, response) {
      serve(request, response).catch(() => request.socket.destroy());
    },
  }).then((listener) => ({
    port: listener.port,
    async close() {
      agent.destroy();
      await listener.close();
    },
  }));
};

type Ask = (headers: Record<string, string>, body: string) => Promise<Reply>;

const isDone = ({ status }: Reply) => status === 200;

const Batch = v.object({ Responses: v.optional(v.record(v.string(), v.array(Body)), {}) });

const readItems =
  (ask: Ask, headers: Record<string, string>) =>
  async (table: string, Keys: readonly Record<string, unknown>[]) => {
    const body = JSON.stringify({ RequestItems: { [table]: { Keys, ConsistentRead: true } } });
    const answer = await ask({ ...headers, 'x-amz-target': 'DynamoDB_20120810.BatchGetItem' }, body);
    return v.parse(Batch, JSON.parse(answer.body)).Responses[table] ?? [];
  };

const read = (body: string) => {
  const all = v.parse(Body, JSON.parse(body || '{}'));
  const { ConsumedCapacity: _counted, ...rest } = all;
  return { all, said: v.parse(Answer, all), rest };
};

const count = (to: FunctionCount, operation: string, said: v.InferOutput<typeof Answer>) => {
  to.operations[operation] = (to.operations[operation] ?? 0) + 1;
  const unit = metered[operation];
  if (!unit) return;
  to[unit] += (said.ConsumedCapacity ?? []).reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  if (said.__type?.endsWith('ConditionalCheckFailedException')) to.refusedWrites += 1;
  if (said.__type?.endsWith('TransactionCanceledException')) {
    to.refusedWrites += 2 * (said.CancellationReasons?.length ?? 1);
  }
};

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810#';

const Transaction = v.object({ TransactItems: v.optional(v.array(v.unknown())) });

/** @param inTheWay for each item whether another transaction has it; all have one unless it is given. */
const conflict = (body: string, inTheWay?: readonly boolean[]): Reply => {
  const { TransactItems: items } = v.parse(Transaction, JSON.parse(body));
  const message = 'Transaction is ongoing for the item';
  if (!items) return refuse('TransactionConflictException', { message });
  const reasons = items.map((_, index) =>
    inTheWay?.[index] === false ? { Code: 'None' } : { Code: 'TransactionConflict', Message: message },
  );
  return refuse('TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
  });
};

/** The refusals as DynamoDB words them. */
const injected = (effect: CallEffect | undefined, body: string): Reply | undefined => {
  switch (effect) {
    case 'throttle':
      return refuse('ProvisionedThroughputExceededException', {
        message: 'The level of configured provisioned throughput for the table was exceeded.',
      });
    case 'conflict':
      return conflict(body);
    case 'kill-before':
    case 'kill-after':
    case 'lose-call':
    case 'lose-reply':
    case undefined:
      return undefined;
    default:
      return effect satisfies never;
  }
};

const invalid = (refusal: TableRefusal): Reply => {
  if ('message' in refusal) return refuse('ValidationException', { message: refusal.message });
  const codes = refusal.reasons.map((reason) => (reason === undefined ? 'None' : 'ValidationError'));
  return refuse('TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: refusal.reasons.map((Message, at) => ({
      Code: codes[at],
      ...(Message && { Message }),
    })),
  });
};

const refuse = (type: string, rest: Record<string, unknown>): Reply => ({
  status: 400,
  body: JSON.stringify({ __type: `${NAMESPACE}${type}`, ...rest }),
});

const deny = (message: string): Reply => ({
  status: 400,
  body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }),
});

const reply = (response: ServerResponse, { status, body }: Reply) => {
  // Without a Date the SDK does not correct its clock, which may have been moved.
  response.sendDate = false;
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
};
