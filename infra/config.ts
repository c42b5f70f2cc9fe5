// What a deployment may choose, as CDK context (`-c stage=prod -c portalHost=…`), checked in one place.
import { join } from 'node:path';
import type { Node } from 'constructs';
import { originOf } from '../shared/embedding.ts';
import { type HouseRules, readHouseRules } from './house-rules.ts';

/** Every value, as docs/operations.md tells them. */
export const CONTEXT_VALUES = [
  'stage',
  'region',
  'firstTime',
  'portalHost',
  'consoleHost',
  'certificateArn',
  'hostedZone',
  'gatewayLogs',
  'xray',
  'alarms',
  'alarmEmail',
  'budget',
  'mailFrom',
  'embedOrigins',
  'securityContact',
  'kmsKey',
  'permissionsBoundary',
  'webAcl',
  'logDays',
  'tags',
  'reserved',
  'secretTurn',
  'dataKeyTurn',
  'restoredTable',
  'build',
] as const;
type ContextValue = (typeof CONTEXT_VALUES)[number];

export interface Config extends HouseRules {
  /** `dev` may be thrown away; any other stage keeps its data when the stack is deleted. */
  readonly stage: string;
  readonly region: string;
  readonly hosts?: {
    readonly portal: string;
    readonly console: string;
    /** ARN of a certificate in us-east-1 for both names: CloudFront takes no other. Made here when it is absent. */
    readonly certificate?: string;
  };
  /** Nothing is protected from removal yet, so that a first deployment that fails leaves nothing in the way. */
  readonly firstTime: boolean;
  /** Whom to tell of a weakness, as an address of a page or of mail. */
  readonly securityContact?: string;
  /** Traces of every invocation, at the price of X-Ray. */
  readonly xray: boolean;
  /**
   * Gives API Gateway its role for logs. It is one setting for an account and region, so a stack takes it only when
   * asked; where nothing has set it yet, API Gateway refuses the WebSocket stage without it.
   */
  readonly gatewayLogs: boolean;
  /** The next number makes another secret between CloudFront and the APIs; the one before is still taken. */
  readonly secretTurn: number;
  /** The next number makes another key for what is sealed in the table; those of before still open what they sealed. */
  readonly dataKeyTurn: number;
  /** Alarms and a dashboard; every stage but `dev` has them unless told otherwise: an alarm costs $0.10 a month. */
  readonly alarms: boolean;
  /** Who is told of alarms; without it the topic is there for others to subscribe to. */
  readonly alarmEmail?: string;
  /** Who mail is from; without it none is sent. */
  readonly mailFrom?: string;
  /** US dollars a month beyond which `alarmEmail` is told. */
  readonly budget?: number;
  /** A table restored from a backup, to work on in place of the stack's own, which stays as it is. */
  readonly restoredTable?: string;
  /** Pages that may show the chat in a frame, for every issuer, beside those that administrators name. */
  readonly embedOrigins: readonly string[];
  /** The folder with the bundles and the sites. */
  readonly build: string;
}

/** @throws with a line that says which value is missing or wrong. */
export const readConfig = (node: Node): Config => {
  const text = (name: ContextValue): string | undefined => {
    const value: unknown = node.tryGetContext(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const wholeNumber = (name: ContextValue): number | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    if (!/^[1-9]\d{0,5}$/.test(given)) throw new Error(`${name} "${given}" must be a whole number from 1`);
    return Number(given);
  };
  const stage = text('stage') ?? 'dev';
  if (!/^[a-z][a-z0-9]{0,15}$/.test(stage))
    throw new Error(`stage "${stage}" must be 1 to 16 lower-case letters and digits`);
  const region = text('region') ?? 'eu-west-1';
  const house = readHouseRules(text, region);
  const mailFrom = text('mailFrom')?.toLowerCase();
  if (mailFrom && !/^[\w.+-]+@[a-z\d-]+(\.[a-z\d-]+)+$/.test(mailFrom))
    throw new Error(`mailFrom "${mailFrom}" must be an e-mail address and nothing else`);
  const email = text('alarmEmail');
  const restoredTable = text('restoredTable');
  const budget = wholeNumber('budget');
  if (budget && !email) throw new Error('budget needs an alarmEmail to tell');
  const embedOrigins = (text('embedOrigins') ?? '').split(',').filter((origin) => origin.trim() !== '');
  const noOrigin = embedOrigins.find((origin) => originOf(origin) === undefined);
  if (noOrigin)
    throw new Error(`embedOrigins has "${noOrigin}", which is no origin such as https://www.example.nl`);
  const securityContact = text('securityContact');
  if (securityContact && !/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(securityContact))
    throw new Error(`securityContact "${securityContact}" must begin with mailto: or https://`);
  const hosts = readHosts(text, house);
  return {
    ...house,
    stage,
    region,
    ...(hosts && { hosts }),
    firstTime: text('firstTime') === 'true',
    ...(securityContact && { securityContact }),
    xray: text('xray') === 'true',
    gatewayLogs: text('gatewayLogs') === 'true',
    secretTurn: wholeNumber('secretTurn') ?? 1,
    dataKeyTurn: wholeNumber('dataKeyTurn') ?? 1,
    alarms: text('alarms') === undefined ? stage !== 'dev' : text('alarms') === 'true',
    ...(email && { alarmEmail: email }),
    ...(mailFrom && { mailFrom }),
    ...(budget && { budget }),
    ...(restoredTable && { restoredTable }),
    embedOrigins: embedOrigins.flatMap((origin) => originOf(origin) ?? []),
    build: text('build') ?? join(import.meta.dirname, '../.build'),
  };
};

type Hosts = NonNullable<Config['hosts']>;

const readHosts = (
  text: (name: ContextValue) => string | undefined,
  { hostedZone }: HouseRules,
): Hosts | undefined => {
  const [portal, console, certificate] = [text('portalHost'), text('consoleHost'), text('certificateArn')];
  if (!portal && !console && !certificate && !hostedZone) return undefined;
  if (hostedZone && !(portal && console))
    throw new Error('hostedZone goes with portalHost and consoleHost: give all three');
  if (!portal || !console || !(certificate || hostedZone))
    throw new Error(
      'portalHost, consoleHost and certificateArn go together: give all three, hostedZone in place of the certificate, or none',
    );
  if (portal === console)
    throw new Error('portalHost and consoleHost must differ: each site has its own cookie');
  const stranger = [portal, console].find((host) => hostedZone && !host.endsWith(`.${hostedZone.name}`));
  if (stranger) throw new Error(`${stranger} is no name in the hosted zone ${hostedZone?.name}`);
  return { portal, console, ...(certificate && { certificate }) };
};
