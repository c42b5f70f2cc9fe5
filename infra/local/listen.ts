// A server on localhost, and only there. Knows what a browser makes of "localhost", not what is served.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { codeOf, userError } from './user-error.ts';

export interface ListenOptions {
  /** What it is for, in the sentence about a taken port. */
  readonly name: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Browsers resolve localhost to either; a machine without IPv6 has only the first. */
const HOSTS = ['127.0.0.1', '::1'] as const;

/** Listens on both loopback addresses, on one port. @throws a userError when the port is taken. */
export const listen = async (options: ListenOptions): Promise<Listener> => {
  for (let attempt = 0; ; attempt += 1) {
    const servers: Server[] = [];
    try {
      for (const host of HOSTS) {
        const port = portOf(servers[0]) ?? options.port;
        const server = await bind(options, host, port);
        if (server) servers.push(server);
      }
      return { port: portOf(servers[0]) ?? 0, close: () => closeAll(servers) };
    } catch (error) {
      await closeAll(servers);
      if (codeOf(error) !== 'EADDRINUSE' && codeOf(error) !== 'EACCES') throw error;
      // A free port picked on IPv4 may be taken on IPv6; pick again.
      if (options.port === 0 && attempt < 10) continue;
      throw userError(
        codeOf(error) === 'EACCES'
          ? `Port ${options.port} for the ${options.name} may not be used by this account.`
          : `Port ${options.port} for the ${options.name} is taken by another program.`,
      );
    }
  }
};

const bind = (options: ListenOptions, host: string, port: number): Promise<Server | undefined> => {
  const server = createServer(options.onRequest);
  if (options.onUpgrade) server.on('upgrade', options.onUpgrade);
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const hasNoSuchAddress = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error) ?? '');
      if (hasNoSuchAddress && host === '::1') resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => resolve(server));
  });
};

const portOf = (server: Server | undefined): number | undefined => {
  const address: AddressInfo | string | null | undefined = server?.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
};

const closeAll = async (servers: readonly Server[]) => {
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
};
