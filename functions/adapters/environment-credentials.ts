// Credentials as Lambda gives them: in the environment. The build puts this in place of the SDK's chain of providers (files, SSO, instance metadata), which is a third of every bundle and is never used there.

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Has the name and shape of the export it replaces in `@aws-sdk/credential-provider-node`. */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment');
  return { accessKeyId, secretAccessKey, sessionToken: AWS_SESSION_TOKEN };
};
