// Lambda entry that CloudFormation calls during a deployment: makes the secret by which the APIs know CloudFront. Knows no request of a person.
import { createHmac, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { log } from './platform/log.ts';

const Request = v.object({
  RequestType: v.picklist(['Create', 'Update', 'Delete']),
  ResponseURL: v.pipe(v.string(), v.url()),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  PhysicalResourceId: v.optional(v.string()),
  ResourceProperties: v.object({ Turn: v.pipe(v.string(), v.transform(Number), v.integer()) }),
});

/**
 * 256 random bits at the first deployment, which CloudFormation keeps as the name of the resource; the secret of a turn
 * follows from it, so that a rollback finds the secret of before again.
 */
const newRoot = () => randomBytes(32).toString('base64url');

const secretOf = (root: string, turn: number): string =>
  createHmac('sha256', root).update(`x-origin-secret ${turn}`).digest('base64url');

export const handler = async (event: unknown): Promise<void> => {
  const request = v.parse(Request, event);
  const { PhysicalResourceId: root = newRoot(), ResourceProperties, RequestType } = request;
  const { Turn: turn } = ResourceProperties;
  // The neighbours too: CloudFront takes minutes to change, forwards as well as back.
  const accepted = [turn - 1, turn, turn + 1].map((each) => secretOf(root, each));
  const answer = await fetch(request.ResponseURL, {
    method: 'PUT',
    // The link to answer by is signed without a content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({
      Status: 'SUCCESS',
      PhysicalResourceId: root,
      StackId: request.StackId,
      RequestId: request.RequestId,
      LogicalResourceId: request.LogicalResourceId,
      NoEcho: true,
      ...(RequestType !== 'Delete' && {
        Data: { Current: secretOf(root, turn), Accepted: accepted.join(',') },
      }),
    }),
  });
  log('INFO', 'origin secret made', { count: turn });
  if (!answer.ok) throw new Error('CloudFormation did not take the answer');
};
