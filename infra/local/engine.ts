// Starts and stops the DynamoDB engine, or uses the one DYNAMODB_ENDPOINT names. Independent of what is stored in it.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { userError } from './user-error.ts';

export interface Engine {
  /** http://host:port, without a slash at the end. */
  readonly endpoint: string;
  stop(): Promise<void>;
  /** Kills it outright and starts it again at the same address with what it had stored. */
  kill(): Promise<void>;
}

export interface EngineOptions {
  /** The file the data is kept in; in memory without one. */
  readonly file?: string;
  /** An engine that is already there: nothing is started. */
  readonly endpoint?: string | undefined;
  /** Called once when the engine ends by itself. */
  readonly onCrash: (reason: Error) => void;
}

const SUPERVISOR = fileURLToPath(new URL('./supervisor.ts', import.meta.url));
const BINARY = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));
/** A first start through npx has to fetch the program. */
const START_MS = { binary: 10_000, npx: 90_000 } as const;

/** @throws a userError when there is no engine to start, or it does not start. */
export const startEngine = async ({ file, endpoint, onCrash }: EngineOptions): Promise<Engine> => {
  if (endpoint) {
    const kill = () =>
      Promise.reject(userError('An engine that was started elsewhere cannot be killed here.'));
    return { endpoint: endpoint.replace(/\/$/, ''), stop: async () => {}, kill };
  }
  const isHere = process.platform === 'linux' && process.arch === 'x64';
  if (isHere && !existsSync(BINARY)) {
    throw userError(
      'The DynamoDB engine is not installed (@dynoxide/linux-x64); run npm ci, or set DYNAMODB_ENDPOINT.',
    );
  }
  const command = isHere ? [BINARY] : ['npx', '--yes', 'dynoxide@1.2.1'];
  const port = await freePort();
  const stored = file === undefined ? [] : ['--db-path', file];
  const launch = () =>
    launchProcess([...command, '--host', '127.0.0.1', '--port', String(port), ...stored], {
      patience: isHere ? START_MS.binary : START_MS.npx,
      onCrash,
    });
  let running = await launch();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => running.stop(),
    async kill() {
      await running.kill();
      running = await launch();
    },
  };
};

/** @throws a userError when it does not start. */
const launchProcess = async (
  command: readonly string[],
  { patience, onCrash }: { patience: number } & Pick<EngineOptions, 'onCrash'>,
) => {
  // Its own process group: Ctrl-C reaches the local cloud first, which then stops its engine.
  const child = spawn(process.execPath, [SUPERVISOR, ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let isStopping = false;
  const ended = new Promise<string>((resolve) => {
    let said = '';
    const keep = (text: Buffer) => {
      said = `${said}${text}`.slice(-2000);
    };
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? lastLine(said) ?? `exit code ${code}`));
  });
  const failed = ended.then((reason) => userError(`The DynamoDB engine did not start: ${reason}.`));
  await Promise.race([listening(child, patience), failed.then((error) => Promise.reject(error))]).catch(
    (error) => {
      isStopping = true;
      child.stdin.end();
      throw error;
    },
  );
  void ended.then((reason) => {
    if (!isStopping) onCrash(userError(`The DynamoDB engine stopped by itself: ${reason}. Start again.`));
  });
  return {
    async stop() {
      isStopping = true;
      child.stdin.end();
      await ended;
    },
    /** The guard and the engine at once, without a moment to write anything down. */
    async kill() {
      isStopping = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      const how = await ended;
      if (how !== 'SIGKILL')
        throw userError(`The DynamoDB engine was not killed, it ended by itself: ${how}.`);
    },
  };
};

/** The engine says so on its first line. */
const listening = (child: ChildProcessWithoutNullStreams, patience: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(userError(`The DynamoDB engine did not start within ${patience / 1000} seconds.`)),
      patience,
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        if (!text.includes('listening')) return;
        clearTimeout(late);
        resolve();
      });
    }
    child.once('close', () => clearTimeout(late));
  });

const lastLine = (text: string): string | undefined =>
  text.trim().split('\n').at(-1)?.replace(/\.$/, '') || undefined;

/** The engine prints port 0 as 0, so one is picked for it. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
