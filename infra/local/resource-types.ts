// Every resource type of the template: what Ref and its attributes give, and whether there is anything to run here. Runs nothing itself.
import { createHash } from 'node:crypto';
import type { Pseudo, ResourceText, ResourceValues } from './template.ts';
import { userError } from './user-error.ts';

interface Names extends Pseudo {
  readonly id: string;
  /** The physical name: the template's own, else one made of the stack and the logical id. */
  readonly name: string;
}
type Value = (names: Names) => string;

interface Kind {
  /** The property that may give the physical name. */
  readonly named?: string;
  readonly ref: Value;
  readonly attributes?: Readonly<Record<string, Value>>;
}

const arn =
  (service: string, path: Value): Value =>
  (names) =>
    `arn:aws:${service}:${names.region}:${names.account}:${path(names)}`;
const name: Value = (names) => names.name;
const shortId: Value = (names) => createHash('sha256').update(names.id).digest('hex').slice(0, 10);
const upperId: Value = (names) => `E${shortId(names).toUpperCase()}`;
const bucketName: Value = (names) => names.name.toLowerCase().slice(0, 63);
const tableArn = arn('dynamodb', (names) => `table/${names.name}`);
const executeApi: Value = (names) => `${shortId(names)}.execute-api.${names.region}.amazonaws.com`;
const selfArn = (service: string) => ({ Arn: arn(service, name) });

const table: Kind = { named: 'TableName', ref: name, attributes: { Arn: tableArn } };
const plainId: Kind = { ref: shortId };

/** The types that the local cloud runs. */
const running = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    named: 'BucketName',
    ref: bucketName,
    attributes: {
      Arn: (names) => `arn:aws:s3:::${bucketName(names)}`,
      DomainName: (names) => `${bucketName(names)}.s3.amazonaws.com`,
      RegionalDomainName: (names) => `${bucketName(names)}.s3.${names.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': plainId,
  'AWS::Lambda::Function': {
    named: 'FunctionName',
    ref: name,
    attributes: { Arn: arn('lambda', (names) => `function:${names.name}`) },
  },
  'AWS::Lambda::EventInvokeConfig': plainId,
  'AWS::ApiGatewayV2::Api': {
    ref: shortId,
    attributes: {
      ApiId: shortId,
      ApiEndpoint: (names) => `https://${executeApi(names)}`,
    },
  },
  'AWS::ApiGatewayV2::Authorizer': { ref: shortId, attributes: { AuthorizerId: shortId } },
  'AWS::ApiGatewayV2::Integration': { ref: shortId, attributes: { IntegrationId: shortId } },
  'AWS::ApiGatewayV2::Route': { ref: shortId, attributes: { RouteId: shortId } },
  'AWS::ApiGatewayV2::RouteResponse': plainId,
  'AWS::ApiGatewayV2::Stage': { named: 'StageName', ref: name },
  'AWS::Events::EventBus': {
    named: 'Name',
    ref: name,
    attributes: { Arn: arn('events', (names) => `event-bus/${names.name}`), Name: name },
  },
  'AWS::Events::Rule': {
    named: 'Name',
    ref: name,
    attributes: { Arn: arn('events', (names) => `rule/${names.name}`) },
  },
  'AWS::SES::ConfigurationSet': { named: 'Name', ref: name },
  'AWS::SES::ConfigurationSetEventDestination': plainId,
  'AWS::CloudFront::Distribution': {
    ref: upperId,
    attributes: {
      Id: upperId,
      DomainName: (names) => `d${shortId(names)}.cloudfront.net`,
    },
  },
  'AWS::CloudFront::Function': {
    named: 'Name',
    ref: (names) => `arn:aws:cloudfront::${names.account}:function/${names.name}`,
    attributes: { FunctionARN: (names) => `arn:aws:cloudfront::${names.account}:function/${names.name}` },
  },
  'AWS::CloudFront::ResponseHeadersPolicy': { ref: shortId, attributes: { Id: shortId } },
  'AWS::CloudFront::OriginRequestPolicy': { ref: shortId, attributes: { Id: shortId } },
  'AWS::CloudFront::CachePolicy': { ref: shortId, attributes: { Id: shortId } },
  // Made during a deployment by a function of the stack; here it is given, as functions have it in their environment.
  'Custom::OriginSecret': {
    ref: shortId,
    attributes: { Current: shortId, Accepted: (names) => `,${shortId(names)}` },
  },
  'Custom::DataKey': plainId,
  'Custom::CDKBucketDeployment': { ref: shortId, attributes: { DestinationBucketArn: name } },
} as const satisfies Record<string, Kind>;

