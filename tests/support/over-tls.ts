// An address with TLS in front of a server on this machine, sockets and all, for a browser that keeps no `Secure` cookie without. What passes is not looked into.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { promisify } from 'node:util';

export interface OverTls {
  /** Where that server is over TLS: the browser has to accept a certificate that nobody vouches for. */
  at(url: string): Promise<string>;
  stop(): Promise<void>;
}

export const startTls = async (): Promise<OverTls> => {
  const identity = await makeIdentity();
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  return {
    at: async (url) => {
      const { port: behind } = new URL(url);
      const server = createServer(identity, (outside) => {
        const inside = connect(Number(behind), '127.0.0.1');
        for (const [one, other] of [
          [outside, inside],
          [inside, outside],
        ] as const) {
          sockets.add(one);
          one.once('close', () => {
            sockets.delete(one);
            other.destroy();
          });
          one.on('error', () => one.destroy());
          one.pipe(other);
        }
      });
      servers.push(server.listen(0, '127.0.0.1'));
      await once(server, 'listening');
      const address = server.address();
      return `https://localhost:${typeof address === 'object' && address ? address.port : 0}`;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => once(server.close(), 'close')));
    },
  };
};

const makeIdentity = async (): Promise<{ readonly key: Buffer; readonly cert: Buffer }> => {
  const dir = await mkdtemp(join(tmpdir(), 'tls-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const whose = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await promisify(execFile)('openssl', ['req', ...how, ...whose, '-keyout', key, '-out', cert]);
  const identity = { key: await readFile(key), cert: await readFile(cert) };
  await rm(dir, { recursive: true });
  return identity;
};
