// The one table, on demand: nothing of it is billed by the hour.
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { ownKey } from './own-key.ts';
import { isKept, removalOf } from './removal.ts';

const key = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * Its access patterns stand at the top of functions/store/keys.ts.
 * @returns the table to work on: the stack's own, or a restored one that has its keys and index.
 */
export const createTable = (scope: Construct, config: Config): ITable => {
  const own = createOwn(scope, config);
  return config.restoredTable ? Table.fromTableName(scope, 'Restored', config.restoredTable) : own;
};

const createOwn = (scope: Construct, config: Config): Table => {
  const encryptionKey = ownKey(scope, config);
  const table = new Table(scope, 'Table', {
    partitionKey: key('pk'),
    sortKey: key('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: isKept(config),
    removalPolicy: removalOf(config),
    ...(encryptionKey && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
  });
  // Sparse: an item is in it while it has these keys. Keys only, so no change but of the keys costs a write here.
  table.addGlobalSecondaryIndex({
    indexName: 'lists',
    partitionKey: key('gpk'),
    sortKey: key('gsk'),
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
};
