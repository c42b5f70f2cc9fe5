// The CDK app: synthesises the stack for `cdk deploy`, and in-process for the local cloud.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import * as v from 'valibot';
import { readConfig } from './config.ts';
import { readsCertificate } from './constructs/names.ts';
import { createStack } from './stack.ts';

export interface Synthesised {
  /** The CloudFormation template, as parsed from the assembly. */
  readonly template: unknown;
  /** Whether CloudFormation refuses to delete the stack. */
  readonly isProtected?: boolean;
  /** The folder of the assembly; an asset with the object key `<hash>.zip` is the folder `asset.<hash>` in it. */
  readonly dir: string;
  /** Where each asset lies that is not in that folder, by its hash; none, unless it was asked for. */
  readonly folders?: ReadonlyMap<string, string>;
}

export interface SynthesisOptions {
  readonly outdir?: string;
  /** As `-c name=value` of the CDK command; see config.ts. */
  readonly context?: Readonly<Record<string, string>>;
  /** Leaves the assets where they are, so that what is built anew there is what runs. */
  readonly inPlace?: boolean;
  /** Looks at the app before it is synthesised; what it finds may refuse it. */
  readonly inspect?: (app: App, stack: Stack) => void;
}

/** What a deployment would choose, as this machine has it: everything is switched on, and nothing leaves it. */
export const LOCAL_CONTEXT = {
  mailFrom: 'helpdesk@officeheart.example',
  securityContact: 'mailto:security@officeheart.example',
} as const;

/** Needs the bundles and sites in `.build`, and no AWS account. */
export const synthesise = ({
  outdir,
  context,
  inPlace = false,
  inspect,
}: SynthesisOptions = {}): Synthesised => {
  const app = new App({
    outdir: outdir ?? standardDir(),
    context: { ...context, ...(inPlace && { [DISABLE_ASSET_STAGING_CONTEXT]: true }) },
    analyticsReporting: false,
    // CDK's own look at the template takes longer than all the rest: it goes with cdk-nag's.
    builtinCloudFormationValidation: inspect !== undefined,
  });
  const config = readConfig(app.node);
  const stack = createStack(app, config);
  inspect?.(app, stack);
  // What reads the certificate of another stack comes up only while CDK writes the template: the second time, tags and
  // the permissions boundary come over that too.
  if (readsCertificate(config)) app.synth();
  const assembly = app.synth({ force: true });
  return {
    template: assembly.getStackArtifact(stack.artifactId).template,
    isProtected: stack.terminationProtection,
    dir: assembly.directory,
    ...(inPlace && { folders: readFolders(assembly.directory, stack.artifactId) }),
  };
};

const Assets = v.object({
  files: v.record(v.string(), v.object({ source: v.object({ path: v.optional(v.string(), '') }) })),
});

const readFolders = (dir: string, stack: string): ReadonlyMap<string, string> => {
  const { files } = v.parse(Assets, JSON.parse(readFileSync(join(dir, `${stack}.assets.json`), 'utf8')));
  return new Map(Object.entries(files).map(([hash, { source }]) => [hash, resolve(dir, source.path)]));
};

/** The CDK command says where it reads the assembly. */
const standardDir = (): string => process.env.CDK_OUTDIR ?? join(import.meta.dirname, '../cdk.out');

if (import.meta.main) {
  const { acceptedIn, inspect, reasonsOf } = await import('./nag.ts');
  const reasons: string[] = [];
  const { dir } = synthesise({
    inspect(app, stack) {
      reasons.push(...reasonsOf(acceptedIn(stack, readConfig(app.node))));
      inspect(app, stack);
    },
  });
  const report = [
    'cdk-nag (AwsSolutions, Serverless): nothing without a reason. Where, which rules, why:',
    ...reasons,
  ];
  process.stdout.write(`${[...report, '', dir].join('\n')}\n`);
}
