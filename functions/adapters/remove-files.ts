// Removing made files from the bucket, by the folder they are in. Independent of any chat.
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { env } from './env.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

/** Removes every file whose name begins with `prefix`. */
export type RemoveFiles = (prefix: string) => Promise<void>;

/** Files of one round: a folder hardly ever has more. */
const AT_ONCE = 50;

export const createRemoveFiles =
  ({
    client = new S3Client(within(TIME_LIMITS.files)),
    bucket = env('TRANSCRIPTS_BUCKET'),
  } = {}): RemoveFiles =>
  async (prefix) => {
    for (let more = true; more; ) {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: AT_ONCE }),
      );
      await Promise.all(
        (page.Contents ?? []).map(({ Key }) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))),
      );
      more = page.IsTruncated === true;
    }
  };
