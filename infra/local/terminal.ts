// What `npm start` and `npm run dev` have in common: the settings, the stages in words, the addresses, the end. Independent of any build.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './cloud.ts';
import { onShutdown } from './on-shutdown.ts';
import { otherPortalAt, startOtherPortal } from './other-portal.ts';
import { lineOf, userError } from './user-error.ts';

export const root = join(import.meta.dirname, '../..');
const dataDir = join(root, '.local');

type Prepared = Pick<LocalCloudOptions, 'template' | 'assets' | 'folders' | 'seed' | 'beside'>;

export interface Run {
  /** Builds and synthesises. @param seed the tool that fills the table, without its ending. */
  prepare(seed: string): Promise<Prepared>;
  /** Once everything runs. */
  onRunning?(cloud: LocalCloud): void;
}

/** One line; what comes after it is told when it has begun. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const fail = (error: unknown): void => {
  process.stderr.write(`${lineOf(error)}\n`);
};

/** Runs the product until it is told to end. */
export const runAtTerminal = async (run: Run): Promise<void> => {
  // Lambda's time zone; workers share the process's.
  process.env.TZ = 'UTC';
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { fresh: flag, demo: flag } });
  const settings = {
    portalPort: portFrom('PORTAL_PORT', 8080),
    consolePort: portFrom('CONSOLE_PORT', 8081),
    mailboxPort: portFrom('MAILBOX_PORT', 8082),
    dynamoEndpoint: process.env.DYNAMODB_ENDPOINT || undefined,
  };
  // Who chooses free ports has no use for an address that is always the same.
  const otherPort = portFrom('OTHER_PORT', settings.portalPort === 0 ? 0 : 8083);
  let cloud: LocalCloud | undefined;
  let stopOther: (() => void) | undefined;
  const leave = async (code: number) => {
    stopOther?.();
    await cloud?.stop();
    process.exit(code);
  };
  onShutdown(() => leave(0));
  try {
    const prepared = await run.prepare(values.demo ? 'seed-content' : 'seed-demo');
    if (values.fresh) await rm(dataDir, { recursive: true, force: true });
    cloud = await startLocalCloud({
      ...settings,
      ...prepared,
      dataDir,
      ...(otherPort > 0 && { otherPortal: otherPortalAt(otherPort) }),
      log: (line) => process.stderr.write(`${line}\n`),
      onStage: (stage) => say(`${stage}…`),
      onCrash(reason) {
        fail(reason);
        void leave(1);
      },
    });
    const chatUrl = cloud.portalUrl;
    if (otherPort > 0) stopOther = await startOtherPortal({ root, port: otherPort, chatUrl });
    say(welcome(cloud, stopOther && otherPortalAt(otherPort)));
    run.onRunning?.(cloud);
  } catch (error) {
    fail(error);
    process.exit(1);
  }
};

/** @throws a userError for anything but a port number. */
const portFrom = (name: string, standard: number): number => {
  const text = process.env[name];
  if (!text) return standard;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw userError(`${name} is "${text}", which is no port number.`);
};

const Accounts = v.array(v.object({ role: v.string(), login: v.string(), password: v.string() }));

const welcome = (
  { portalUrl, consoleUrl, mailboxUrl, seeded }: LocalCloud,
  otherPortal: string | undefined,
): string => {
  const accounts = v.parse(Accounts, seeded);
  const rows = accounts.map(({ role, login, password }) => [
    role === 'customer' ? 'portal' : 'console',
    login,
    password,
  ]);
  const table = [['site', 'login', 'password'], ...rows].map((row) =>
    `  ${row.map((cell) => cell.padEnd(10)).join('')}`.trimEnd(),
  );
  return [
    '',
    `Portal   ${portalUrl}`,
    `Console  ${consoleUrl}`,
    ...(mailboxUrl ? [`Mailbox  ${mailboxUrl}`] : []),
    ...(otherPortal ? [`Another company's portal, with the chat  ${otherPortal}`] : []),
    '',
    ...table,
    '',
    'Ctrl-C stops it; the data stays in .local.',
  ].join('\n');
};
