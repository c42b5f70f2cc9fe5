// A group of the logs: kept as long as the deployment says, under its key when it has one, gone with the stack.
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { ownKey } from './own-key.ts';

/** @param logGroupName only where AWS writes to that name by itself. */
export const createLogGroup = (
  scope: Construct,
  id: string,
  config: Config,
  logGroupName?: string,
): LogGroup => {
  const encryptionKey = ownKey(scope, config);
  return new LogGroup(scope, id, {
    ...(logGroupName && { logGroupName }),
    ...(encryptionKey && { encryptionKey }),
    retention: config.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
};
