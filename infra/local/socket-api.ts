// A WebSocket API of API Gateway: opens and closes connections, and ends those that are too old or silent. Independent of any action.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { watchFrames } from './frame-watch.ts';
import { stageGate } from './gateway.ts';
import { limits } from './limits.ts';
import type { Request } from './message.ts';
import type { Connection, Opening, SocketApiOptions } from './socket-connection.ts';
import { createContextOf, refuse } from './socket-events.ts';
import { createHandshake } from './socket-handshake.ts';
import { createMessages } from './socket-messages.ts';

export const createSocketApi = (options: SocketApiOptions) => {
  const { clock, usage } = options;
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
  let isStopped = false;
  let isDown = false;

  const contextOf = createContextOf(options);
  const mayPass = stageGate(options.model, clock);
  const answer = createHandshake(options, contextOf, mayPass);
  const { pass, passOn } = createMessages(options, contextOf, mayPass, (connection, text) => {
    if (connections.has(connection.id)) connection.send(text);
  });

  const admit = async (request: Request, message: IncomingMessage, raw: Duplex, head: Buffer) => {
    if (isDown) return refuse(raw, 503, 'Service Unavailable');
    const verdict = await answer(request);
    if ('refused' in verdict) return refuse(raw, verdict.refused.status, verdict.refused.message);
    const { opening, protocol } = verdict;
    if (protocol) protocols.set(message, protocol);
    if (raw.destroyed || isStopped || isDown) return raw.destroy();
    server.handleUpgrade(message, raw, head, (socket) => open(socket, raw, opening));
  };

  const open = (socket: WebSocket, raw: Duplex, opening: Opening) => {
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
