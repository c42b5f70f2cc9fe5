// What the synthesised template promises: routes, rights, headers, and nothing billed by the hour.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesise } from '../../infra/app.ts';
import { type FunctionName, specs } from '../../infra/constructs/functions.ts';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import { routes } from '../../shared/routes.ts';

const Resource = v.object({ Type: v.string(), Properties: v.optional(v.record(v.string(), v.any()), {}) });
const Template = v.object({ Resources: v.record(v.string(), Resource) });
type Resource = v.InferOutput<typeof Resource>;

let outdir: string;
const resources = new Map<string, Resource>();
beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'synth-'));
  const { template } = synthesise({ outdir });
  for (const [id, resource] of Object.entries(v.parse(Template, template).Resources))
    resources.set(id, resource);
});
afterAll(() => rm(outdir, { recursive: true, force: true }));

const ofType = (type: string) => [...resources].filter(([, { Type }]) => Type === type);

describe('the template', () => {
  it('has a route for every action, with a response where the action replies', () => {
    const routeIds = new Map(
      ofType('AWS::ApiGatewayV2::Route').map(([id, { Properties }]) => [id, Properties]),
    );
    const responding = new Set(
      ofType('AWS::ApiGatewayV2::RouteResponse').map(([, { Properties }]) => Properties.RouteId.Ref),
    );
    const byKey = new Map([...routeIds].map(([id, properties]) => [properties.RouteKey, responding.has(id)]));
    for (const [name, { reply }] of Object.entries<ActionSpec>(actions)) {
      expect([name, byKey.get(name)]).toEqual([name, reply !== null]);
    }
    for (const key of ['$connect', '$disconnect', '$default', ...Object.keys(routes)]) {
      expect([...byKey.keys()]).toContain(key);
    }
  });

  it('lets a socket open only past the authorizer', () => {
    const connect = ofType('AWS::ApiGatewayV2::Route').find(
      ([, { Properties }]) => Properties.RouteKey === '$connect',
    );
    expect(connect?.[1].Properties.AuthorizationType).toBe('CUSTOM');
  });

  it('gives each function a role of its own with just the actions of the table to review', () => {
    const roles = new Set<string>();
    for (const [name, spec] of Object.entries(specs) as [FunctionName, (typeof specs)[FunctionName]][]) {
      const [, fn] = ofType('AWS::Lambda::Function').find(([id]) => id.toLowerCase().startsWith(name)) ?? [];
      const roleId: string = fn?.Properties.Role['Fn::GetAtt'][0];
      roles.add(roleId);
      const role = resources.get(roleId);
      expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
      const granted = role?.Properties.Policies.flatMap(
        ({ PolicyDocument }: { PolicyDocument: { Statement: { Action: string | string[] }[] } }) =>
          PolicyDocument.Statement.flatMap(({ Action }) => Action),
      );
      expect(new Set(granted)).toEqual(
        new Set([
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          ...spec.table.map((action) => `dynamodb:${action}`),
          ...(spec.index ? ['dynamodb:Query'] : []),
          ...(spec.posts ? ['execute-api:ManageConnections'] : []),
          ...spec.files.map((action) => `s3:${action}`),
          ...(spec.files.length > 0 ? ['s3:ListBucket'] : []),
        ]),
      );
    }
    expect(roles.size).toBe(Object.keys(specs).length);
  });

  it('runs every function of the product on Node 24 and arm64', () => {
    for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
      if (id.startsWith('Custom')) continue;
      expect([Properties.Runtime, Properties.Architectures]).toEqual(['nodejs24.x', ['arm64']]);
    }
  });

  it('keeps the table on demand, with point-in-time recovery and expiry', () => {
    const [[, table] = []] = ofType('AWS::DynamoDB::Table');
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('protects the data of any stage but dev', async () => {
    const prod = await mkdtemp(join(tmpdir(), 'synth-'));
    const { template } = synthesise({ outdir: prod, context: { stage: 'prod' } });
    await rm(prod, { recursive: true, force: true });
    const table = Object.values(v.parse(Template, template).Resources).find(
      ({ Type }) => Type === 'AWS::DynamoDB::Table',
    );
    expect(table?.Properties.DeletionProtectionEnabled).toBe(true);
  });

  it('bills nothing by the hour', () => {
    const idle = new Set([
      'AWS::ApiGatewayV2::Api',
      'AWS::ApiGatewayV2::Authorizer',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::RouteResponse',
      'AWS::ApiGatewayV2::Stage',
      'AWS::CloudFront::Distribution',
      'AWS::CloudFront::Function',
      'AWS::CloudFront::OriginAccessControl',
      'AWS::CloudFront::ResponseHeadersPolicy',
      'AWS::DynamoDB::Table',
      'AWS::Events::Rule',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Lambda::LayerVersion',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'Custom::CDKBucketDeployment',
    ]);
    for (const { Type } of resources.values()) expect([...idle]).toContain(Type);
  });

  it('sends both sites under a policy without inline or foreign script', () => {
    const policies = ofType('AWS::CloudFront::ResponseHeadersPolicy');
    expect(policies).toHaveLength(2);
    for (const [, { Properties }] of policies) {
      const { SecurityHeadersConfig: headers } = Properties.ResponseHeadersPolicyConfig;
      const csp: string = headers.ContentSecurityPolicy.ContentSecurityPolicy;
      expect(csp).toContain("script-src 'self';");
      expect(csp).toContain("require-trusted-types-for 'script'");
      expect(csp).not.toMatch(/unsafe|\*/);
      expect(headers.StrictTransportSecurity.AccessControlMaxAgeSec).toBeGreaterThanOrEqual(31_536_000);
    }
  });

  it('refuses a half-given host name and one host for both sites', () => {
    expect(() => synthesise({ outdir, context: { portalHost: 'portaal.example.nl' } })).toThrow(
      'go together',
    );
    const hosts = {
      portalHost: 'a.example.nl',
      consoleHost: 'a.example.nl',
      certificateArn: 'arn:aws:acm:us-east-1:1:certificate/1',
    };
    expect(() => synthesise({ outdir, context: hosts })).toThrow('must differ');
  });
});
