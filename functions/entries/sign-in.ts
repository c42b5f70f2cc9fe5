// Lambda entry: signing in with a company's own provider. Called over HTTP, and by the product's own bus for a session that is to be renewed.
import type { EventBridgeEvent, Context as LambdaContext } from 'aws-lambda';
import { askOutside } from '../adapters/ask-outside.ts';
import { createCloseConnections } from '../adapters/close-connections.ts';
import { createContext } from '../adapters/context.ts';
import { createDeliver, createPost } from '../adapters/deliver.ts';
import { fetchOutside } from '../adapters/outside-fetch.ts';
import { createPublish } from '../adapters/publish.ts';
import { createDeploymentSecrets } from '../adapters/secrets.ts';
import { createKeySets } from '../auth/key-sets.ts';
import { createOpenId } from '../auth/open-id.ts';
import { createBuckets } from '../auth/rate-limit.ts';
import { LOGOUTS } from '../domain/rate-limit.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import type { Request, Response } from '../pipeline/http-message.ts';
import { createSignInRoutes } from '../routes/sign-in/index.ts';
import { renewOf } from '../workflows/renew.ts';

const context = { ...createContext(), publish: createPublish() };
const { now } = context;
const keySets = createKeySets(askOutside, now);
const means = {
  deliver: createDeliver(createPost()),
  closeConnections: createCloseConnections(),
  secrets: createDeploymentSecrets(),
  openId: createOpenId({ fetch: fetchOutside, keySets, now }),
  logouts: createBuckets(LOGOUTS),
};
const answer = createHttpHandler(createSignInRoutes(means), context);

type Called = Request | EventBridgeEvent<string, unknown>;

export const handler = async (event: Called, lambda: LambdaContext): Promise<Response | undefined> => {
  if ('routeKey' in event) return answer(event, lambda);
  await renewOf({ ...context, ...means }, event.detail);
  return undefined;
};
