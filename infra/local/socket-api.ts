// A WebSocket API of API Gateway: handshake, route selection, route responses, limits, `$disconnect`. Independent of any action.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ApiModel, Route } from './api-model.ts';
import type { Clock } from './clock.ts';
import type { FaultBook } from './faults.ts';
import { watchFrames } from './frame-watch.ts';
import { requestTime, stageGate, within } from './gateway.ts';
import type { Invoke } from './lambda.ts';
import { limits } from './limits.ts';
import { headerOf, type Request } from './message.ts';
import { authorize } from './socket-authorizer.ts';
import { connectionId, describeRequest, refuse, replyOf, requestId } from './socket-events.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface SocketApiOptions {
  readonly model: ApiModel;
  /** Its own host name on AWS. */
  readonly host: string;
  readonly region: string;
  readonly account: string;
  readonly invoke: (functionArn: string) => Invoke;
  readonly clock: Clock;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  /** Whether the account lets one more socket open. */
  readonly mayOpen: () => boolean;
}

export interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  readonly connectedAt: number;
  lastActiveAt: number;
  /** Milliseconds of moved time that do not count towards its age. */
  held: number;
  /** Nothing passes any more, and neither end knows. */
  isDead: boolean;
  readonly identity: { readonly sourceIp: string; readonly userAgent: string };
  readonly authorizer: Readonly<Record<string, string>> | undefined;
  /** Headers of the handshake that `$disconnect` repeats. */
  readonly handshake: Request;
  send(text: string): void;
}

const Selected = v.object({ action: v.string() });

