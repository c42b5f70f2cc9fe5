// Lambda entry: the second step of signing in, and one's own second factors. In a function of its own: what checks passkeys is larger than all the rest.
import { createCloseConnections } from '../adapters/close-connections.ts';
import { createContext } from '../adapters/context.ts';
import { createDeliver, createPost } from '../adapters/deliver.ts';
import { createPublish } from '../adapters/publish.ts';
import { createDeploymentSecrets } from '../adapters/secrets.ts';
import { createHttpHandler } from '../pipeline/http.ts';
import { createFactorsRoutes } from '../routes/factors/index.ts';

export const handler = createHttpHandler(
  createFactorsRoutes(
    { deliver: createDeliver(createPost()), closeConnections: createCloseConnections() },
    createDeploymentSecrets(),
  ),
  { ...createContext(), publish: createPublish() },
);
