// What a company asks of everything in its account: one value each, in the template where it belongs, refused with a line that says what it must be (S167).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTEXT_VALUES } from '../../infra/config.ts';
import { readGrants } from '../../infra/local/roles.ts';
import { readInterpreter, readRunningResources } from '../../infra/local/running-resources.ts';
import { aTemplate, EVERYTHING, idIn } from './support/template.ts';

const root = join(import.meta.dirname, '../..');
const plain = aTemplate();
const { kmsKey, permissionsBoundary, webAcl } = EVERYTHING;
const zoned = (more: Record<string, string> = {}) => ({
  portalHost: EVERYTHING.portalHost,
  consoleHost: EVERYTHING.consoleHost,
  hostedZone: EVERYTHING.hostedZone,
  ...more,
});

describe("the company's own key", () => {
  const keyed = aTemplate({ kmsKey, alarms: 'true', mailFrom: EVERYTHING.mailFrom });

  it('is that of the table, of what is made of chats, of logs, events, alarms and environments [S167]', () => {
    expect(keyed.named('DynamoDB::Table', 'Table').Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: kmsKey,
    });
    expect(JSON.stringify(keyed.named('S3::Bucket', 'Transcripts').Properties.BucketEncryption)).toContain(
      `"BucketKeyEnabled":true,"ServerSideEncryptionByDefault":{"KMSMasterKeyID":"${kmsKey}","SSEAlgorithm":"aws:kms"}`,
    );
    for (const { id, Properties } of keyed.ofType('Logs::LogGroup'))
      expect([id, Properties.KmsKeyId]).toEqual([id, kmsKey]);
    expect(keyed.ofType('Events::EventBus')[0]?.Properties.KmsKeyIdentifier).toBe(kmsKey);
    expect(keyed.ofType('SNS::Topic')[0]?.Properties.KmsMasterKeyId).toBe(kmsKey);
    const withEnvironment = keyed
      .ofType('Lambda::Function')
      .filter(({ Properties }) => 'TABLE_NAME' in Object(Object(Properties.Environment).Variables));
    expect(withEnvironment.length).toBeGreaterThan(10);
    for (const { id, Properties } of withEnvironment)
      expect([id, Properties.KmsKeyArn]).toEqual([id, kmsKey]);
  });

  it('may be used by functions through the services that keep things under it, and is no key of the public sites [S167]', () => {
    const roles = keyed
      .ofType('IAM::Role')
      .map(({ Properties }) => JSON.stringify(Properties.Policies ?? []))
      .filter((policies) => policies.includes('dynamodb:'));
    expect(roles.length).toBeGreaterThan(10);
    for (const policies of roles) expect(policies).toContain('"kms:ViaService":[');
    for (const site of ['Portal', 'Console'])
      expect(JSON.stringify(keyed.named('S3::Bucket', `${site}Bucket`).Properties)).not.toContain(kmsKey);
  });

  it('is nowhere unless it is given [S167]', () => {
    expect(JSON.stringify(plain.resources)).not.toMatch(/kms/i);
  });
});

it('a permissions boundary is on every role [S167]', () => {
  const bounded = aTemplate({ ...EVERYTHING, permissionsBoundary });
  const roles = bounded.ofType('IAM::Role');
  expect(roles.length).toBeGreaterThan(14);
  for (const { id, Properties } of roles)
    expect([id, Properties.PermissionsBoundary]).toEqual([id, permissionsBoundary]);
  expect(JSON.stringify(plain.resources)).not.toContain('PermissionsBoundary');
});

it('a web ACL is in front of both sites [S167]', () => {
  const guarded = aTemplate({ webAcl }).ofType('CloudFront::Distribution');
  expect(guarded.map(({ Properties }) => Object(Properties.DistributionConfig).WebACLId)).toEqual([
    webAcl,
    webAcl,
  ]);
});

it('logs are all kept as long as is asked for [S167]', () => {
  const groups = aTemplate({ logDays: '90' }).ofType('Logs::LogGroup');
  expect(new Set(groups.map(({ Properties }) => Properties.RetentionInDays))).toEqual(new Set([90]));
});

it("the company's tags are on all that costs, beside the product's own [S167]", () => {
  const tagged = aTemplate({ tags: 'owner=helpdesk, cost-centre=4711' });
  for (const type of ['Lambda::Function', 'DynamoDB::Table', 'S3::Bucket', 'Logs::LogGroup', 'IAM::Role'])
    for (const { id, Properties } of tagged.ofType(type))
      expect([id, Properties.Tags]).toEqual([
        id,
        expect.arrayContaining([
          { Key: 'cost-centre', Value: '4711' },
          { Key: 'owner', Value: 'helpdesk' },
          { Key: 'product', Value: 'officeheart-chat' },
        ]),
      ]);
});