/** The types that leave nothing to run on one machine, and why. */
const nothingToRun: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Deployment': 'the routes of the template are what is deployed',
  'AWS::Budgets::Budget': 'nothing is billed here',
  'AWS::CDK::Metadata': 'a note about the tool that wrote the template',
  'AWS::CertificateManager::Certificate': 'localhost is served over HTTP',
  'AWS::CloudFront::OriginAccessControl': 'the sites are read from the build, not from a bucket',
  'AWS::CloudWatch::Alarm': 'there are no metrics here',
  'AWS::CloudWatch::Dashboard': 'there are no metrics here',
  'AWS::IAM::ManagedPolicy': 'no function that runs here may have one; see roles.ts',
  'AWS::IAM::Policy': 'read with the role it belongs to; see roles.ts',
  'AWS::IAM::Role': 'read with the functions that have it; see roles.ts',
  'AWS::KMS::Alias': 'nothing is encrypted at rest here',
  'AWS::KMS::Key': 'nothing is encrypted at rest here',
  'AWS::Lambda::LayerVersion': 'belongs to a helper of the deployment',
  'AWS::Lambda::Permission': 'read once, at the start; see permissions.ts',
  'AWS::Logs::LogGroup': 'logs go to the terminal',
  'AWS::Logs::MetricFilter': 'there are no metrics here',
  'AWS::Route53::RecordSet': 'localhost needs no name',
  'AWS::SNS::Subscription': 'alarms have no one to tell here',
  'AWS::SNS::Topic': 'alarms have no one to tell here',
  'AWS::SNS::TopicPolicy': 'alarms have no one to tell here',
  'AWS::SQS::Queue': 'events that failed for good are in the log',
  'AWS::SQS::QueuePolicy': 'permissions are checked by AWS only',
  'AWS::WAFv2::WebACL': 'filtering is done by AWS only',
  'Custom::EmptiedBucket': 'a helper of the deployment: it empties a bucket before its removal',
  'Custom::CrossRegionExportReader': 'localhost needs no certificate',
  'Custom::S3AutoDeleteObjects': 'a helper of the deployment: it empties a bucket before its removal',
};

export type RunningType = keyof typeof running;
const isRunning = (type: string): type is RunningType => Object.hasOwn(running, type);

/** @throws a userError that names the first type the local cloud does not know. */
export const refuseUnknownTypes = (resources: readonly ResourceText[]): void => {
  const unknown = resources.find(({ type }) => !isRunning(type) && !Object.hasOwn(nothingToRun, type));
  if (!unknown) return;
  throw userError(
    `The template has a ${unknown.type} (${unknown.id}), which the local cloud does not know; see infra/local/resource-types.ts.`,
  );
};

/** @param resolve works out a name that is itself an intrinsic. */
export const createResourceValues = (
  pseudo: Pseudo,
  resolve: (value: unknown) => unknown,
): ResourceValues => {
  const namesOf = ({ id, properties }: ResourceText, kind: Kind): Names => {
    const own = kind.named && resolve(properties[kind.named]);
    return { ...pseudo, id, name: typeof own === 'string' ? own : `${pseudo.stack}-${id}` };
  };
  return {
    ref(resource) {
      if (!isRunning(resource.type)) return `${pseudo.stack}-${resource.id}`;
      const kind: Kind = running[resource.type];
      return kind.ref(namesOf(resource, kind));
    },
    attribute(resource, wanted) {
      if (!isRunning(resource.type))
        return selfArn('local').Arn({ ...pseudo, id: resource.id, name: `${resource.id}/${wanted}` });
      const kind: Kind = running[resource.type];
      return kind.attributes?.[wanted]?.(namesOf(resource, kind));
    },
  };
};
