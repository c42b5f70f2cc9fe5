// What is sealed opens for its own item alone, unchanged, under every key it may have been sealed with.
import { randomBytes } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createDeploymentSecrets, createSecrets } from '../../../functions/adapters/secrets.ts';

const keys = new Map(['1', '2'].map((turn) => [turn, randomBytes(32)]));
const asked: string[] = [];
const secretsOf = (turn: string) =>
  createSecrets(turn, async (wanted) => {
    asked.push(wanted);
    const key = keys.get(wanted);
    if (!key) throw new Error(`no key ${wanted}`);
    return key;
  });

const item = { pk: 'PROVIDER#console', sk: 'SECRET' };
const secrets = secretsOf('1');

test('[S125] any text comes back, and no two seals of it are the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (plain) => {
      const [one, other] = [await secrets.seal(item, plain), await secrets.seal(item, plain)];
      expect(one).not.toBe(other);
      expect(await secrets.open(item, one)).toBe(plain);
    }),
    { numRuns: 50 },
  );
});

test('[S125] what was sealed for another item, cut, changed anywhere or made up does not open', async () => {
  const sealed = await secrets.seal(item, 'hidden from whoever reads the table');
  expect(sealed).not.toContain('hidden');
  for (const other of [
    { ...item, pk: 'PROVIDER#portal' },
    { ...item, sk: 'SECRE' },
    { pk: 'PROVIDER#console","SECRET', sk: '' },
  ])
    await expect(secrets.open(other, sealed)).rejects.toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    const opened = await secrets.open(item, changed).catch(() => 'refused');
    // The last character of base64url has bits that mean nothing.
    if (at < sealed.length - 1) expect(opened, changed).toBe('refused');
    await expect(secrets.open(item, sealed.slice(0, at))).rejects.toThrow();
  }
  for (const madeUp of ['', 'v1.1.', 'v2.1.AAAA', `v1.0.${'A'.repeat(40)}`, 'plain text'])
    await expect(secrets.open(item, madeUp)).rejects.toThrow();
});

test('[S125] after a turn the new key seals, and what the old one sealed still opens while that key is kept', async () => {
  const before = await secrets.seal(item, 'of before');
  const next = secretsOf('2');
  expect(await next.open(item, before)).toBe('of before');
  const after = await next.seal(item, 'of after');
  expect(after).toMatch(/^v1\.2\./);
  // A function that still runs as it was deployed before the turn.
  expect(await secrets.open(item, after)).toBe('of after');
  // The turn it was sealed in cannot be passed off as another.
  await expect(next.open(item, after.replace('v1.2.', 'v1.1.'))).rejects.toThrow();
});

test('[S125] a key is read once, and again only when it could not be read', async () => {
  asked.length = 0;
  const own = secretsOf('1');
  const sealed = await Promise.all(Array.from({ length: 5 }, () => own.seal(item, 'x')));
  for (const each of sealed) await own.open(item, each);
  expect(asked).toEqual(['1']);
  const ahead = secretsOf('3');
  await expect(ahead.seal(item, 'x')).rejects.toThrow('no key 3');
  keys.set('3', randomBytes(32));
  expect(await ahead.open(item, await ahead.seal(item, 'x'))).toBe('x');
});

test('[S125] the keys of a deployment lie in the Parameter Store, one for each turn, and only whole ones are taken', async () => {
  vi.stubEnv('DATA_KEYS', '/OfficeHeartChat-test/data-key');
  vi.stubEnv('DATA_KEY_TURN', '2');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  const ssm = mockClient(SSMClient);
  try {
    ssm
      .on(GetParameterCommand, { Name: '/OfficeHeartChat-test/data-key/2', WithDecryption: true })
      .resolves({ Parameter: { Value: keys.get('2')?.toString('base64url') ?? '' } })
      .on(GetParameterCommand, { Name: '/OfficeHeartChat-test/data-key/1', WithDecryption: true })
      .resolves({ Parameter: { Value: 'short' } });
    const own = createDeploymentSecrets();
    expect(await secretsOf('2').open(item, await own.seal(item, 'x'))).toBe('x');
    await expect(own.open(item, await secrets.seal(item, 'x'))).rejects.toThrow('has not 256 bits');
    await own.seal(item, 'y');
    expect(ssm.calls()).toHaveLength(2);
  } finally {
    ssm.restore();
  }
});
