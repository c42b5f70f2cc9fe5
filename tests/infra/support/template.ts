// The synthesised template for tests: resources by type and by the name they have in the stack.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { synthesise } from '../../../infra/app.ts';

const Resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
  DeletionPolicy: v.optional(v.string()),
  DependsOn: v.optional(v.array(v.string()), []),
});
const Template = v.object({
  Resources: v.record(v.string(), Resource),
  Outputs: v.record(v.string(), v.unknown()),
});

export interface Resource extends v.InferOutput<typeof Resource> {
  readonly id: string;
}

/** @param context as `-c name=value` of the CDK command. */
export const aTemplate = (context: Record<string, string> = {}) => {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const { template: raw, isProtected } = synthesise({ outdir, context });
    const { Resources, Outputs } = v.parse(Template, raw);
    const resources = Object.entries(Resources).map(([id, resource]): Resource => ({ id, ...resource }));
    return {
      /** As CloudFormation gets it. */
      raw,
      isProtected,
      resources,
      outputs: Object.keys(Outputs),
      ofType: (type: string) => resources.filter(({ Type }) => Type === `AWS::${type}`),
      /** @param name as in the stack: CDK adds eight characters to make it a logical id. */
      named: (type: string, name: string): Resource => {
        const found = resources.filter(
          ({ id, Type }) => Type === `AWS::${type}` && new RegExp(`^${name}[0-9A-F]{8}$`).test(id),
        );
        if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${type} are named ${name}`);
        return found[0];
      },
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** A deployment with all that one may ask for. */
export const EVERYTHING = {
  stage: 'prod',
  portalHost: 'portaal.example.nl',
  consoleHost: 'helpdesk.example.nl',
  hostedZone: 'Z0123456789ABC/example.nl',
  xray: 'true',
  gatewayLogs: 'true',
  alarmEmail: 'oncall@example.nl',
  budget: '50',
  mailFrom: 'helpdesk@example.nl',
  securityContact: 'mailto:security@example.nl',
  kmsKey: 'arn:aws:kms:eu-west-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e',
  permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
  webAcl: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/sites/0f8fad5b-d9cb-469f-a165-70867728950e',
  logDays: '90',
  tags: 'owner=helpdesk,cost-centre=4711',
  reserved: 'conversation=100,desk=50',
} as const;

const Reference = v.union([
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => Ref),
  ),
  v.pipe(
    v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
    v.transform(({ 'Fn::GetAtt': [id] }) => id),
  ),
]);

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export const idIn = (reference: unknown): string => v.parse(Reference, reference);
