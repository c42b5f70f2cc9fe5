// How the local cloud ends, and how it says that it cannot start: nothing stays running, nothing bars the next start.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSocket } from '../../support/socket.ts';
import { ECHO, type Fixture, startTestCloud, writeFixture } from './fixture.ts';

let fixture: Fixture;
let dataDir: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  fixture = await writeFixture({
    functions: { Echo: ECHO },
    http: { 'GET /api/echo': 'Echo' },
    socket: { $default: { to: 'Echo' } },
  });
  await writeFile(join(fixture.assets, 'template.json'), JSON.stringify(fixture.template));
  dataDir = await mkdtemp(join(tmpdir(), 'local-cloud-ending-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await fixture.remove();
  await rm(dataDir, { recursive: true, force: true });
});

/** The engines that work on this test's data. */
const engines = (): number[] =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`--db-path ${dataDir}`) && !line.includes('supervisor.ts'))
    .map((line) => Number.parseInt(line, 10));

const startChild = async (): Promise<{
  process: ChildProcess;
  portalUrl: string;
  errors: Promise<string>;
}> => {
  const started = spawn(
    process.execPath,
    [fileURLToPath(new URL('./run-cloud.ts', import.meta.url)), fixture.assets, dataDir],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  child = started;
  const errors = text(started.stderr);
  const [line] = await once(started.stdout, 'data');
  return { process: started, errors, ...JSON.parse(String(line)) };
};

describe('the end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'after %s leaves no process and exits with 0, in the middle of work',
    async (signal) => {
      const { process: started, portalUrl } = await startChild();
      const client = await openSocket(portalUrl);
      expect((await fetch(`${portalUrl}/api/echo`)).status).toBe(200);
      expect(engines()).toHaveLength(1);
      started.kill(signal);
      const [code] = await once(started, 'exit');
      expect(code).toBe(0);
      expect(engines()).toEqual([]);
      await client.closed();
    },
  );

  it('leaves no engine when the process is killed outright', async () => {
    const { process: started } = await startChild();
    expect(engines()).toHaveLength(1);
    started.kill('SIGKILL');
    await once(started, 'exit');
    await expect.poll(engines).toEqual([]);
  });

  it('is told in one line when the engine stops by itself', async () => {
    const { process: started, errors } = await startChild();
    for (const pid of engines()) process.kill(pid, 'SIGKILL');
    const [code] = await once(started, 'exit');
    expect(code).toBe(1);
    expect(await errors).toMatch(/^The DynamoDB engine stopped by itself: .+ Start again\.\n$/);
  });

  it('leaves nothing in the data folder that keeps the next start from working on the same ports', async () => {
    const first = await startTestCloud({ functions: { Echo: ECHO } }, { dataDir });
    const ports = {
      portalPort: Number(new URL(first.portalUrl).port),
      consolePort: Number(new URL(first.consoleUrl).port),
    };
    await first.stop();
    const second = await startTestCloud({ functions: { Echo: ECHO } }, { dataDir, ...ports });
    expect(second.portalUrl).toBe(first.portalUrl);
    await second.stop();
  });
});

describe('a start that cannot be', () => {
  it('names a taken port in one line and leaves nothing running', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startTestCloud({}, { dataDir, consolePort: port })).rejects.toMatchObject({
      name: 'UserError',
      message: `Port ${port} for the console is taken by another program.`,
    });
    expect(engines()).toEqual([]);
    taken.close();
  });

  it('names an engine that does not answer', async () => {
    await expect(startTestCloud({}, { dynamoEndpoint: 'http://127.0.0.1:9/' })).rejects.toMatchObject({
      name: 'UserError',
      message: 'No DynamoDB engine answers at http://127.0.0.1:9.',
    });
  });

  it('says why the engine did not start', async () => {
    await writeFile(
      join(dataDir, 'table.db'),
      'this is no database, and it is long enough to be looked at as one '.repeat(50),
    );
    await expect(startTestCloud({}, { dataDir })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^The DynamoDB engine did not start: .+\.$/),
    });
  });
});
