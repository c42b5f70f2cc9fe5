// Resources that a function of the template makes during a deployment: invoked as CloudFormation does, which hears the outcome at an address of its own. Knows none of them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { Functions } from './functions.ts';
import { listen } from './listen.ts';
import { userError } from './user-error.ts';

export const CustomProperties = v.looseObject({ ServiceToken: v.string() });

export interface Custom {
  readonly logicalId: string;
  readonly type: string;
  readonly value: v.InferOutput<typeof CustomProperties>;
}

const Outcome = v.object({ LogicalResourceId: v.string(), Status: v.picklist(['SUCCESS', 'FAILED']) });

/** Makes them, one by one. @throws a userError for the first that could not be made. */
export const makeCustomResources = async (
  customs: readonly Custom[],
  invoke: Functions['invoke'],
): Promise<void> => {
  if (customs.length === 0) return;
  const outcomes = new Map<string, string>();
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const outcome = v.parse(v.pipe(v.string(), v.parseJson(), Outcome), await text(request));
    outcomes.set(outcome.LogicalResourceId, outcome.Status);
    response.end();
  };
  const listener = await listen({
    name: 'deployment',
    port: 0,
    onRequest: (request, response) => {
      hear(request, response).catch(() => response.destroy());
    },
  });
  try {
    for (const { logicalId, type, value } of customs) {
      await invoke(value.ServiceToken)({
        RequestType: 'Create',
        ResourceType: type,
        ResponseURL: `http://127.0.0.1:${listener.port}/`,
        StackId: 'local',
        RequestId: logicalId,
        LogicalResourceId: logicalId,
        ResourceProperties: value,
      });
      if (outcomes.get(logicalId) !== 'SUCCESS')
        throw userError(`The resource ${logicalId} could not be made; see the log of its function.`);
    }
  } finally {
    await listener.close();
  }
};
