// The rules of cdk-nag over the whole app, and why some findings stay. One without a reason here fails the synthesis.
import { type App, CfnResource, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { type Config, readConfig } from './config.ts';
import { bucketsThatGo } from './constructs/emptied.ts';
import type { FunctionName } from './constructs/function-names.ts';
import { functionId, specs } from './constructs/functions.ts';

interface Accepted {
  /** The construct, by its path in the stack, and all that is in it. */
  readonly at: readonly string[];
  /** One finding each: cdk-nag takes no part of a name for the whole. */
  readonly findings: readonly string[];
  readonly reason: string;
}

/** CDK's own function that copies the files of the sites: its code, runtime and role come with the library. */
const COPIER = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';
const entries = Object.entries(specs) as [FunctionName, (typeof specs)[FunctionName]][];
const functions = [...entries.map(([name]) => functionId(name)), 'OriginSecret'];
const roles = functions.map((name) => `${name}Role`);

const posting = entries.filter(([, { posts }]) => posts).map(([name]) => `${functionId(name)}Role`);

const closing = entries.filter(([, { closes }]) => closes).map(([name]) => `${functionId(name)}Role`);

const wildcards = (...parts: string[]) => parts.map((part) => `AwsSolutions-IAM5[${part}]`);

export const acceptedIn = (
  stack: Stack,
  { xray, gatewayLogs, hosts, alarms, alarmEmail, mailFrom, webAcl }: Config,
): readonly Accepted[] => {
  const logicalId = (...path: string[]): string => {
    const resource = find(stack, path).node.defaultChild;
    if (!(resource instanceof CfnResource)) throw new Error(`${path.join('/')} is no resource`);
    return String(stack.resolve(resource.logicalId));
  };
  const account = '<AWS::AccountId>';
  const connections = `arn:<AWS::Partition>:execute-api:${stack.region}:${account}:<${logicalId('SocketApi')}>`;
  const accepted = [
    {
      at: ['SocketApi'],
      findings: ['AwsSolutions-APIG4'],
      reason:
        'API Gateway authorizes a WebSocket at $connect only; its context goes with every later message.',
    },
    {
      at: ['HttpApi'],
      findings: ['AwsSolutions-APIG4'],
      reason:
        'Sessions are cookies in the table: the functions check session, role and origin of every route.',
    },
    {
      at: posting,
      findings: wildcards(`Resource::${connections}/ws/POST/@connections/*`),
      reason: 'Connection ids are not known before they exist; it is POST alone, to this API alone.',
    },
    {
      at: closing,
      findings: wildcards(`Resource::${connections}/ws/DELETE/@connections/*`),
      reason:
        'Connection ids are not known before they exist; it closes those of people who may no longer be there.',
    },
    {
      at: [
        'OriginSecretRole',
        ...entries.filter(([, { secrets }]) => secrets).map(([name]) => `${functionId(name)}Role`),
      ],
      findings: wildcards(
        `Resource::arn:<AWS::Partition>:ssm:${stack.region}:${account}:parameter/${stack.stackName}/data-key/*`,
      ),
      reason: 'One key for each turn: those of before still open what they sealed.',
    },
    {
      at: ['OriginSecretRole'],
      findings: bucketsThatGo(stack).flatMap((bucket) =>
        wildcards(`Resource::<${String(stack.resolve(Object(bucket.node.defaultChild).logicalId))}.Arn>/*`),
      ),
      reason: 'CloudFormation removes empty buckets alone: all that is in them goes first.',
    },
    {
      at: ['PrivacyRole', 'TranscriptRole', 'SweepRole'],
      findings: wildcards(`Resource::<${logicalId('Transcripts')}.Arn>/transcripts/*`),
      reason: 'One PDF per chat and language: the names are not known before they exist.',
    },
    {
      at: ['PrivacyRole', 'SweepRole'],
      findings: wildcards(`Resource::<${logicalId('Transcripts')}.Arn>/exports/*`),
      reason: 'One ZIP per export: the names are not known before they exist.',
    },
    {
      at: ['OfficeRole', 'PrivacyRole', 'SweepRole'],
      findings: wildcards(`Resource::<${logicalId('Transcripts')}.Arn>/search/*`),
      reason: 'A segment of the search index has a name of its own, which is not known before it exists.',
    },
    {
      at: ['PrivacyRole', 'TranscriptRole', 'SweepRole'],
      findings: ['in', 'files'].flatMap((folder) =>
        wildcards(`Resource::<${logicalId('Uploads')}.Arn>/${folder}/*`),
      ),
      reason: 'A file that somebody sends has a name of its own, which is not known before it exists.',
    },
    {
      at: ['Uploads'],
      findings: ['AwsSolutions-S1'],
      reason: 'Who read which file is known where its link is made; a log would only gather people.',
    },
    {
      at: ['Transcripts', 'Portal/Bucket', 'Console/Bucket'],
      findings: ['AwsSolutions-S1'],
      reason:
        'PDFs are linked for minutes and gone within two days, segments are read by functions alone; the sites are public files. A log would only gather people.',
    },
    {
      at: ['Portal/Distribution', 'Console/Distribution'],
      findings: ['AwsSolutions-CFR3'],
      reason: 'What matters passes the APIs, which log it without addresses; the rest are public files.',
    },
    !hosts && {
      at: ['Portal/Distribution', 'Console/Distribution'],
      findings: ['AwsSolutions-CFR4'],
      reason: "CloudFront's own certificate takes no minimum version; with host names given it is TLS 1.2.",
    },
    {
      at: ['Portal/Distribution', 'Console/Distribution'],
      findings: ['AwsSolutions-CFR1'],
      reason: 'No country is to be kept out.',
    },
    webAcl === undefined && {
      at: ['Portal/Distribution', 'Console/Distribution'],
      findings: ['AwsSolutions-CFR2'],
      reason:
        'WAF is billed by the month, so it is a choice of the deployment (-c webAcl=…); login is throttled by the product.',
    },
    !xray && {
      at: functions,
      findings: ['Serverless-LambdaTracing'],
      reason: 'Traces are a choice of the deployment (-c xray=true): they cost more than the data of a chat.',
    },
    xray && {
      at: roles,
      findings: wildcards('Resource::*'),
      reason: 'X-Ray knows no resources to name: its two actions take only the star.',
    },
    {
      at: functions,
      findings: ['Serverless-LambdaDLQ'],
      reason:
        'Somebody waits for the answer, so nothing is queued; a sweep that fails is made good by the next, and what was not told by the next refresh of each console and by the sweep.',
    },
    {
      at: ['SweepRule'],
      findings: ['Serverless-EventBusDLQ'],
      reason: 'A sweep reads all minutes since the last one that ended well: a lost event loses nothing.',
    },
    {
      at: ['RenewalDue'],
      findings: ['Serverless-EventBusDLQ'],
      reason:
        'A session that is to be renewed is called for again by the sweep, each minute until it was taken up.',
    },
    {
      at: ['SignIn'],
      findings: ['Serverless-LambdaAsyncFailureDestination'],
      reason: 'A renewal that fails is in its log, and due again ten minutes later.',
    },
    {
      at: ['Sweep'],
      findings: ['Serverless-LambdaAsyncFailureDestination'],
      reason: 'A sweep that fails is in its log, and made good by the next.',
    },
    mailFrom !== undefined &&
      !xray && {
        at: ['Mail'],
        findings: ['Serverless-LambdaTracing'],
        reason: 'Traces are a choice of the deployment (-c xray=true), for the function that mails as well.',
      },
    mailFrom !== undefined &&
      xray && {
        at: ['MailRole'],
        findings: wildcards('Resource::*'),
        reason: 'X-Ray knows no resources to name, for the function that mails as well.',
      },
    mailFrom !== undefined && {
      at: ['Mail'],
      findings: ['Serverless-LambdaDLQ', 'Serverless-LambdaAsyncFailureDestination'],
      reason: 'A mail waits in the table until it is sent: the sweep calls again each minute.',
    },
    mailFrom !== undefined && {
      at: ['MailDue', 'MailFeedback'],
      findings: ['Serverless-EventBusDLQ'],
      reason:
        'A mail that waits is called for again by the sweep; an address that bounces does so with the next mail.',
    },
    {
      at: ['Tell'],
      findings: ['Serverless-LambdaAsyncFailureDestination'],
      reason:
        'What three tries did not tell, consoles find when they refresh, and waiting pages are told by the sweep.',
    },
    {
      at: [COPIER],
      findings: [
        'AwsSolutions-L1',
        'Serverless-LambdaLatestVersion',
        'Serverless-LambdaDLQ',
        'Serverless-LambdaTracing',
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
        ...wildcards(
          'Action::s3:GetObject*',
          'Action::s3:GetBucket*',
          'Action::s3:List*',
          'Action::s3:DeleteObject*',
          'Action::s3:Abort*',
          'Resource::*',
          `Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${account}-${stack.region}/*`,
          `Resource::<${logicalId('Portal', 'Bucket')}.Arn>/*`,
          `Resource::<${logicalId('Console', 'Bucket')}.Arn>/*`,
        ),
      ],
      reason: 'The CDK library owns this function, which runs during a deployment and never for a user.',
    },
    alarms &&
      alarmEmail !== undefined && {
        at: ['Alarms/Topic'],
        findings: ['Serverless-SNSRedrivePolicy'],
        reason: 'It tells people by e-mail, which SNS tries again by itself; the alarm stays in CloudWatch.',
      },
    gatewayLogs && {
      at: ['GatewayLogsRole'],
      findings: [
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      ],
      reason: 'The role is for every API of the account, with the policy AWS names for it.',
    },
  ];
  return accepted.filter((entry) => entry !== false);
};

/** Every reason as a row of Markdown: where, which rules, why. What `npm run synth` prints and docs/security.md keeps. */
export const reasonsOf = (accepted: readonly Accepted[]): string[] =>
  accepted.map(({ at, findings, reason }) => {
    const rules = new Set(findings.map((finding) => finding.replace(/\[.*$/, '')));
    const places = at.map((place) => (place === COPIER ? 'copying of the sites' : place));
    return `| ${places.join(', ')} | ${[...rules].join(', ')} | ${reason} |`;
  });

export const inspect = (app: App, stack: Stack): void => {
  for (const { at, findings, reason } of acceptedIn(stack, readConfig(app.node))) {
    for (const path of at) {
      Validations.of(find(stack, path.split('/'))).acknowledge(...findings.map((id) => ({ id, reason })));
    }
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
};

const find = (stack: Stack, path: readonly string[]): IConstruct => {
  const found = path.reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), stack);
  if (!found) throw new Error(`the stack has no ${path.join('/')}`);
  return found;
};
