// Who makes a call: every worker signs with an access key of its own, which names its function. Independent of what is called.
import type { IncomingHttpHeaders } from 'node:http';

export interface CallerIdentity {
  readonly function: string;
  /** Which of the function's workers. */
  readonly worker: number;
}

const PREFIX = 'LOCAL';
/** The secret of every access key here; it guards nothing. */
export const LOCAL_SECRET = 'local';

export const accessKeyOf = ({ function: name, worker }: CallerIdentity): string =>
  `${PREFIX}.${name}.${worker}`;

export const isLocalKey = (accessKey: string): boolean => accessKey.startsWith(`${PREFIX}.`);

/** @returns undefined for a call from elsewhere, such as a test. */
export const callerOf = (headers: IncomingHttpHeaders): CallerIdentity | undefined => {
  const [, name, worker] = /Credential=LOCAL\.(.+)\.(\d+)\//.exec(headers.authorization ?? '') ?? [];
  return name === undefined ? undefined : { function: name, worker: Number(worker) };
};
