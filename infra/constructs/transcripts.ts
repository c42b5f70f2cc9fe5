// The bucket of what is made of chats: PDFs and exports, made on request, linked for minutes, gone within two days (S3 rounds a day up to midnight UTC); and the search index, which stays until it is replaced.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { bucketEncryption } from './own-key.ts';

/** Nothing in it is the only copy: the index is made anew of the table. So it goes with the stack whatever the stage, emptied by emptied.ts. */
export const createTranscripts = (scope: Construct, config: Config): Bucket =>
  new Bucket(scope, 'Transcripts', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    ...bucketEncryption(scope, config),
    enforceSSL: true,
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      { prefix: 'transcripts/', expiration: Duration.days(1) },
      { prefix: 'exports/', expiration: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.DESTROY,
  });
