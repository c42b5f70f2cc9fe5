// What a company asks of everything in its AWS account, read out of the values of a deployment. Independent of the stack.
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type FunctionName, functionNames } from './constructs/function-names.ts';

export interface HouseRules {
  /** The company's own key for the table, the files, the logs, the events and what functions have in their environment. */
  readonly kmsKey?: string;
  /** What no role of the stack may go beyond. */
  readonly permissionsBoundary?: string;
  /** A web ACL in front of both sites. */
  readonly webAcl?: string;
  readonly logDays: RetentionDays;
  /** On everything, beside the product's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** Where the sites' names are written. */
  readonly hostedZone?: { readonly id: string; readonly name: string };
  /** How many of each function may always run at once, and no more than that. */
  readonly reserved: Readonly<Partial<Record<FunctionName, number>>>;
}

export type HouseRule = keyof HouseRules;
type Read = (name: HouseRule) => string | undefined;

const KMS_KEY = /^arn:aws[\w-]*:kms:([\w-]+):\d{12}:key\/(?:mrk-)?[\da-f-]{32,36}$/;
const BOUNDARY = /^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;
const WEB_ACL = /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/;
const ZONE = /^(Z[A-Z0-9]{1,31})\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/;

const DAYS = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days < RetentionDays.INFINITE,
);

/** The product's own tags, by which its budget counts. */
const OWN_TAGS: readonly string[] = ['product', 'stage'];
/** AWS takes 50 of a resource; CloudFormation and the product have some of their own. */
const MOST_TAGS = 40;
const TAG = /^[\p{L}\p{N} _.:/=+@-]+$/u;

/** @throws with a line that says which value is wrong, and what it must be. */
export const readHouseRules = (read: Read, region: string): HouseRules => {
  const arn = (name: HouseRule, pattern: RegExp, must: string) => {
    const given = read(name);
    if (given !== undefined && !pattern.test(given)) throw new Error(`${name} "${given}" must be ${must}`);
    return given;
  };
  const kmsKey = arn('kmsKey', KMS_KEY, `the ARN of a KMS key in ${region}, not of an alias`);
  const of = KMS_KEY.exec(kmsKey ?? '')?.[1];
  if (of !== undefined && of !== region) throw new Error(`kmsKey is in ${of}, the stack in ${region}`);
  const permissionsBoundary = arn('permissionsBoundary', BOUNDARY, 'the ARN of an IAM policy');
  const webAcl = arn('webAcl', WEB_ACL, 'the ARN of a web ACL for CloudFront, which is in us-east-1');
  const hostedZone = readZone(read('hostedZone'));
  return {
    ...(kmsKey && { kmsKey }),
    ...(permissionsBoundary && { permissionsBoundary }),
    ...(webAcl && { webAcl }),
    logDays: readDays(read('logDays')),
    tags: readTags(read('tags')),
    ...(hostedZone && { hostedZone }),
    reserved: readReserved(read('reserved')),
  };
};

const readDays = (given: string | undefined): RetentionDays => {
  if (given === undefined) return RetentionDays.ONE_MONTH;
  const found = DAYS.find((days) => String(days) === given);
  if (found === undefined)
    throw new Error(`logDays "${given}" must be one that CloudWatch knows: ${DAYS.join(', ')}`);
  return found;
};

const readZone = (given: string | undefined): HouseRules['hostedZone'] => {
  if (given === undefined) return undefined;
  const [, id, name] = ZONE.exec(given) ?? [];
  if (!id || !name)
    throw new Error(
      `hostedZone "${given}" must be the zone's id and its name, such as Z0123456789ABC/example.nl`,
    );
  return { id, name };
};

/** @returns what stands at both sides of each `=`, in the order given. */
const readPairs = (name: HouseRule, given: string, example: string): [string, string][] =>
  given.split(',').map((pair) => {
    const [key = '', value = '', ...more] = pair.split('=').map((part) => part.trim());
    if (key === '' || value === '' || more.length > 0)
      throw new Error(`${name} has "${pair}", which is no ${example}`);
    return [key, value];
  });

const readTags = (given: string | undefined): Readonly<Record<string, string>> => {
  if (given === undefined) return {};
  const pairs = readPairs('tags', given, 'key=value such as cost-centre=123');
  for (const [key, value] of pairs) {
    if (OWN_TAGS.includes(key)) throw new Error(`tags has "${key}", which is the product's own`);
    if (
      key.toLowerCase().startsWith('aws:') ||
      key.length > 128 ||
      value.length > 256 ||
      !TAG.test(key + value)
    )
      throw new Error(`tags has "${key}=${value}", which AWS takes for no tag`);
  }
  const tags = Object.fromEntries(pairs);
  if (Object.keys(tags).length < pairs.length) throw new Error('tags has one key twice');
  if (pairs.length > MOST_TAGS) throw new Error(`tags has ${pairs.length} of them, ${MOST_TAGS} at most`);
  return tags;
};

const isFunction = (name: string): name is FunctionName => functionNames.some((known) => known === name);

const readReserved = (given: string | undefined): HouseRules['reserved'] => {
  if (given === undefined) return {};
  const reserved: Partial<Record<FunctionName, number>> = {};
  for (const [name, number] of readPairs('reserved', given, 'function=number such as conversation=100')) {
    if (!isFunction(name))
      throw new Error(`reserved has "${name}", which is none of ${functionNames.join(', ')}`);
    if (!/^[1-9]\d{0,4}$/.test(number))
      throw new Error(`reserved has "${name}=${number}", which is no whole number from 1`);
    reserved[name] = Number(number);
  }
  return reserved;
};
