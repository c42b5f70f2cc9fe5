// Lambda entry that CloudFormation calls during a deployment: makes the secret by which the APIs know CloudFront, and the key that seals what is secret in the table; empties the buckets that go with the stack. Independent of people's requests.
import { createHmac, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { log } from '../adapters/log.ts';
import { createKeepParameters, createReadParameter } from '../adapters/parameters.ts';
import { createRemoveFiles } from '../adapters/remove-files.ts';

const Request = v.object({
  RequestType: v.picklist(['Create', 'Update', 'Delete']),
  ResourceType: v.picklist(['Custom::OriginSecret', 'Custom::DataKey', 'Custom::EmptiedBucket']),
  ResponseURL: v.pipe(v.string(), v.url()),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  PhysicalResourceId: v.optional(v.string()),
  ResourceProperties: v.object({
    Turn: v.optional(v.pipe(v.string(), v.transform(Number), v.integer()), '0'),
    /** The name of the parameter that keeps the root; of a data key, what the names of all turns begin with. */
    Parameter: v.optional(v.string()),
    /** The bucket to empty. */
    Bucket: v.optional(v.string()),
  }),
});
type Request = v.InferOutput<typeof Request>;

/** What the parameter keeps: 256 random bits, from which the secret of each turn follows, so that a rollback finds the secret of before again. */
const Kept = v.object({
  root: v.string(),
  /** A root of before, which stood where others may read it: taken for the turn in which it was replaced, and no longer. */
  before: v.optional(v.object({ root: v.string(), turn: v.number() })),
});
type Kept = v.InferOutput<typeof Kept>;

/** Say nothing: whoever may look at a stack reads the names of its resources. */
const ID = 'origin-secret';
const ID_OF_DATA_KEY = 'data-key';

const secretOf = (root: string, turn: number): string =>
  createHmac('sha256', root).update(`x-origin-secret ${turn}`).digest('base64url');

/** The neighbours too: CloudFront takes minutes to change, forwards as well as back. */
const aroundTurn = (root: string, turn: number): string[] =>
  [turn - 1, turn, turn + 1].map((each) => secretOf(root, each));

const parameters = createKeepParameters();
const readParameter = createReadParameter();

/** @returns what is kept under the name: this, unless there is something already. */
const keep = async (name: string, made: Kept): Promise<Kept> =>
  (await parameters.keep(name, JSON.stringify(made)))
    ? made
    : v.parse(v.pipe(v.string(), v.parseJson(), Kept), await readParameter(name));

/** What the stack gets of the secret, masked. */
const makeOriginSecret = async ({
  RequestType,
  PhysicalResourceId: id = ID,
  ResourceProperties,
}: Request) => {
  const { Turn: turn, Parameter: name } = ResourceProperties;
  if (RequestType === 'Delete') {
    // Under another name goes what a release before this one made: it kept nothing, and what replaced it stays.
    if (id === ID && name !== undefined) await parameters.forget(name);
    return undefined;
  }
  if (name === undefined) throw new Error('no parameter to keep the root in');
  const { root, before } = await keep(name, {
    root: randomBytes(32).toString('base64url'),
    // The name of the resource was the root itself, in a release before this one; CloudFront still sends what follows from it.
    ...(id !== ID && { before: { root: id, turn } }),
  });
  const accepted = [
    ...aroundTurn(root, turn),
    ...(before?.turn === turn ? aroundTurn(before.root, turn) : []),
  ];
  return { Current: secretOf(root, turn), Accepted: accepted.join(',') };
};

/** Kept with the stack's table: a stage that is thrown away has few turns. */
const FORGOTTEN_TURNS = 20;

/**
 * The key of a turn is made once and never changed or read here: what was sealed with it opens as long as it is there.
 * Deleting is asked for only where the table goes too (infra/constructs/data-key.ts).
 */
const makeDataKey = async ({ RequestType, ResourceProperties }: Request): Promise<undefined> => {
  const { Turn: turn, Parameter: names } = ResourceProperties;
  if (names === undefined) throw new Error('no parameter to keep the key in');
  if (RequestType !== 'Delete') {
    await parameters.keep(`${names}/${turn}`, randomBytes(32).toString('base64url'));
    return;
  }
  for (let each = turn; each > Math.max(0, turn - FORGOTTEN_TURNS); each--)
    await parameters.forget(`${names}/${each}`);
};

/** Asked for as the bucket goes, and for nothing else: what is new or changed is left as it is. */
const emptyBucket = async ({ RequestType, ResourceProperties }: Request): Promise<undefined> => {
  const { Bucket: bucket } = ResourceProperties;
  if (bucket === undefined) throw new Error('no bucket to empty');
  if (RequestType === 'Delete') await createRemoveFiles({ bucket })('');
};

/** Names say nothing but of which bucket: whoever may look at a stack reads the names of its resources. */
const kinds = {
  'Custom::OriginSecret': { make: makeOriginSecret, idOf: () => ID, words: 'origin secret' },
  'Custom::DataKey': { make: makeDataKey, idOf: () => ID_OF_DATA_KEY, words: 'data key' },
  'Custom::EmptiedBucket': {
    make: emptyBucket,
    // Another bucket is another resource, so that the one before is emptied before it goes.
    idOf: ({ ResourceProperties }: Request) => `emptied ${ResourceProperties.Bucket ?? ''}`,
    words: 'emptied bucket',
  },
} as const;

export const handler = async (event: unknown): Promise<void> => {
  const request = v.parse(Request, event);
  const { make, idOf, words } = kinds[request.ResourceType];
  const id = idOf(request);
  const tell = async (more: Readonly<Record<string, unknown>>) => {
    const { StackId, RequestId, LogicalResourceId } = request;
    const answer = await fetch(request.ResponseURL, {
      method: 'PUT',
      // The link to answer by is signed without a content type.
      headers: { 'content-type': '' },
      body: JSON.stringify({
        PhysicalResourceId: id,
        StackId,
        RequestId,
        LogicalResourceId,
        NoEcho: true,
        ...more,
      }),
    });
    if (!answer.ok) throw new Error('CloudFormation did not take the answer');
  };
  try {
    const Data = await make(request);
    // What is deleted keeps the name it goes by.
    const name = request.RequestType === 'Delete' ? { PhysicalResourceId: request.PhysicalResourceId } : {};
    await tell({ Status: 'SUCCESS', ...name, ...(Data && { Data }) });
    log('INFO', `${words} made`, {
      count: request.ResourceProperties.Turn,
    });
  } catch (error) {
    log('ERROR', `${words} failed`, { error });
    await tell({
      Status: 'FAILED',
      PhysicalResourceId: request.PhysicalResourceId ?? id,
      Reason: 'see the log of this function',
    });
  }
};
