// A small product of throw-away bundles in a temporary folder, so that the local cloud is tested without the product.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../infra/local/cloud.ts';
import { aTemplate, type FixtureOptions } from './fixture-template.ts';

export const ECHO =
  'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

/** In a bundle: one call to DynamoDB, signed as the SDK would, by `call(operation, input)`. */
export const CALL_DYNAMODB = `const call = async (operation, input) => {
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.' + operation,
      'x-amz-date': '20260101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x',
    },
    body: JSON.stringify({ TableName: process.env.TABLE_NAME, ...input }),
  });
  return answer.json();
};`;

export interface Fixture {
  readonly template: unknown;
  /** The folder with the assets. */
  readonly assets: string;
  remove(): Promise<void>;
}

export const writeFixture = async (options: FixtureOptions = {}): Promise<Fixture> => {
  const assets = await mkdtemp(join(tmpdir(), 'local-cloud-test-'));
  const files = [
    ...Object.entries(options.functions ?? {}).map(
      ([id, source]) => [`asset.${id}/index.mjs`, source] as const,
    ),
    ...Object.entries({ 'index.html': '<!doctype html>', ...options.site }).map(
      ([path, text]) => [`asset.site/${path}`, text] as const,
    ),
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(join(assets, path)), { recursive: true });
    await writeFile(join(assets, path), text);
  }
  return { template: aTemplate(options), assets, remove: () => rm(assets, { recursive: true, force: true }) };
};

export interface TestCloud extends LocalCloud {
  /** What the functions and the cloud said. */
  readonly lines: readonly string[];
}

/** A cloud on free ports; `stop` removes everything. */
export const startTestCloud = async (
  options: FixtureOptions = {},
  more: Partial<LocalCloudOptions> = {},
): Promise<TestCloud> => {
  const { template, assets, remove } = await writeFixture(options);
  const lines: string[] = [];
  const cloud = await startLocalCloud({ template, assets, log: (line) => lines.push(line), ...more }).catch(
    async (error) => {
      await remove();
      throw error;
    },
  );
  return {
    ...cloud,
    lines,
    async stop() {
      await cloud.stop();
      await remove();
    },
  };
};
