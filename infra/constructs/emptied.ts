// Empties buckets before CloudFormation removes them, which it does to empty ones alone: a stage can be removed, and a first deployment that fails can be undone (S165).
import { CfnDeletionPolicy, CfnResource, CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment } from 'aws-cdk-lib/aws-s3-deployment';

/** Buckets that go with the stack; one that stays keeps what is in it. */
export const bucketsThatGo = (stack: Stack): readonly Bucket[] =>
  stack.node.findAll().filter((part): part is Bucket => {
    if (!(part instanceof Bucket)) return false;
    const resource = part.node.defaultChild;
    return resource instanceof CfnResource && resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE;
  });

/**
 * To be called when the stack has all its buckets. CloudFormation removes in the opposite order of making: first what
 * copies files into a bucket, then what is made here, which empties it as it goes, then the bucket.
 * @param emptier the function that runs at a deployment.
 */
export const emptyAtRemoval = (stack: Stack, emptier: LambdaFunction): void => {
  const buckets = bucketsThatGo(stack);
  const emptied = buckets.map((bucket) => {
    const role = emptier.role;
    role?.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    );
    role?.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects('*')] }),
    );
    return new CustomResource(bucket, 'Emptied', {
      resourceType: 'Custom::EmptiedBucket',
      serviceToken: emptier.functionArn,
      serviceTimeout: Duration.minutes(15),
      properties: { Bucket: bucket.bucketName },
    });
  });
  // Its rights go after it has used them.
  const policy = emptier.role?.node.tryFindChild('DefaultPolicy');
  if (policy) for (const each of emptied) each.node.addDependency(policy);
  for (const part of stack.node.findAll())
    if (part instanceof BucketDeployment) part.node.addDependency(...emptied);
};
