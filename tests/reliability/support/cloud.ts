// The product as it is deployed, on the local cloud, with people whose browsers are the real connection over a real socket. No screen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { WebSocket } from 'ws';
import { cookieName } from '../../../functions/auth/session.ts';
import { roleOf, type Site } from '../../../functions/domain/account.ts';
import { createDb, type Db } from '../../../functions/store/db.ts';
import { startSession } from '../../../functions/store/sessions.ts';
import { type LocalCloud, startLocalCloud } from '../../../infra/local/cloud.ts';
import type { ChatId, Sid } from '../../../shared/model.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import type { Environment, Socket } from '../../../web/connection/environment.ts';
import { createOutbox } from '../../../web/connection/outbox.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { createTypingSign } from '../../../web/connection/typing.ts';
import { findAssembly } from '../../support/assembly.ts';
import type { Person } from '../../support/desk.ts';
import { aStorage } from '../../web/connection/support/storage.ts';

export interface Deployed {
  readonly cloud: LocalCloud;
  /** The table itself, past the faults. */
  readonly db: Db;
  /** Everything the functions and the cloud wrote down. */
  readonly lines: readonly string[];
  /** Signs a person in; gives the cookie. */
  signIn(person: Person): Promise<string>;
  environment(person: Person): Promise<Environment>;
  stop(): Promise<void>;
}

let tokens = 0;

/** Runs the bundles in `.build`, made by `npm run build`, with an empty table. */
export const startDeployed = async (): Promise<Deployed> => {
  const dir = await mkdtemp(join(tmpdir(), 'officeheart-'));
  const { template, dir: assets } = await findAssembly();
  const lines: string[] = [];
  const cloud = await startLocalCloud({
    template,
    assets,
    dataDir: join(dir, 'data'),
    log: (line) => lines.push(line),
  });
  const client = new DynamoDBClient({
    endpoint: cloud.dynamoEndpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 10,
  });
  const db = createDb({ client, table: cloud.tableName });

  const signIn = async ({ id, role }: Person) => {
    const token = `token-${String(++tokens).padStart(6, '0')}`.padEnd(44, 'x');
    await startSession(db, { token, userId: id, role, epoch: 0, now: Date.now(), seconds: 24 * 3_600 });
    const site: Site = role === roleOf('portal') ? 'portal' : 'console';
    return `${cookieName(site)}=${token}`;
  };

  return {
    cloud,
    db,
    lines,
    signIn,
    async environment(person) {
      const cookie = await signIn(person);
      const { origin, host } = new URL(person.role === 'customer' ? cloud.portalUrl : cloud.consoleUrl);
      return {
        openSocket: () => {
          const socket = new WebSocket(`ws://${host}/ws`, { headers: { cookie, origin } });
          socket.on('error', () => {});
          // Its other face is that of a browser's.
          return socket as unknown as Socket;
        },
        now: Date.now,
        random: Math.random,
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        onWake: () => () => {},
        isSignedIn: async () => true,
        alone: (_name, work) => work(),
      };
    },
    async stop() {
      client.destroy();
      await cloud.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

let sids = 0;

/** A page of a person; `open` shows a chat in it. */
export const openPage = async (deployed: Deployed, person: Person) => {
  const environment = await deployed.environment(person);
  const connection = createConnection(parseEvent, environment);
  const outbox = createOutbox({ userId: person.id, storage: aStorage() });
  const sid = String(++sids).padStart(8, '0') as Sid;
  const opened: { close(): void }[] = [];
  return {
    person,
    sid,
    connection,
    open(chatId: ChatId) {
      const conversation = createConversation({
        connection,
        outbox,
        chatId,
        sid,
        createTyping: createTypingSign,
        environment,
      });
      opened.push(conversation);
      return conversation;
    },
    close() {
      for (const conversation of opened) conversation.close();
      connection.close();
    },
  };
};
