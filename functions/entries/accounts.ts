// Lambda entry: who may sign in and what they may.

import { createCloseConnections } from '../adapters/close-connections.ts';
import { createContext } from '../adapters/context.ts';
import { createDeliver, createPost } from '../adapters/deliver.ts';
import { sendsMail } from '../adapters/env.ts';
import { createHandOver } from '../adapters/hand-over.ts';
import { createPublish } from '../adapters/publish.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { createAccountsRoutes } from '../routes/accounts/index.ts';

export const handler = createHttpHandler(
  createAccountsRoutes(
    {
      deliver: createDeliver(createPost()),
      closeConnections: createCloseConnections(),
      handOver: createHandOver(),
    },
    sendsMail(),
  ),
  { ...createContext(), publish: createPublish() },
);
