// The settings a deployment gives its functions; see `environment` in infra/constructs/functions.ts.

export type EnvName =
  | 'TABLE_NAME'
  | 'CONNECTIONS_URL'
  | 'TRANSCRIPTS_BUCKET'
  | 'FILES_BUCKET'
  | 'FILES_HOST'
  | 'EVENT_BUS'
  | 'ORIGIN_SECRETS'
  | 'METRICS_NAMESPACE'
  | 'DATA_KEYS'
  | 'DATA_KEY_TURN'
  | 'TELLER'
  | 'MAIL_FROM'
  | 'MAIL_SET'
  | 'PORTAL_HOST'
  | 'CONSOLE_HOST'
  | 'EMBED_ORIGINS'
  /** Lambda's own. */
  | 'AWS_REGION';

/** @throws when the deployment left it out: that is a bug in the template, not a state to handle. */
export const env = (name: EnvName): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

/** Whether this deployment has files scanned for malware (`-c scanFiles=true`). */
export const scansFiles = (): boolean => process.env.SCAN_FILES === 'true';

/** Whether this deployment sends mail (`-c mailFrom=`). */
export const sendsMail = (): boolean => Boolean(process.env.MAIL_FROM);
