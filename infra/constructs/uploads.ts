// The bucket of what people send (S131-S135): private, written to by links for one file each, and the only copy of what is in it.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

export const createUploads = (scope: Construct, { stage, hosts }: Config): Bucket =>
  new Bucket(scope, 'Uploads', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    cors: [
      {
        // What opens it is the signed link, not the page: CloudFront's own names are not known here.
        allowedOrigins: hosts ? [`https://${hosts.portal}`, `https://${hosts.console}`] : ['*'],
        allowedMethods: [HttpMethods.PUT],
        allowedHeaders: ['content-type'],
        maxAge: 3600,
      },
    ],
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      // The sweep takes away what was not sent within the hour; this is the net under it.
      { prefix: 'in/', expiration: Duration.days(1) },
    ],
    removalPolicy: stage === 'dev' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
