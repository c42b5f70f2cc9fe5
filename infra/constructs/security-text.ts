// Whom to tell of a weakness, as RFC 9116 has it, on both sites (S164).
import { type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Config } from '../config.ts';

/** Where it has to be. */
export const SECURITY_TEXT = '.well-known/security.txt';

/** @param now of the deployment: a file that is older than a year tells nothing any more. */
export const securityTextOf = (contact: string, now: Date): string =>
  [
    `Contact: ${contact}`,
    // The first of a month: deployments of one month have the same file.
    `Expires: ${new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth(), 1)).toISOString()}`,
    'Preferred-Languages: nl, en',
    '',
  ].join('\n');

/** @returns nothing where a deployment names nobody. */
export const securityTextFile = ({ securityContact }: Config, now = new Date()): readonly ISource[] =>
  securityContact ? [Source.data(SECURITY_TEXT, securityTextOf(securityContact, now))] : [];
