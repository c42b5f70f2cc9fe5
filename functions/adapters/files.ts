// The bucket of made files: is it there, put it there, and a link to it that works for a while. Independent of any chat.
import {
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { env } from './env.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

export interface NewFile {
  readonly key: string;
  readonly body: Uint8Array;
  /** As in `application/pdf`. */
  readonly type: string;
}

export interface LinkOptions {
  readonly key: string;
  /** The name a browser saves it under; letters, digits, dots and dashes. */
  readonly fileName: string;
  readonly seconds: number;
}

export interface Files {
  /** When a file was put there, in milliseconds since 1970; `undefined` when there is none. */
  madeAt(key: string): Promise<number | undefined>;
  put(file: NewFile): Promise<void>;
  /** @throws when it is not there. */
  get(key: string): Promise<Uint8Array>;
  /** A link that saves the file; whoever has it may, so it is made only for whoever may and works `seconds` long. */
  link(options: LinkOptions): Promise<string>;
}

export const createFiles = ({ client = createClient(), bucket = env('TRANSCRIPTS_BUCKET') } = {}): Files => ({
  async madeAt(key) {
    try {
      const { LastModified: madeAt } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return madeAt?.getTime();
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  },

  async put({ key, body, type }) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }));
  },

  async get(key) {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!body) throw new Error('a file has no body');
    return body.transformToByteArray();
  },

  link: ({ key, fileName, seconds }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseCacheControl: 'private, no-store',
      }),
      { expiresIn: seconds },
    ),
});

/** A browser follows the link: it has no use for the SDK's own checksum parameters in it. */
const createClient = () =>
  new S3Client({ responseChecksumValidation: 'WHEN_REQUIRED', ...within(TIME_LIMITS.files) });