export const createSocketApi = (options: SocketApiOptions) => {
  const { model, host, region, account, invoke, clock, usage, faults, mayOpen } = options;
  const mayPass = stageGate(model, clock);
  /** The protocol that `$connect` answered to a handshake. */
  const protocols = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socketMessage.value,
    perMessageDeflate: false,
    // What a browser offers is taken only when `$connect` said so.
    handleProtocols: (_offered, message) => protocols.get(message) ?? false,
  });
  const connections = new Map<string, Connection>();
  const routesByKey = new Map(model.routes.map((route) => [route.key, route]));
  let isStopped = false;
  let isDown = false;

  const contextOf = (
    routeKey: string,
    eventType: string,
    of: Pick<Connection, 'id' | 'connectedAt' | 'identity'>,
  ) => {
    const now = clock.now();
    return {
      routeKey,
      eventType,
      extendedRequestId: requestId(),
      requestTime: requestTime(now),
      messageDirection: 'IN',
      stage: model.stage,
      connectedAt: of.connectedAt,
      requestTimeEpoch: now,
      identity: of.identity,
      requestId: requestId(),
      domainName: host,
      connectionId: of.id,
      apiId: model.id,
    };
  };

  /** The handshake: authorizer, then `$connect`, and only then the upgrade. */
  const admit = async (request: Request, message: IncomingMessage, raw: Duplex, head: Buffer) => {
    if ((headerOf(request.headers, 'host') ?? host) !== host || request.path !== `/${model.stage}`) {
      return refuse(raw, 403, 'Forbidden');
    }
    if (isDown) return refuse(raw, 503, 'Service Unavailable');
    if (`${request.path}?${request.query}`.length > limits.socketAddress.value)
      return refuse(raw, 414, 'Request-URI Too Long');
    if (!mayOpen() || !mayPass()) return refuse(raw, 429, 'Too Many Requests');
    const opening = {
      id: connectionId(),
      connectedAt: clock.now(),
      identity: { sourceIp: request.sourceIp, userAgent: headerOf(request.headers, 'user-agent') ?? '' },
    };
    const route = routesByKey.get('$connect');
    const context = contextOf('$connect', 'CONNECT', opening);
    const described = describeRequest(request, host, clock.now());
    let authorizer: Readonly<Record<string, string>> | undefined;
    if (route?.authorizer) {
      const verdict = await authorize({
        authorizer: route.authorizer,
        request,
        event: { ...described, stageVariables: {}, requestContext: context },
        methodArn: `arn:aws:execute-api:${region}:${account}:${model.id}/${model.stage}/$connect`,
        timeout: route.timeout,
        invoke: invoke(route.authorizer.functionArn),
      });
      if ('status' in verdict) return refuse(raw, verdict.status, verdict.message);
      authorizer = verdict.context;
    }
    if (route) {
      const event = {
        ...described,
        requestContext: { ...context, ...(authorizer && { authorizer }) },
        isBase64Encoded: false,
      };
      const result = replyOf(await within(route.timeout, invoke(route.functionArn)(event)));
      if (!result) return refuse(raw, 502, 'Internal server error');
      if (result.statusCode < 200 || result.statusCode > 299)
        return refuse(raw, result.statusCode, 'Forbidden');
      const protocol = headerOf(Object.entries(result.headers), 'sec-websocket-protocol');
      if (protocol) protocols.set(message, protocol);
    }
    if (raw.destroyed || isStopped || isDown) return raw.destroy();
    server.handleUpgrade(message, raw, head, (socket) =>
      open(socket, raw, { ...opening, authorizer, handshake: request }),
    );
  };

  const open = (
    socket: WebSocket,
    raw: Duplex,
    opening: Omit<Connection, 'socket' | 'lastActiveAt' | 'held' | 'isDead' | 'send'>,
  ) => {
    const connection: Connection = {
      ...opening,
      socket,
      lastActiveAt: clock.now(),
      held: 0,
      isDead: false,
      send(text) {
        connection.lastActiveAt = clock.now();
        usage.frame('out', Buffer.byteLength(text));
        if (!connection.isDead) socket.send(text);
      },
    };
    connections.set(connection.id, connection);
    usage.socket.connections += 1;
    let isRefused = false;
    watchFrames(raw, limits.socketFrame.value, () => {
      isRefused = true;
      socket.close(1009, 'Frame too large');
    });
    socket.on('message', (data, isBinary) => {
      if (isRefused) return;
      // API Gateway takes no binary messages.
      if (isBinary) return socket.close(1003, 'Unsupported data');
      pass(connection, data.toString()).catch(() => socket.close(1011, 'Internal error'));
    });
    // A message over the limit: `ws` closes with 1009 by itself.
    socket.on('error', () => {});
    const forget = expire(connection);
    socket.once('close', (code, reason) => {
      forget();
      connections.delete(connection.id);
      if (!isStopped && !isDown) passOn(connection, code, reason.toString()).catch(() => {});
    });
  };

  /** Closes after 10 minutes of silence and after 2 hours in any case. */
  const expire = (connection: Connection): (() => void) => {
    let cancel = () => {};
    const check = () => {
      const left = Math.min(
        connection.lastActiveAt + limits.socketSilence.value - clock.now(),
        connection.connectedAt + connection.held + limits.socketAge.value - clock.now(),
      );
      // Of a dead one no closing handshake comes back.
      if (left <= 0 && connection.isDead) connection.socket.terminate();
      else if (left <= 0) connection.socket.close(1001, 'Going away');
      else cancel = clock.after(left, check);
    };
    check();
    return () => cancel();
  };

  const pass = async (connection: Connection, body: string) => {
    const effect = faults.forFrame({ connectionId: connection.id, text: body });
    await faults.pause({ at: 'frame' });
    switch (effect) {
      case 'lose':
        return;
      case 'half-open':
        connection.isDead = true;
        // Not even that the other end closes is read any more.
        return connection.socket.pause();
      case 'duplicate':
        await Promise.all([receive(connection, body), receive(connection, body)]);
        return;
      case undefined:
        return receive(connection, body);
      default:
        return effect satisfies never;
    }
  };

  const receive = async (connection: Connection, body: string) => {
    connection.lastActiveAt = clock.now();
    usage.frame('in', Buffer.byteLength(body));
    const route = select(body);
    const context = {
      ...contextOf(route?.key ?? '$default', 'MESSAGE', connection),
      messageId: requestId(),
      ...(connection.authorizer && { authorizer: connection.authorizer }),
    };
    const fail = (message: string) =>
      reply(
        connection,
        JSON.stringify({ message, connectionId: connection.id, requestId: context.requestId }),
      );
    if (!mayPass()) return fail('Too Many Requests');
    if (!route) return fail('Forbidden');
    const event = { requestContext: context, body, isBase64Encoded: false };
    const answer = await within(route.timeout, invoke(route.functionArn)(event));
    if (answer === 'late') return fail('Endpoint request timed out');
    const result = replyOf(answer);
    if (!result) return fail('Internal server error');
    if (!route.isAnswered || !result.body) return;
    if (Buffer.byteLength(result.body) > limits.socketAnswer.value) return fail('Internal server error');
    const effect = faults.forReply({ connectionId: connection.id, text: result.body });
    await faults.pause({ at: 'reply' });
    switch (effect) {
      case 'lose':
        return;
      case 'gateway-error':
        return fail('Internal server error');
      case 'duplicate':
        reply(connection, result.body);
        return reply(connection, result.body);
      case undefined:
        return reply(connection, result.body);
      default:
        return effect satisfies never;
    }
  };

  const select = (body: string): Route | undefined => {
    const selected = v.safeParse(Selected, parse(body));
    const key = selected.success ? selected.output.action : '';
    return (key.startsWith('$') ? undefined : routesByKey.get(key)) ?? routesByKey.get('$default');
  };

  const reply = (connection: Connection, text: string) => {
    if (connections.has(connection.id)) connection.send(text);
  };

  const passOn = async (connection: Connection, code: number, reason: string) => {
    const effect = faults.forDisconnect({ connectionId: connection.id, text: reason });
    if (effect === 'lose') return;
    await faults.pause({ at: 'disconnect' });
    await leave(connection, code, reason);
    if (effect === 'duplicate') await leave(connection, code, reason);
  };

  /** Best effort, as on AWS: no one waits for it, and a failure goes nowhere. */
  const leave = async (connection: Connection, code: number, reason: string) => {
    const route = routesByKey.get('$disconnect');
    if (!route) return;
    const headers = { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
    await invoke(route.functionArn)({
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      requestContext: {
        ...contextOf('$disconnect', 'DISCONNECT', connection),
        disconnectStatusCode: code,
        disconnectReason: reason,
        ...(connection.authorizer && { authorizer: connection.authorizer }),
      },
      isBase64Encoded: false,
    });
  };

  return {
    connections: connections as ReadonlyMap<string, Connection>,
    upgrade(request: Request, message: IncomingMessage, raw: Duplex, head: Buffer) {
      raw.on('error', () => raw.destroy());
      admit(request, message, raw, head).catch(() => refuse(raw, 500, 'Internal server error'));
    },
    /** Cuts every connection without a closing handshake. */
    drop() {
      for (const { socket } of connections.values()) socket.terminate();
    },
    /**
     * The gateway dies with every connection it held, and no function hears of it; handshakes are refused until it is
     * revived. @returns how many connections that were.
     */
    kill(): number {
      const held = [...connections.values()];
      isDown = true;
      connections.clear();
      for (const { socket } of held) socket.terminate();
      return held.length;
    },
    revive() {
      isDown = false;
    },
    /** Lets the connections live as if the time had not gone on by `ms`. */
    hold(ms: number) {
      for (const connection of connections.values()) {
        connection.lastActiveAt += ms;
        connection.held += ms;
      }
    },
    stop() {
      isStopped = true;
      for (const { socket } of connections.values()) socket.terminate();
      server.close();
    },
  };
};
export type SocketApi = ReturnType<typeof createSocketApi>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
