// All Lambda functions of the template: by ARN for those who invoke them, by short name for tests. Independent of any event.
import { basename, join } from 'node:path';
import type { CallerIdentity } from './caller-identity.ts';
import { createConcurrency } from './concurrency.ts';
import { createLambda, type Invoke, type Lambda, type LambdaOptions } from './lambda.ts';
import { userError } from './user-error.ts';

type Shared = Pick<LambdaOptions, 'clock' | 'usage' | 'faults'> & {
  readonly log: (line: string) => void;
  /** Events under way at once, over all functions. */
  readonly concurrency: number;
};
export type FunctionSpec = Pick<
  LambdaOptions,
  'name' | 'arn' | 'folder' | 'handler' | 'memory' | 'timeout' | 'environment'
> & {
  /** Of the account's concurrency, for this function alone. */
  readonly reserved?: number | undefined;
};

/** Workers of one function at the same time. AWS starts one for every event under way; a laptop cannot. */
const MOST_WORKERS = 8;

export const createFunctions = ({ log, concurrency, ...shared }: Shared) => {
  const placesFor = createConcurrency(concurrency);
  const lambdasByArn = new Map<string, Lambda>();
  const named = (name: string) => [...lambdasByArn.values()].find((lambda) => lambda.name === name);
  return {
    /** @throws a userError when its bundle is not there. */
    add({ reserved, ...spec }: FunctionSpec): Lambda {
      const prefixed = (line: string) => log(`${spec.name} | ${line}`);
      const lambda = createLambda({
        ...shared,
        ...spec,
        workers: MOST_WORKERS,
        places: placesFor(reserved),
        log: prefixed,
      });
      lambdasByArn.set(spec.arn, lambda);
      return lambda;
    },
    invoke:
      (arn: string): Invoke =>
      async (event) => {
        const lambda = lambdasByArn.get(arn);
        if (!lambda) throw userError(`The template invokes ${arn}, which is no function of it.`);
        return lambda.invoke(event);
      },
    invokeNamed: async (name: string, event: unknown) => {
      const lambda = named(name);
      if (!lambda) throw userError(`There is no function ${name}.`);
      return lambda.invoke(event);
    },
    /** Ends the worker that makes a call, in the middle of it. */
    kill: ({ function: name, worker }: CallerIdentity) => named(name)?.kill(worker),
    /** @returns how many workers of the function were in the middle of an event, and are no more. */
    killBusy: (name: string): number => named(name)?.killBusy() ?? 0,
    /** Runs the bundle that is there now, from the next event on. */
    renew: (name: string): void => named(name)?.renew(),
    async stop() {
      await Promise.all([...lambdasByArn.values()].map((lambda) => lambda.stop()));
    },
  };
};
export type Functions = ReturnType<typeof createFunctions>;

/** CDK zips a folder only while it uploads it: the assembly has the folder itself, or says where it lies. */
export const assetFolder = (
  assets: string,
  objectKey: string,
  folders?: ReadonlyMap<string, string>,
): string => {
  const hash = basename(objectKey, '.zip');
  return folders?.get(hash) ?? join(assets, `asset.${hash}`);
};
