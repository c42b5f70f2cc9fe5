// The example of a portal of others (docs/examples), run beside the local product for whoever wants to see the chat there. Independent of both.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** Where it will be. */
export const otherPortalAt = (port: number): string => `http://127.0.0.1:${port}`;

export interface OtherPortal {
  readonly root: string;
  readonly port: number;
  /** Where `embed.js` is. */
  readonly chatUrl: string;
}

/** @returns the way to end it; nothing when it could not begin, as on a port that is taken. */
export const startOtherPortal = async ({
  root,
  port,
  chatUrl,
}: OtherPortal): Promise<(() => void) | undefined> => {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'docs/examples/portal.mjs')], {
    env: { ...process.env, PORT: String(port), CHAT: chatUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const isRunning = await new Promise<boolean>((resolve) => {
    child.stdout?.once('data', () => resolve(true));
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
  });
  return isRunning ? () => void child.kill() : undefined;
};
