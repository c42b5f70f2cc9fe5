// The few calls the local cloud itself makes to the engine: make the table, look at it. Signs nothing; the engine does not check.
import * as v from 'valibot';
import { userError } from './user-error.ts';

const Refusal = v.object({
  __type: v.optional(v.string(), ''),
  message: v.optional(v.string()),
  Message: v.optional(v.string()),
});

export type CallEngine = (operation: string, input: unknown) => Promise<unknown>;

/** @throws with the engine's own words; an error's name is DynamoDB's. */
export const createEngineClient =
  (endpoint: string): CallEngine =>
  async (operation, input) => {
    const answer = await fetch(`${endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
      },
      body: JSON.stringify(input),
    }).catch(() => {
      throw userError(`No DynamoDB engine answers at ${endpoint}.`);
    });
    const said: unknown = await answer.json();
    if (answer.ok) return said;
    const refusal = v.parse(Refusal, said);
    const name = refusal.__type.split('#').at(-1) ?? '';
    throw Object.assign(new Error(`${operation}: ${refusal.message ?? refusal.Message ?? name}`), { name });
  };
