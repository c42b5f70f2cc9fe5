// The event buses of the template: takes PutEvents as EventBridge does and keeps what was taken, for tests to look at. What rules make of it is bus-rules.ts.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { Access } from './access.ts';
import { type CallerIdentity, callerOf } from './caller-identity.ts';
import type { CallEffect, FaultBook } from './faults.ts';
import { limits } from './limits.ts';
import { type Listener, listen } from './listen.ts';
import type { UsageMeter } from './usage-meter.ts';

/** An event that a bus took. */
export interface BusEvent {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly type: string;
  /** Parsed. */
  readonly detail: unknown;
  /** Milliseconds since 1970, as the sender said. */
  readonly time: number | undefined;
}

export interface EventBusesOptions {
  /** Their ARNs by name. */
  readonly arnsByBus: ReadonlyMap<string, string>;
  readonly access: Access;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  readonly kill: (caller: CallerIdentity) => void;
  /** Told of every event that a bus took. */
  readonly onEvent: (event: BusEvent) => void;
}

const Entry = v.object({
  EventBusName: v.optional(v.string(), 'default'),
  Source: v.optional(v.string(), ''),
  DetailType: v.optional(v.string(), ''),
  Detail: v.optional(v.string(), ''),
  /** Seconds. */
  Time: v.optional(v.number()),
});
type Entry = v.InferOutput<typeof Entry>;
const Request = v.object({
  Entries: v.pipe(v.array(Entry), v.minLength(1), v.maxLength(limits.busEntries.value)),
});
const Detail = v.pipe(
  v.string(),
  v.parseJson(),
  v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
);

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export const startEventBuses = async ({
  arnsByBus,
  access,
  usage,
  faults,
  kill,
  onEvent,
}: EventBusesOptions) => {
  const events: BusEvent[] = [];

  const put = (body: string, caller: string | undefined): Reply => {
    const request = v.safeParse(v.pipe(v.string(), v.parseJson(), Request), body);
    if (!request.success || Buffer.byteLength(body) > limits.busRequest.value)
      return refusal('ValidationException');
    const denied = access.refuse(
      caller,
      request.output.Entries.map(({ EventBusName: name }) => ({
        action: 'events:PutEvents',
        resource: arnsByBus.get(name) ?? name,
      })),
    );
    if (denied) return refusal('AccessDeniedException', 400, denied);
    const entries = request.output.Entries.map((entry) => {
      const fault = faultOf(entry, arnsByBus);
      if (fault) return { ErrorCode: fault, ErrorMessage: fault };
      const event = toEvent(entry);
      events.push(event);
      usage.of(caller ?? '-').events += 1;
      onEvent(event);
      return { EventId: event.id };
    });
    const failed = entries.filter((entry) => 'ErrorCode' in entry).length;
    return { status: 200, body: { FailedEntryCount: failed, Entries: entries } };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const caller = callerOf(request.headers);
    const name = caller?.function ?? '-';
    const body = await text(request);
    await faults.pause({ at: 'call', function: name, operation });
    const effect = operation === 'PutEvents' ? faults.forCall({ function: name, operation }) : undefined;
    if (effect === 'kill-before' && caller) return kill(caller);
    const refused =
      injected(effect) ?? (operation === 'PutEvents' ? undefined : refusal('UnknownOperationException'));
    const reply = refused ?? put(body, caller?.function);
    if (effect === 'kill-after' && caller) return kill(caller);
    if (effect === 'lose-reply') {
      response.destroy();
      return;
    }
    // Without a Date the SDK does not correct its clock, which may have been moved.
    response.sendDate = false;
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(reply.body));
  };

  const listener: Listener = await listen({
    name: 'event buses',
    port: 0,
    onRequest: (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  });
  return {
    endpoint: `http://127.0.0.1:${listener.port}`,
    /** What was taken, in order. */
    events: (): readonly BusEvent[] => [...events],
    close: listener.close,
  };
};

const toEvent = ({ EventBusName, Source, DetailType, Detail: detail, Time }: Entry): BusEvent => ({
  id: randomUUID(),
  bus: EventBusName,
  source: Source,
  type: DetailType,
  detail: v.parse(Detail, detail),
  time: Time === undefined ? undefined : Time * 1000,
});

/** Why EventBridge would not take it, by the names it gives; a bus that is not there is told here, where it is a mistake. */
const faultOf = (
  { EventBusName, Source, DetailType, Detail: detail }: Entry,
  arnsByBus: ReadonlyMap<string, string>,
) => {
  if (!arnsByBus.has(EventBusName)) return 'ResourceNotFoundException';
  if (!Source || !DetailType || Source.startsWith('aws.')) return 'InvalidArgument';
  return v.is(Detail, detail) ? undefined : 'MalformedDetail';
};

const injected = (effect: CallEffect | undefined): Reply | undefined => {
  if (effect === 'throttle') return refusal('ThrottlingException');
  return effect === 'conflict' ? refusal('InternalException', 500) : undefined;
};

const refusal = (type: string, status = 400, message = type): Reply => ({
  status,
  body: { __type: type, message },
});
