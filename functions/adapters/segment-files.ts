// The objects of the search index in the bucket: listed, read in parts, written and removed. Independent of what is in them.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { env } from './env.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

/** Reads one object: the bytes from the first up to, not including, the last. `undefined`: it is not there. */
export type ReadSegment = (name: string, bytes: readonly [number, number]) => Promise<Buffer | undefined>;

export interface SegmentFiles {
  /** Every name that begins with `prefix`. */
  list(prefix: string): Promise<string[]>;
  readonly read: ReadSegment;
  put(name: string, body: Buffer): Promise<void>;
  /** Nothing when it is not there. */
  remove(name: string): Promise<void>;
}

interface Options {
  readonly client?: S3Client;
  readonly bucket?: string;
}

export const createReadSegment =
  ({ client = createClient(), bucket = env('TRANSCRIPTS_BUCKET') }: Options = {}): ReadSegment =>
  async (name, [first, end]) => {
    try {
      const { Body: body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: name, Range: `bytes=${first}-${end - 1}` }),
      );
      return body && Buffer.from(await body.transformToByteArray());
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };

export const createSegmentFiles = ({
  client = createClient(),
  bucket = env('TRANSCRIPTS_BUCKET'),
}: Options = {}): SegmentFiles => ({
  async list(prefix) {
    const names: string[] = [];
    for (let token: string | undefined; ; ) {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
      );
      names.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      token = page.NextContinuationToken;
      if (!token) return names;
    }
  },
  read: createReadSegment({ client, bucket }),
  async put(name, body) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: body }));
  },
  async remove(name) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
  },
});

const createClient = () => new S3Client(within(TIME_LIMITS.files));
