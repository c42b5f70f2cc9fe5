// Tells once that this process is to end: Ctrl-C, a plain kill, a closed terminal, or the end of the npm that started it.
import { readFileSync } from 'node:fs';

/** How often to look whether npm is still there. */
const LOOK_MS = 1000;

export const onShutdown = (leave: () => void): void => {
  let isLeaving = false;
  const once = () => {
    // A second Ctrl-C does not wait.
    if (isLeaving) process.exit(1);
    isLeaving = true;
    leave();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, once);
  if (process.env.npm_lifecycle_event === undefined) return;
  // A killed npm passes nothing on; this process, or the shell in between, is then handed to another parent.
  const started = ancestors();
  setInterval(() => {
    if (ancestors() !== started && !isLeaving) once();
  }, LOOK_MS).unref();
};

/** The parent and, where the system tells, its parent. */
const ancestors = (): string => {
  try {
    const [, afterName = ''] = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ');
    return `${process.ppid} ${afterName.split(' ')[1]}`;
  } catch {
    return String(process.ppid);
  }
};
