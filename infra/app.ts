// The CDK app: synthesises the stack for `cdk deploy`, and in-process for the local cloud.
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readConfig } from './config.ts';
import { createStack } from './stack.ts';

export interface Synthesised {
  /** The CloudFormation template, as parsed from the assembly. */
  readonly template: unknown;
  /** The folder of the assembly; `aws:asset:path` of a resource is a folder in it. */
  readonly dir: string;
}

/** Needs the bundles in `.build`, and no AWS account. */
export const synthesise = ({
  outdir = join(import.meta.dirname, '../cdk.out'),
  context = {},
}: {
  readonly outdir?: string;
  readonly context?: Readonly<Record<string, string>>;
} = {}): Synthesised => {
  const app = new App({ outdir, context: { ...context }, analyticsReporting: false });
  const stack = createStack(app, readConfig(app.node));
  const assembly = app.synth();
  return { template: assembly.getStackArtifact(stack.artifactId).template, dir: assembly.directory };
};

if (import.meta.main) {
  const { dir } = synthesise();
  process.stdout.write(`${dir}\n`);
}
