// The company's own key, when a deployment names one. Its policy is the company's: docs/operations.md says what it must allow.
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

const ID = 'OwnKey';

/** @returns undefined when AWS's own keys are to do. */
export const ownKey = (scope: Construct, { kmsKey }: Pick<Config, 'kmsKey'>): IKey | undefined => {
  if (!kmsKey) return undefined;
  const stack = Stack.of(scope);
  const found = stack.node.tryFindChild(ID);
  return found instanceof OwnKey ? found.key : new OwnKey(stack, ID, kmsKey).key;
};

/** One for the whole stack. */
class OwnKey extends Construct {
  readonly key: IKey;

  constructor(scope: Construct, id: string, arn: string) {
    super(scope, id);
    this.key = Key.fromKeyArn(this, 'Key', arn);
  }
}

/** How a bucket is encrypted; with one key for a bucket, S3 asks KMS once for many files. */
export const bucketEncryption = (scope: Construct, config: Config) => {
  const encryptionKey = ownKey(scope, config);
  return encryptionKey
    ? { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
    : { encryption: BucketEncryption.S3_MANAGED };
};

/** For what a function has in its environment. */
export const environmentKey = (scope: Construct, config: Config) => {
  const environmentEncryption = ownKey(scope, config);
  return environmentEncryption ? { environmentEncryption } : {};
};

/** What a role needs of the key: through the services that keep things under it, and not by itself. */
export const useOfKey = (scope: Construct, { kmsKey }: Config): PolicyStatement[] => {
  if (!kmsKey) return [];
  const { region, urlSuffix } = Stack.of(scope);
  return [
    new PolicyStatement({
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [kmsKey],
      conditions: {
        StringEquals: {
          'kms:ViaService': ['dynamodb', 's3', 'lambda'].map((each) => `${each}.${region}.${urlSuffix}`),
        },
      },
    }),
  ];
};
