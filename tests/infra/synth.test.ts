// Synthesis as a person runs it: without an account, and refused where cdk-nag finds what has no reason.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { synthesise } from '../../infra/app.ts';
import { readConfig } from '../../infra/config.ts';
import { acceptedIn, inspect, reasonsOf } from '../../infra/nag.ts';
import { EVERYTHING } from './support/template.ts';

const root = join(import.meta.dirname, '../..');

let outdir: string;
beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'synth-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(outdir, { recursive: true, force: true });
});

const Report = v.object({
  pluginReports: v.array(
    v.object({
      violations: v.array(
        v.object({
          ruleName: v.string(),
          violatingConstructs: v.array(v.object({ constructPath: v.string() })),
        }),
      ),
    }),
  ),
});

const findings = async (): Promise<string[]> => {
  const text = await readFile(join(outdir, 'validation-report.json'), 'utf8');
  return v
    .parse(Report, JSON.parse(text))
    .pluginReports.flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
};

/** cdk-nag prints what it finds; here it is meant to. */
const quietly = (run: () => void) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  run();
};

describe('synthesis', () => {
  it('needs no AWS account, no credentials and no home', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['infra/app.ts'], {
      cwd: root,
      env: { CDK_OUTDIR: outdir, HOME: outdir, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect([stdout.trim().split('\n').at(-1), stderr]).toEqual([outdir, '']);
    expect(stdout).toContain('| SocketApi | AwsSolutions-APIG4 | API Gateway authorizes');
    expect(await readFile(join(outdir, 'OfficeHeartChat-dev.template.json'), 'utf8')).toContain(
      'AWS::Lambda',
    );
  });

  it('passes cdk-nag, as dev and as prod with everything, with every reason in docs/security.md as it prints it, and no other there', async () => {
    const rows: string[] = [];
    for (const context of [{}, EVERYTHING]) {
      const inspectAndNote = (app: App, stack: Stack) => {
        inspect(app, stack);
        rows.push(...reasonsOf(acceptedIn(stack, readConfig(app.node))));
      };
      expect(() => synthesise({ outdir, context, inspect: inspectAndNote })).not.toThrow();
    }
    const manual = await readFile(join(root, 'docs/security.md'), 'utf8');
    const kept = manual.split('\n').filter((line) => /^\|.*\| (AwsSolutions|Serverless)-/.test(line));
    expect(kept.sort()).toEqual([...new Set(rows)].sort());
  });

  it('is refused for a finding without a reason', async () => {
    const withBucket = (app: App, stack: Stack) => {
      inspect(app, stack);
      new Bucket(stack, 'Open');
    };
    quietly(() => expect(() => synthesise({ outdir, inspect: withBucket })).toThrow());
    expect(await findings()).toContain('AwsSolutions-S10 at OfficeHeartChat-dev/Open/Resource');
  });

  it.each([
    ['dev', {}],
    ['prod with everything', EVERYTHING],
  ])('has no reason left over as %s', async (_, context) => {
    const reasons: string[] = [];
    const withoutReasons = (app: App, stack: Stack) => {
      for (const { at, findings: names } of acceptedIn(stack, readConfig(app.node))) {
        for (const path of at) reasons.push(...names.map((name) => `${name} at ${stack.node.path}/${path}/`));
      }
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    };
    quietly(() => expect(() => synthesise({ outdir, context, inspect: withoutReasons })).toThrow());
    const found = await findings();
    expect(reasons.filter((reason) => !found.some((finding) => finding.startsWith(reason)))).toEqual([]);
  });

  it.each(['Prod', 'a-b', '1st', 'averylongstagename'])('is refused for a stage called %s', (stage) => {
    expect(() => synthesise({ outdir, context: { stage } })).toThrow('lower-case letters and digits');
  });
});
