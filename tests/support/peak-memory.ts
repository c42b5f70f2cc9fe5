// The most memory that this process had at once. Independent of what it does.
import { existsSync, readFileSync } from 'node:fs';

/** Of this program alone, where the system says so: what `resourceUsage` gives includes whoever started it, from before it was another program. */
const STATUS = '/proc/self/status';

/** @returns bytes. */
export const peakMemory = (): number => {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) * 1024;
};
