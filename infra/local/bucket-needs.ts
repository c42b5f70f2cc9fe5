// What a request to S3 needs of a role. Independent of any bucket of the product.
import type { Need } from './access.ts';

export interface BucketRequest {
  readonly method: string;
  /** `/bucket/key`, decoded. */
  readonly path: string;
  /** Names in the query. */
  readonly query: readonly string[];
}

const actionsByMethod: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

/** @returns undefined for a request of which the local cloud does not know what it needs. */
export const needsOfRequest = ({ method, path, query }: BucketRequest): readonly Need[] | undefined => {
  const [, bucket = '', ...rest] = path.split('/');
  const key = rest.join('/');
  const need = (action: string, resource: string) => [{ action: `s3:${action}`, resource }];
  const arn = `arn:aws:s3:::${bucket}`;
  if (key === '') return method === 'GET' || method === 'HEAD' ? need('ListBucket', arn) : undefined;
  if (query.includes('tagging'))
    return need(method === 'GET' ? 'GetObjectTagging' : 'PutObjectTagging', `${arn}/${key}`);
  // Parts of a large upload: PutObject covers them.
  const isUpload = query.includes('uploads') || query.includes('uploadId');
  const action = isUpload && method === 'POST' ? 'PutObject' : actionsByMethod[method];
  return action ? need(action, `${arn}/${key}`) : undefined;
};

/** Without the right to list, S3 does not say that something is not there: 403 in place of 404. */
export const needOfKnowing = (path: string): Need => ({
  action: 's3:ListBucket',
  resource: `arn:aws:s3:::${path.split('/')[1] ?? ''}`,
});
