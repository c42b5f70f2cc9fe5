// Mends how s3rver checks signed requests where AWS's own SDK signs otherwise: a bucket as a whole, which has a slash behind it, and a query with marks that are encoded. Independent of any bucket.
import v4 from '@20minutes/s3rver/lib/signature/v4.js';

const getStringToSign = v4.getStringToSign;

/** What RFC 3986 keeps for itself, and `encodeURIComponent` leaves as it is. */
const encoded = (querystring: string): string =>
  querystring.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** From then on listing a bucket, deleting several objects and links with any file name are checked as S3 checks them. */
export const mendBucketSignature = (): void => {
  v4.getStringToSign = ({ uri, querystring, ...request }, signature) => {
    const path = /^\/[^/]+$/.test(uri) ? `${uri}/` : uri;
    return getStringToSign({ ...request, uri: path, querystring: encoded(querystring) }, signature);
  };
};
