// The DynamoDB engines of a run of the tests, one for each worker, and the table that every test file makes on its own: as the stack has it.
import { App, Stack } from 'aws-cdk-lib';
import type { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import * as v from 'valibot';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../infra/config.ts';
import { createTable } from '../../infra/constructs/table.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { TableProperties } from '../../infra/local/tables.ts';

export interface Engines {
  readonly endpoints: readonly string[];
  readonly table: v.InferOutput<typeof TableProperties>;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly engines: Engines;
  }
}

/** Processes in memory; `DYNAMODB_ENDPOINT` names an engine to use instead. */
export const startEngines = async (count: number): Promise<Engines & { stop(): Promise<void> }> => {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const onCrash = (reason: Error) => {
    throw reason;
  };
  const running = await Promise.all(
    Array.from({ length: endpoint ? 1 : count }, () => startEngine({ endpoint, onCrash })),
  );
  return {
    endpoints: running.map((engine) => engine.endpoint),
    table: synthesiseTable(),
    stop: async () => void (await Promise.all(running.map((engine) => engine.stop()))),
  };
};

const synthesiseTable = () => {
  const stack = new Stack(new App(), 'Tests');
  const table = createTable(stack, readConfig(stack.node)).node.defaultChild as CfnTable;
  const [resource] = Object.values(stack.resolve(table._toCloudFormation()).Resources);
  return v.parse(v.object({ Properties: TableProperties }), resource).Properties;
};

/** Where a run keeps its engines: each project loads this file anew. */
const RUNNING = Symbol.for('the engines of this run');

/** Vitest's setup of the projects whose files need an engine; they share them. */
export const setup = async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const { vitest } = project;
  const known: ReturnType<typeof startEngines> | undefined = Reflect.get(vitest, RUNNING);
  const running = known ?? startEngines(Number(vitest.config.maxWorkers));
  Reflect.set(vitest, RUNNING, running);
  const { stop, ...engines } = await running;
  project.provide('engines', engines);
  return known ? undefined : stop;
};
