// The life of a stage: a first deployment that fails can be repeated, a stage can be removed, and two regions of one account have it side by side (S165).
import { describe, expect, it } from 'vitest';
import { aTemplate, EVERYTHING, idIn, type Resource } from './support/template.ts';

const dev = aTemplate();
const prod = aTemplate({ stage: 'prod' });
const keptIn = ({ resources }: typeof dev, policy: string) =>
  resources.filter(({ DeletionPolicy }) => DeletionPolicy === policy).map(({ Type }) => Type);

describe('a first deployment', () => {
  const first = aTemplate({ stage: 'prod', firstTime: 'true' });

  it('protects nothing yet, so that what failed goes again and leaves nothing in the way [S165]', () => {
    const table = first.named('DynamoDB::Table', 'Table');
    expect([table.Properties.DeletionProtectionEnabled, table.DeletionPolicy]).toEqual([
      false,
      'RetainExceptOnCreate',
    ]);
    expect(keptIn(first, 'RetainExceptOnCreate').sort()).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'Custom::DataKey',
    ]);
    expect(first.isProtected).toBe(false);
  });

  it('is followed by one that protects what it made, under the same names [S165]', () => {
    expect(prod.isProtected).toBe(true);
    expect(prod.named('DynamoDB::Table', 'Table').Properties.DeletionProtectionEnabled).toBe(true);
    const idsOf = ({ resources }: typeof dev) => resources.map(({ id }) => id).sort();
    expect(idsOf(first)).toEqual(idsOf(prod));
  });

  it('gives nothing a name that what is left of a failed one could have taken [S165]', () => {
    const named = first.resources.filter(
      ({ Type, Properties }) =>
        ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::IAM::Role', 'AWS::Lambda::Function'].includes(
          Type,
        ) && ['TableName', 'BucketName', 'RoleName', 'FunctionName'].some((name) => name in Properties),
    );
    expect(named).toEqual([]);
  });
});

describe('removing', () => {
  it('leaves nothing of a stage to be thrown away [S165]', () => {
    expect(dev.isProtected).toBe(false);
    expect([...keptIn(dev, 'Retain'), ...keptIn(dev, 'RetainExceptOnCreate')]).toEqual([
      // A layer is a version of CDK's helper: CloudFormation takes it away all the same.
    ]);
  });

  it('leaves of any other stage what nothing else has: its table, the files people sent, and the keys that open what is sealed in it [S165]', () => {
    expect(keptIn(prod, 'Retain').sort()).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'Custom::DataKey',
    ]);
  });

  it.each([
    ['dev', dev],
    ['prod', prod],
  ])(
    'empties every bucket of %s that goes, after what fills it is gone and before it goes itself [S165]',
    (_, of) => {
      const going = of.ofType('S3::Bucket').filter(({ DeletionPolicy }) => DeletionPolicy === 'Delete');
      expect(going.length).toBeGreaterThanOrEqual(3);
      const emptied = of.resources.filter(({ Type }) => Type === 'Custom::EmptiedBucket');
      const bucketOf = ({ Properties }: Resource) => idIn(Properties.Bucket);
      expect(emptied.map(bucketOf).sort()).toEqual(going.map(({ id }) => id).sort());
      const fills = of.resources.filter(({ Type }) => Type === 'Custom::CDKBucketDeployment');
      expect(fills).toHaveLength(4);
      // CloudFormation removes what depends on something before it.
      for (const { id, DependsOn } of fills) {
        const own = emptied.filter((each) => DependsOn.includes(each.id));
        expect([id, own.length]).toEqual([id, emptied.length]);
      }
      const rights = of.ofType('IAM::Policy').filter(({ id }) => id.startsWith('OriginSecretRole'));
      for (const { DependsOn } of emptied) expect(DependsOn).toEqual(rights.map(({ id }) => id));
    },
  );

  it('leaves no log: every function has a group of the stack, and may make none by itself [S165]', () => {
    for (const { Properties } of dev.ofType('IAM::Role'))
      expect(JSON.stringify(Properties.Policies ?? [])).not.toContain('logs:CreateLogGroup');
    for (const { id, DeletionPolicy } of dev.ofType('Logs::LogGroup'))
      expect([id, DeletionPolicy]).toEqual([id, 'Delete']);
  });
});

describe('two regions side by side', () => {
  const [west, central] = ['eu-west-1', 'eu-central-1'].map((region) => {
    const { kmsKey: _, hostedZone: _zone, portalHost: _portal, consoleHost: _console, ...more } = EVERYTHING;
    return aTemplate({ ...more, region });
  });

  /** Names that are given, of types whose names are one list for all regions of an account. */
  const globalNames = (of: typeof dev) => {
    const names = (type: string, nameOf: (properties: Record<string, unknown>) => unknown) =>
      of.ofType(type).map(({ Properties }) => `${type} ${nameOf(Properties)}`);
    return [
      ...names('CloudFront::ResponseHeadersPolicy', (p) => Object(p.ResponseHeadersPolicyConfig).Name),
      ...names('CloudFront::OriginAccessControl', (p) => Object(p.OriginAccessControlConfig).Name),
      ...names('CloudFront::CachePolicy', (p) => Object(p.CachePolicyConfig).Name),
      ...names('CloudFront::Function', (p) => p.Name),
      ...names('Budgets::Budget', (p) => Object(p.Budget).BudgetName),
      ...names('CloudWatch::Dashboard', (p) => p.DashboardName),
    ];
  };

  it('have no name in common where an account has one list for all regions [S165]', () => {
    if (!west || !central) expect.fail();
    const both = [...globalNames(west), ...globalNames(central)];
    expect(both.length).toBeGreaterThan(20);
    expect(both.filter((name, at) => both.indexOf(name) !== at)).toEqual([]);
  });

  it('give CloudFront names that it takes, however long the stage is called [S165]', () => {
    const long = aTemplate({ stage: 'averylongstage12', region: 'ap-southeast-1' });
    for (const name of globalNames(long)) expect(name.length).toBeLessThanOrEqual(128);
    for (const { Properties } of long.ofType('CloudFront::OriginAccessControl'))
      expect(String(Object(Properties.OriginAccessControlConfig).Name).length).toBeLessThanOrEqual(64);
  });

  it('export nothing, and give buckets, roles and functions no name [S165]', () => {
    expect(JSON.stringify(west?.raw)).not.toMatch(/"Export":/);
    for (const [type, name] of [
      ['S3::Bucket', 'BucketName'],
      ['IAM::Role', 'RoleName'],
      ['Lambda::Function', 'FunctionName'],
      ['DynamoDB::Table', 'TableName'],
    ] as const)
      expect(west?.ofType(type).filter(({ Properties }) => name in Properties)).toEqual([]);
  });
});
