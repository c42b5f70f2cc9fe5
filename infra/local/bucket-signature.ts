// Mends how s3rver checks signed requests to a bucket as a whole: AWS's own SDK signs the path with a slash behind the bucket. Independent of any bucket.
import v4 from '@20minutes/s3rver/lib/signature/v4.js';

const getStringToSign = v4.getStringToSign;

/** From then on listing a bucket and deleting several objects are checked as S3 checks them. */
export const mendBucketSignature = (): void => {
  v4.getStringToSign = (request, signature) => {
    const isBucket = /^\/[^/]+$/.test(request.uri);
    return getStringToSign(isBucket ? { ...request, uri: `${request.uri}/` } : request, signature);
  };
};
