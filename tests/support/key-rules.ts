// What DynamoDB asks of keys and this machine's engine lets pass: heard of every command, as it was sent.
import * as v from 'valibot';
import type { CapacityMeter } from './capacity.ts';

/** Bytes; service quotas of DynamoDB, "Partition keys and sort keys": those of an index as well. */
const MOST = { pk: 2048, sk: 1024, gpk: 2048, gsk: 1024 } as const;

const Text = v.object({ S: v.string() });
const Named = v.record(v.string(), v.unknown());
type Named = v.InferOutput<typeof Named>;
const Command = v.object({
  Item: v.optional(Named),
  Key: v.optional(Named),
  KeyConditionExpression: v.optional(v.string()),
  ExpressionAttributeValues: v.optional(Named),
  TransactItems: v.optional(
    v.array(
      v.object({
        Put: v.optional(v.object({ Item: Named })),
        Update: v.optional(v.object({ Key: Named })),
        Delete: v.optional(v.object({ Key: Named })),
        ConditionCheck: v.optional(v.object({ Key: Named })),
      }),
    ),
    [],
  ),
});

/** @returns every command so far with a key that AWS would refuse, in words. */
export const watchKeys = (capacity: CapacityMeter): (() => readonly string[]) => {
  const refused: string[] = [];
  capacity.onCall(({ name, input }) => {
    const command = v.parse(Command, input);
    const items = command.TransactItems.flatMap(
      ({ Put, Update, Delete, ConditionCheck }): (Named | undefined)[] => [
        Put?.Item,
        Update?.Key,
        Delete?.Key,
        ConditionCheck?.Key,
      ],
    );
    for (const item of [command.Item, command.Key, ...items])
      if (item) refused.push(...faultsOf(item).map((fault) => `${name}: ${fault}`));
    if (command.KeyConditionExpression)
      refused.push(
        ...rangeFaults(command.ExpressionAttributeValues ?? {}).map((fault) => `${name}: ${fault}`),
      );
  });
  return () => refused;
};

const faultsOf = (item: Named): string[] =>
  Object.entries(MOST).flatMap(([name, most]) => {
    const value = v.safeParse(Text, item[name]);
    return value.success ? sizeFault(name, value.output.S, most) : [];
  });

const rangeFaults = (values: Named): string[] => {
  const [from, to] = [':from', ':to'].map((name) => {
    const value = v.safeParse(Text, values[name]);
    return value.success ? value.output.S : undefined;
  });
  const isUpsideDown =
    from !== undefined && to !== undefined && Buffer.compare(Buffer.from(from), Buffer.from(to)) > 0;
  return [
    ...(from === undefined ? [] : sizeFault('from', from, MOST.sk)),
    ...(to === undefined ? [] : sizeFault('to', to, MOST.sk)),
    ...(isUpsideDown ? ['the range is upside down'] : []),
  ];
};

const sizeFault = (name: string, text: string, most: number): string[] => {
  if (text === '') return [`${name} is empty`];
  const bytes = Buffer.byteLength(text);
  return bytes > most ? [`${name} has ${bytes} bytes`] : [];
};
