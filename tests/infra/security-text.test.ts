// Whom to tell of a weakness: one file on both sites, of the contact a deployment names.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LOCAL_CONTEXT, synthesise } from '../../infra/app.ts';
import { SECURITY_TEXT, securityTextOf } from '../../infra/constructs/security-text.ts';
import { readSiteFiles } from '../../infra/local/site-files.ts';
import { aTemplate } from './support/template.ts';

let outdir: string;
beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'synth-'));
});
afterEach(() => rm(outdir, { recursive: true, force: true }));

it('has a contact, both languages, and is good for a year at most [S164]', () => {
  expect(securityTextOf('mailto:security@example.nl', new Date('2026-11-30T12:00:00Z'))).toBe(
    'Contact: mailto:security@example.nl\nExpires: 2027-11-01T00:00:00.000Z\nPreferred-Languages: nl, en\n',
  );
});

const Deployment = v.object({
  SourceObjectKeys: v.array(v.string()),
  Exclude: v.optional(v.array(v.string())),
});

it('is at its well-known place on both sites, and on none where nobody is named [S164]', async () => {
  synthesise({ outdir, context: LOCAL_CONTEXT });
  const folders = (await readdir(outdir)).filter((name) => name.startsWith('asset.'));
  const texts = await Promise.all(
    folders.map((folder) => readFile(join(outdir, folder, SECURITY_TEXT), 'utf8').catch(() => undefined)),
  );
  const own = folders.filter((_, at) => texts[at] !== undefined);
  expect(own).toHaveLength(1);
  const folderOf = (key: string) => join(outdir, `asset.${key.replace(/\.zip$/, '')}`);
  const pages = aTemplate({ ...LOCAL_CONTEXT })
    .resources.filter(({ Type, id }) => Type === 'Custom::CDKBucketDeployment' && /DeployPages/.test(id))
    .map(({ Properties }) => v.parse(Deployment, Properties));
  expect(pages).toHaveLength(2);
  for (const { SourceObjectKeys } of pages) {
    const key = SourceObjectKeys.find((each) => folderOf(each).endsWith(own[0] ?? '-')) ?? expect.fail();
    const deployment = {
      SourceObjectKeys: [key],
      DestinationBucketName: 'site',
      DestinationBucketKeyPrefix: '',
    };
    const files = await readSiteFiles({
      deployments: [{ ...deployment, Exclude: [], Include: [], SystemMetadata: {} }],
      policies: [],
      folderOf,
    });
    const answer = await files({
      method: 'GET',
      path: `/${SECURITY_TEXT}`,
      headers: [],
      query: '',
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
    });
    expect([answer.status, String(answer.body)]).toEqual([
      200,
      expect.stringContaining(`Contact: ${LOCAL_CONTEXT.securityContact}`),
    ]);
  }
  const none = aTemplate().resources.filter(({ Type }) => Type === 'Custom::CDKBucketDeployment');
  for (const { Properties } of none) expect(v.parse(Deployment, Properties).SourceObjectKeys).toHaveLength(1);
});
