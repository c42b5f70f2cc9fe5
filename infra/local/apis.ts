// Starts every API of the template, each on a port of its own as its execute-api host, and leads the sites and the functions there.
import type { Access } from './access.ts';
import type { ApiModel } from './api-model.ts';
import type { Clock } from './clock.ts';
import { createConnectionsApi } from './connections-api.ts';
import type { Origin } from './edge.ts';
import type { FaultBook } from './faults.ts';
import { createHttpApi } from './http-api.ts';
import type { Invoke } from './lambda.ts';
import { limits } from './limits.ts';
import { listen } from './listen.ts';
import {
  headOf,
  jsonResponse,
  type Request,
  type Response,
  readRequest,
  withHeader,
  writeResponse,
} from './message.ts';
import { createRate } from './rate.ts';
import { createSocketApi, type SocketApi } from './socket-api.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface ApisOptions {
  readonly models: readonly ApiModel[];
  readonly region: string;
  readonly account: string;
  readonly invoke: (functionArn: string) => Invoke;
  readonly access: Access;
  readonly clock: Clock;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  /** How many sockets the account may open a second, over all its APIs. */
  readonly newSockets: number;
}

export const startApis = async ({ models, newSockets, ...options }: ApisOptions) => {
  const mayOpen = createRate({ rate: newSockets, burst: Math.max(1, newSockets), now: options.clock.now });
  const origins = new Map<string, Origin>();
  const portsByHost = new Map<string, number>();
  const sockets: SocketApi[] = [];
  const stops: (() => Promise<void>)[] = [];
  let connectionsUrl = '';
  let httpApiUrl = '';

  for (const model of models) {
    const host = `${model.id}.execute-api.${options.region}.amazonaws.com`;
    const origin =
      model.protocol === 'HTTP'
        ? { request: createHttpApi({ ...options, model, host }) }
        : openSocketApi(model, host);
    origins.set(host, origin);
    const toHost = (request: Request): Request => ({
      ...request,
      headers: withHeader(request.headers, 'Host', host),
    });
    const listener = await listen({
      name: `API ${model.id}`,
      port: 0,
      onRequest(message, response) {
        // Without a Date the SDK does not correct its clock, which may have been moved.
        response.sendDate = false;
        readRequest(message, limits.httpRequest.value)
          .then((request) =>
            request
              ? origin.request(toHost(request))
              : jsonResponse(413, { message: 'Request Entity Too Large' }),
          )
          .then((result) => writeResponse(response, result))
          .catch(() => response.destroy());
      },
      onUpgrade(message, socket, head) {
        if (origin.upgrade) origin.upgrade(toHost(headOf(message)), message, socket, head);
        else socket.destroy();
      },
    });
    stops.push(() => listener.close());
    portsByHost.set(host, listener.port);
    const url = `http://127.0.0.1:${listener.port}`;
    if (model.protocol === 'WEBSOCKET') connectionsUrl = `${url}/${model.stage}`;
    else httpApiUrl = url;
  }

  function openSocketApi(model: ApiModel, host: string): Origin {
    const api = createSocketApi({ ...options, model, host, mayOpen });
    const arn = `arn:aws:execute-api:${options.region}:${options.account}:${model.id}`;
    const connections = createConnectionsApi({ ...options, api, arn, stage: model.stage });
    sockets.push(api);
    return {
      upgrade: api.upgrade,
      request: async (request): Promise<Response> =>
        (await connections(request)) ?? jsonResponse(403, { message: 'Forbidden' }),
    };
  }

  return {
    connectionsUrl,
    httpApiUrl,
    originAt: (host: string): Origin | undefined => origins.get(host),
    /** Leads the execute-api addresses in a function's environment to this machine. */
    rewrite: (environment: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(environment).map(([name, value]) => {
          const [, host = '', rest = ''] = /^https:\/\/([^/]+)(.*)$/.exec(value) ?? [];
          const port = portsByHost.get(host);
          return [name, port === undefined ? value : `http://127.0.0.1:${port}${rest}`];
        }),
      ),
    drop() {
      for (const api of sockets) api.drop();
    },
    /** See `kill` of a WebSocket API. */
    kill: (): number => sockets.reduce((cut, api) => cut + api.kill(), 0),
    revive() {
      for (const api of sockets) api.revive();
    },
    hold(ms: number) {
      for (const api of sockets) api.hold(ms);
    },
    async stop() {
      for (const api of sockets) api.stop();
      await Promise.all(stops.map((stopOne) => stopOne()));
    },
  };
};
