// The objects of a site's bucket, read from the folders its deployments name. Independent of any page.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import * as v from 'valibot';
import { type Header, headerOf, type Request, type Response } from './message.ts';
import { fits } from './wildcard.ts';

export const DeploymentProperties = v.object({
  SourceObjectKeys: v.array(v.string()),
  DestinationBucketName: v.string(),
  DestinationBucketKeyPrefix: v.optional(v.string(), ''),
  Exclude: v.optional(v.array(v.string()), []),
  Include: v.optional(v.array(v.string()), []),
  SystemMetadata: v.optional(v.record(v.string(), v.string()), {}),
});
export type Deployment = v.InferOutput<typeof DeploymentProperties>;

const Statement = v.object({
  Effect: v.string(),
  Action: v.union([v.string(), v.array(v.string())]),
  Principal: v.optional(v.unknown()),
});
export const BucketPolicyProperties = v.object({
  Bucket: v.string(),
  PolicyDocument: v.object({ Statement: v.array(Statement) }),
});
type BucketPolicy = v.InferOutput<typeof BucketPolicyProperties>;

const FromCloudFront = v.object({ Service: v.literal('cloudfront.amazonaws.com') });

/** Whether CloudFront may list the bucket: only then does S3 say that something is not there. */
const mayList = ({ PolicyDocument }: BucketPolicy): boolean =>
  PolicyDocument.Statement.some(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' && [Action].flat().includes('s3:ListBucket') && v.is(FromCloudFront, Principal),
  );

interface SiteFile {
  readonly etag: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export type SiteFiles = (request: Request) => Promise<Response>;

/** What `aws s3 sync`, which deploys the files, makes of an ending. */
const typesByEnding: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.mp3': 'audio/mpeg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'text/xml',
};

export interface SiteSource {
  /** Those of this bucket, as the policies are. */
  readonly deployments: readonly Deployment[];
  readonly policies: readonly BucketPolicy[];
  /** The folder of an asset, by its object key. */
  readonly folderOf: (objectKey: string) => string;
}

export const readSiteFiles = async ({ deployments, policies, folderOf }: SiteSource): Promise<SiteFiles> => {
  const missing = policies.some(mayList) ? failure(404, 'NoSuchKey') : failure(403, 'AccessDenied');
  const filesByKey = new Map<string, () => Promise<SiteFile>>();
  for (const deployment of deployments) {
    for (const objectKey of deployment.SourceObjectKeys) {
      const folder = folderOf(objectKey);
      for (const name of await listFiles(folder)) {
        if (!isWanted(name, deployment)) continue;
        const { 'content-type': type = typesByEnding[extname(name)] ?? 'binary/octet-stream', ...rest } =
          deployment.SystemMetadata;
        filesByKey.set(
          [deployment.DestinationBucketKeyPrefix, name].filter(Boolean).join('/'),
          once(async () => {
            const body = await readFile(join(folder, name));
            const etag = `"${createHash('md5').update(body).digest('hex')}"`;
            return { etag, body, headers: [['content-type', type], ...Object.entries(rest), ['etag', etag]] };
          }),
        );
      }
    }
  }
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return failure(405, 'MethodNotAllowed');
    const read = filesByKey.get(decodeURIComponent(request.path.slice(1)));
    if (!read) return missing;
    const { etag, headers, body } = await read();
    const known = headerOf(request.headers, 'if-none-match')?.replaceAll('W/', '');
    if (known?.includes(etag)) return { status: 304, headers, body: Buffer.alloc(0) };
    return { status: 200, headers, body };
  };
};

/** An object of a bucket does not change; what a new deployment brings is read anew. */
const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let found: Promise<T> | undefined;
  return () => {
    found ??= read();
    return found;
  };
};

const listFiles = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
};

/** As `aws s3 sync --exclude … --include …`: the last that matches decides. */
const isWanted = (name: string, { Exclude, Include }: Deployment): boolean => {
  const matches = (pattern: string) => fits(pattern, name);
  if (Include.some(matches)) return true;
  return !Exclude.some(matches);
};

const failure = (status: number, code: string): Response => ({
  status,
  headers: [['content-type', 'application/xml']],
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
});
