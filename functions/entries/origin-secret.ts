// Lambda entry that CloudFormation calls during a deployment: makes the secret by which the APIs know CloudFront. Independent of people's requests.
import { createHmac, randomBytes } from 'node:crypto';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { log } from '../adapters/log.ts';
import { TIME_LIMITS, within } from '../adapters/time-limits.ts';

const Request = v.object({
  RequestType: v.picklist(['Create', 'Update', 'Delete']),
  ResponseURL: v.pipe(v.string(), v.url()),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  PhysicalResourceId: v.optional(v.string()),
  ResourceProperties: v.object({
    Turn: v.pipe(v.string(), v.transform(Number), v.integer()),
    /** The name of the parameter that keeps the root. */
    Parameter: v.optional(v.string()),
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

/** Says nothing: whoever may look at a stack reads the names of its resources. */
const ID = 'origin-secret';

const secretOf = (root: string, turn: number): string =>
  createHmac('sha256', root).update(`x-origin-secret ${turn}`).digest('base64url');

/** The neighbours too: CloudFront takes minutes to change, forwards as well as back. */
const aroundTurn = (root: string, turn: number): string[] =>
  [turn - 1, turn, turn + 1].map((each) => secretOf(root, each));

const ssm = new SSMClient(within(TIME_LIMITS.parameters));

/** @returns what is kept under the name: this, unless there is something already. */
const keep = async (Name: string, made: Kept): Promise<Kept> => {
  try {
    await ssm.send(
      new PutParameterCommand({ Name, Value: JSON.stringify(made), Type: 'SecureString', Overwrite: false }),
    );
    return made;
  } catch (error) {
    if (!(error instanceof ParameterAlreadyExists)) throw error;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return v.parse(v.pipe(v.string(), v.parseJson(), Kept), Parameter?.Value);
  }
};

const forget = async (Name: string): Promise<void> => {
  try {
    await ssm.send(new DeleteParameterCommand({ Name }));
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
  }
};

/** What the stack gets of it, masked. */
const carryOut = async ({ RequestType, PhysicalResourceId: id = ID, ResourceProperties }: Request) => {
  const { Turn: turn, Parameter: name } = ResourceProperties;
  if (RequestType === 'Delete') {
    // Under another name goes what a release before this one made: it kept nothing, and what replaced it stays.
    if (id === ID && name !== undefined) await forget(name);
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

export const handler = async (event: unknown): Promise<void> => {
  const request = v.parse(Request, event);
  const tell = async (more: Readonly<Record<string, unknown>>) => {
    const { StackId, RequestId, LogicalResourceId } = request;
    const answer = await fetch(request.ResponseURL, {
      method: 'PUT',
      // The link to answer by is signed without a content type.
      headers: { 'content-type': '' },
      body: JSON.stringify({
        PhysicalResourceId: ID,
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
    const Data = await carryOut(request);
    // What is deleted keeps the name it goes by.
    const name = request.RequestType === 'Delete' ? { PhysicalResourceId: request.PhysicalResourceId } : {};
    await tell({ Status: 'SUCCESS', ...name, ...(Data && { Data }) });
    log('INFO', 'origin secret made', { count: request.ResourceProperties.Turn });
  } catch (error) {
    log('ERROR', 'origin secret failed', { error });
    await tell({
      Status: 'FAILED',
      PhysicalResourceId: request.PhysicalResourceId ?? ID,
      Reason: 'see the log of this function',
    });
  }
};
