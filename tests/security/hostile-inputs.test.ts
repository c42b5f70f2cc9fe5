// Every field of every action and route, one at a time, with what breaks careless servers: refused by name or done, and never a failure.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGroup } from '../../functions/store/accounts.ts';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { addCustomerAccount } from '../support/accounts.ts';
import { anyInput } from '../support/any-input.ts';
import { type Bucket, startBucket } from '../support/bucket.ts';
import { createDoors, type Knocked } from '../support/doors.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { toJson, type Variant, variantsOf } from '../support/hostile.ts';

let engine: Engine;
let bucket: Bucket;
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
  // More than a page, so that there is something before and behind every place.
  for (let count = 0; count < 30; count++) await addCustomerAccount(engine.db);
  await addGroup(engine.db, { id: 'group', name: 'Groep', permissions: [] });
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));

const inputOf = (schema: unknown, values: Readonly<Record<string, unknown>>) =>
  Object(anyInput(schema, { values, text: () => 'woord' })) as Record<string, unknown>;

/** What DynamoDB would refuse, this engine refuses as well (infra/local/limits.ts): that is a failure, too. */
const failing = async (
  variants: readonly Variant[],
  knock: (input: Variant['input']) => Promise<Knocked>,
) => {
  const faults: string[] = [];
  for (const { field, input } of variants) {
    const { error } = await knock(input);
    if (error?.code === 'internal') faults.push(`${field} ${toJson(input).slice(0, 200)}`);
  }
  return faults;
};

describe.each(Object.entries<ActionSpec>(actions))('%s', (name, { by, input }) => {
  it.each(by)('[A1] never fails, whatever %s sends', async (role) => {
    const doors = await createDoors(engine, bucket);
    const chats = 'chatId' in input.entries ? [doors.running, doors.ended] : [doors.running];
    for (const chatId of chats) {
      const variants = variantsOf(inputOf(input, doors.values(chatId)));
      expect(await failing(variants, (given) => doors.askAction(doors[role], name, given))).toEqual([]);
    }
  });
});

describe.each(Object.entries<RouteSpec>(routes))('%s', (name, { by, input }) => {
  it.each(by)('[A1] never fails, whatever %s sends', async (who) => {
    const doors = await createDoors(engine, bucket);
    const tab = who === 'anyone' ? undefined : doors[who];
    const textOnly = name.startsWith('GET ');
    const variants = variantsOf(inputOf(input, doors.values(doors.ended)), { textOnly });
    expect(await failing(variants, (given) => doors.askRoute(tab, name, given))).toEqual([]);
  });
});

/** Bytes; DynamoDB's quotas for keys, those of an index as well. An update may set one, which only its item shows. */
const KEY_BYTES = { pk: 2048, sk: 1024, gpk: 2048, gsk: 1024 } as const;

it('nothing of all that lies under a key that DynamoDB would not have taken', async () => {
  const items = (await engine.scan()) as Record<string, { S?: string } | undefined>[];
  expect(items.length).toBeGreaterThan(1000);
  const tooLong = items.flatMap((item) =>
    Object.entries(KEY_BYTES).flatMap(([name, most]) => {
      const key = item[name]?.S ?? '';
      return Buffer.byteLength(key) > most ? [`${name} ${key.slice(0, 40)}`] : [];
    }),
  );
  expect(tooLong).toEqual([]);
});
