// The bucket of what people send: a link to put one file there, its bytes, what was made of them, and links to that. Independent of any chat.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { FILE_LINK_SECONDS } from '../../shared/rules.ts';
import { env, scansFiles } from './env.ts';
import type { NewFile } from './files.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

/** What the bytes of an upload are called until they were looked into: nothing that a browser would show. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** Time to choose, to lose the connection and to begin again; once begun a PUT may take longer. */
const UPLOAD_SECONDS = 15 * 60;

/** clean: nothing was found. infected: something was. unscanned: it cannot be scanned. Nothing: it is not scanned yet. */
export type Scan = 'clean' | 'infected' | 'unscanned' | undefined;

export interface Uploads {
  /** Takes one PUT of exactly so many bytes to exactly this place. */
  uploadLink(key: string, size: number): Promise<string>;
  /** @returns nothing when it is not there, or not of this size. */
  read(key: string, size: number): Promise<Uint8Array | undefined>;
  put(file: NewFile): Promise<void>;
  remove(key: string): Promise<void>;
  /** @param name what it is saved as; nothing for what is shown. */
  link(key: string, type: string, name?: string): Promise<string>;
  /** Whether everything is scanned here. */
  readonly scans: boolean;
  scanned(key: string): Promise<Scan>;
}

/** What GuardDuty says of an object by this tag. */
const TAG = 'GuardDutyMalwareScanStatus';

export const createUploads = ({
  client = createClient(),
  bucket = env('FILES_BUCKET'),
  scans = scansFiles(),
} = {}): Uploads => ({
  scans,

  uploadLink: (key, size) =>
    getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: size, ContentType: UNKNOWN_TYPE }),
      {
        expiresIn: UPLOAD_SECONDS,
        signableHeaders: new Set(['content-length', 'content-type', 'host']),
      },
    ),

  async read(key, size) {
    try {
      const { Body: body, ContentLength: length } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key }),
      );
      if (!body || length !== size) return undefined;
      return await body.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  async put({ key, body, type }) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }));
  },

  async remove(key) {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  },

  link: (key, type, name) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: type,
        ResponseContentDisposition: name === undefined ? 'inline' : toDisposition(name),
        ResponseCacheControl: 'private, no-store',
      }),
      { expiresIn: FILE_LINK_SECONDS },
    ),

  async scanned(key) {
    const { TagSet: tags = [] } = await client.send(
      new GetObjectTaggingCommand({ Bucket: bucket, Key: key }),
    );
    switch (tags.find((tag) => tag.Key === TAG)?.Value) {
      case undefined:
        return undefined;
      case 'NO_THREATS_FOUND':
        return 'clean';
      case 'THREATS_FOUND':
        return 'infected';
      default:
        return 'unscanned';
    }
  },
});

/** RFC 6266: as it is for whoever reads UTF-8, and in ASCII for whoever does not. */
const toDisposition = (name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};

/** A browser puts and gets by these links: it adds none of the SDK's own checksums. */
const createClient = () =>
  new S3Client({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...within(TIME_LIMITS.files),
  });
