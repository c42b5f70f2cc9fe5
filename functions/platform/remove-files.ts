// Removing made files from the bucket, by the folder they are in. Knows no chat.
import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { env } from './env.ts';

/** Removes every file whose name begins with `prefix`. */
export type RemoveFiles = (prefix: string) => Promise<void>;

export const createRemoveFiles =
  ({ client = new S3Client(), bucket = env('TRANSCRIPTS_BUCKET') } = {}): RemoveFiles =>
  async (prefix) => {
    // A page has at most 1,000 keys, and as many can be deleted at once.
    for (let more = true; more; ) {
      const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
      const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key ? [{ Key }] : []));
      if (keys.length === 0) return;
      const { Errors: errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }),
      );
      if (errors.length > 0) throw new Error(`${errors.length} files could not be removed`);
      more = page.IsTruncated === true;
    }
  };
