// The bucket of what people send (S131-S135): private, written to by links for one file each, and the only copy of what is in it.
import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { bucketEncryption } from './own-key.ts';
import { removalOf } from './removal.ts';

export const createUploads = (scope: Construct, config: Config): Bucket =>
  new Bucket(scope, 'Uploads', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    ...bucketEncryption(scope, config),
    enforceSSL: true,
    cors: [
      {
        // What opens it is the signed link, not the page: CloudFront's own names are not known here.
        allowedOrigins: config.hosts
          ? [`https://${config.hosts.portal}`, `https://${config.hosts.console}`]
          : ['*'],
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
    removalPolicy: removalOf(config),
  });
