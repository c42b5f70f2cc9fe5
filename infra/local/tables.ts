// Makes the tables of the template on the engine, or finds them there from an earlier run. Independent of any item.
import * as v from 'valibot';
import type { CallEngine } from './engine-client.ts';
import { userError } from './user-error.ts';

const KeySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }));
const Indexes = v.optional(
  v.array(
    v.object({
      IndexName: v.string(),
      KeySchema,
      Projection: v.object({
        ProjectionType: v.optional(v.string()),
        NonKeyAttributes: v.optional(v.array(v.string())),
      }),
    }),
  ),
  [],
);

/** The properties AWS::DynamoDB::Table and GlobalTable have in common. */
export const TableProperties = v.object({
  KeySchema,
  AttributeDefinitions: v.array(v.object({ AttributeName: v.string(), AttributeType: v.string() })),
  GlobalSecondaryIndexes: Indexes,
  LocalSecondaryIndexes: Indexes,
  StreamSpecification: v.optional(v.object({ StreamViewType: v.string() })),
  TimeToLiveSpecification: v.optional(v.object({ AttributeName: v.string(), Enabled: v.boolean() })),
});

const Described = v.object({
  Table: v.object({ KeySchema, GlobalSecondaryIndexes: Indexes, LocalSecondaryIndexes: Indexes }),
});

/** @throws a userError when the table is there with other keys: its data fits another template. */
export const ensureTable = async (call: CallEngine, name: string, properties: unknown): Promise<void> => {
  const wanted = v.parse(TableProperties, properties);
  const found = await describe(call, name);
  if (found) {
    if (shapeOf(found.Table) === shapeOf(wanted)) return;
    throw userError(
      `The data of the last run has other keys or indexes than the template (${name}); start once with --fresh.`,
    );
  }
  await call('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: wanted.KeySchema,
    AttributeDefinitions: wanted.AttributeDefinitions,
    ...(wanted.GlobalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes,
    }),
    ...(wanted.LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: wanted.LocalSecondaryIndexes }),
    ...(wanted.StreamSpecification && {
      StreamSpecification: { StreamEnabled: true, ...wanted.StreamSpecification },
    }),
  });
  if (wanted.TimeToLiveSpecification) {
    await call('UpdateTimeToLive', {
      TableName: name,
      TimeToLiveSpecification: wanted.TimeToLiveSpecification,
    });
  }
};

const describe = async (call: CallEngine, name: string) => {
  try {
    return v.parse(Described, await call('DescribeTable', { TableName: name }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

type Shape = Pick<
  v.InferOutput<typeof TableProperties>,
  'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'
>;

const shapeOf = ({
  KeySchema: keys,
  GlobalSecondaryIndexes: global,
  LocalSecondaryIndexes: local,
}: Shape) => {
  const indexes = [...global, ...local].map((index) => [
    index.IndexName,
    index.KeySchema,
    index.Projection.ProjectionType,
  ]);
  return JSON.stringify([keys, indexes.sort()]);
};
