// Lambda entry: the chat on other companies' pages, with the document of its frame.
import type { Context as LambdaContext } from 'aws-lambda';
import { askOutside } from '../adapters/ask-outside.ts';
import { createCloseConnections } from '../adapters/close-connections.ts';
import { createContext } from '../adapters/context.ts';
import { createDeliver, createPost } from '../adapters/deliver.ts';
import { createPublish } from '../adapters/publish.ts';
import { createKeySets } from '../auth/key-sets.ts';
import { createBuckets } from '../auth/rate-limit.ts';
import { TOKENS_OF_ISSUER, TOKENS_OF_PERSON } from '../domain/rate-limit.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import type { Request } from '../pipeline/http-message.ts';
import { createDocument } from '../routes/embed/document.ts';
import { createEmbedRoutes } from '../routes/embed/index.ts';

const context = { ...createContext(), publish: createPublish() };
const showDocument = createDocument(context);
const answer = createHttpHandler(
  createEmbedRoutes({
    deliver: createDeliver(createPost()),
    closeConnections: createCloseConnections(),
    keySets: createKeySets(askOutside, context.now),
    persons: createBuckets(TOKENS_OF_PERSON),
    issuers: createBuckets(TOKENS_OF_ISSUER),
  }),
  context,
);

export const handler = (event: Request, lambda: LambdaContext) =>
  event.routeKey === 'GET /embed' ? showDocument(event) : answer(event, lambda);
