// Lambda entry: who may sign in and what they may.
import { createPeopleActions } from './http/people-routes.ts';
import { createContext } from './platform/context.ts';
import { createDeliver, createPost } from './platform/deliver.ts';
import { createHangUp } from './platform/hang-up.ts';
import { createHttpHandler } from './platform/http.ts';
import { createPublish } from './platform/publish.ts';

export const handler = createHttpHandler(
  createPeopleActions({ deliver: createDeliver(createPost()), hangUp: createHangUp() }),
  { ...createContext(), publish: createPublish() },
);