describe('a hosted zone', () => {
  it('has the names of both sites lead to CloudFront, over IPv4 and IPv6 [S167]', () => {
    const named = aTemplate(zoned());
    const records = named.ofType('Route53::RecordSet').map(({ Properties }) => Properties);
    expect(records.map(({ Name, Type }) => [Name, Type]).sort()).toEqual([
      ['helpdesk.example.nl.', 'A'],
      ['helpdesk.example.nl.', 'AAAA'],
      ['portaal.example.nl.', 'A'],
      ['portaal.example.nl.', 'AAAA'],
    ]);
    for (const { HostedZoneId, AliasTarget } of records) {
      expect(HostedZoneId).toBe('Z0123456789ABC');
      expect(idIn(Object(AliasTarget).DNSName)).toMatch(/Distribution/);
    }
    expect(named.outputs).not.toContain('PortalTarget');
  });

  it('confirms a certificate in us-east-1, which a stack elsewhere reads [S167]', () => {
    const inStack = aTemplate(zoned({ region: 'us-east-1' })).ofType('CertificateManager::Certificate');
    expect(inStack[0]?.Properties).toMatchObject({
      DomainName: 'portaal.example.nl',
      SubjectAlternativeNames: ['helpdesk.example.nl'],
      ValidationMethod: 'DNS',
      DomainValidationOptions: expect.arrayContaining([
        { DomainName: 'portaal.example.nl', HostedZoneId: 'Z0123456789ABC' },
      ]),
    });
    const elsewhere = aTemplate(zoned());
    expect(elsewhere.ofType('CertificateManager::Certificate')).toEqual([]);
    expect(JSON.stringify(elsewhere.ofType('CloudFront::Distribution')[0]?.Properties)).toContain(
      '/cdk/exports/',
    );
  });

  it('takes a certificate that is there already [S167]', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const [site] = aTemplate(zoned({ certificateArn })).ofType('CloudFront::Distribution');
    expect(JSON.stringify(site?.Properties)).toContain(`"AcmCertificateArn":"${certificateArn}"`);
  });

  it('is not needed: the outputs then say where the names have to lead [S167]', () => {
    const { portalHost, consoleHost } = EVERYTHING;
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const { outputs } = aTemplate({ portalHost, consoleHost, certificateArn });
    expect(outputs).toEqual(expect.arrayContaining(['PortalTarget', 'ConsoleTarget']));
  });
});

it('reserved concurrency is that of the functions named, and of none unless asked for [S167]', () => {
  const reservedIn = (of: typeof plain) =>
    of.ofType('Lambda::Function').flatMap(({ id, Properties }) => {
      const { ReservedConcurrentExecutions: number } = Properties;
      return number === undefined ? [] : [[id.replace(/[0-9A-F]{8}$/, ''), number]];
    });
  expect(reservedIn(plain)).toEqual([]);
  expect(reservedIn(aTemplate({ reserved: 'conversation=100,desk=50' }))).toEqual([
    ['Conversation', 100],
    ['Desk', 50],
  ]);
});

it.each([
  [{ kmsKey: 'alias/mine' }, 'ARN of a KMS key in eu-west-1, not of an alias'],
  [{ kmsKey, region: 'eu-central-1' }, 'kmsKey is in eu-west-1, the stack in eu-central-1'],
  [{ permissionsBoundary: 'boundary' }, 'ARN of an IAM policy'],
  [{ webAcl: webAcl.replace('us-east-1', 'eu-west-1') }, 'web ACL for CloudFront, which is in us-east-1'],
  [{ logDays: '31' }, 'one that CloudWatch knows: 1, 3, 5, 7, 14, 30'],
  [{ tags: 'owner' }, 'no key=value such as cost-centre=123'],
  [{ tags: 'stage=x' }, "the product's own"],
  [{ tags: 'aws:x=y' }, 'AWS takes for no tag'],
  [{ tags: 'a=1,a=2' }, 'one key twice'],
  [{ tags: Array.from({ length: 41 }, (_, n) => `k${n}=v`).join() }, '40 at most'],
  [
    { hostedZone: 'example.nl', portalHost: 'a.example.nl', consoleHost: 'b.example.nl' },
    "zone's id and its name",
  ],
  [{ hostedZone: EVERYTHING.hostedZone }, 'goes with portalHost and consoleHost'],
  [
    zoned({ consoleHost: 'helpdesk.example.com' }),
    'helpdesk.example.com is no name in the hosted zone example.nl',
  ],
  [{ reserved: 'chat=1' }, 'which is none of connect, conversation'],
  [{ reserved: 'desk=0' }, 'no whole number from 1'],
  [{ securityContact: 'security@example.nl' }, 'must begin with mailto: or https://'],
])('%o is refused with what it must be [S167]', (context, message) => {
  expect(() => aTemplate({ ...context })).toThrow(message);
});

it('one machine runs what these values add, and refuses a certificate of another stack by name [S167]', () => {
  const read = (context: Record<string, string>) => {
    const pseudo = { region: 'eu-west-1', account: '123456789012', stack: 'local' };
    const interpreter = readInterpreter(aTemplate(context).raw, pseudo);
    const running = readRunningResources(interpreter);
    const roleOf = ({ value }: (typeof running.functions)[number]) => value.Role;
    return readGrants(
      interpreter,
      running.functions.map((each) => ({ name: each.logicalId, role: roleOf(each) })),
    );
  };
  const {
    hostedZone: _zone,
    portalHost: _portal,
    consoleHost: _console,
    gatewayLogs: _logs,
    xray: _xray,
    ...rest
  } = EVERYTHING;
  expect(read({ ...rest }).size).toBeGreaterThan(12);
  expect(() => read(zoned())).toThrow('cannot judge the managed policies of CustomCrossRegionExportReader');
});

it('docs/operations.md has a row for every value, and infra/config.ts reads each [S167]', async () => {
  const [manual, config, rules] = await Promise.all(
    ['docs/operations.md', 'infra/config.ts', 'infra/house-rules.ts'].map((path) =>
      readFile(join(root, path), 'utf8'),
    ),
  );
  const [, section = ''] = manual?.split('## What a deployment may choose') ?? [];
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual([...CONTEXT_VALUES]);
  const unread = CONTEXT_VALUES.filter(
    (name) => !new RegExp(`(text|wholeNumber|read|arn)\\('${name}'`).test(`${config}${rules}`),
  );
  expect(unread).toEqual([]);
});
