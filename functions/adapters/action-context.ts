// The context of every action on the socket. Independent of any action.
import { type ActionContext, createContext } from './context.ts';
import { createDeliver, createPost, type Post } from './deliver.ts';
import { createHandOver } from './hand-over.ts';

export const createActionContext = (post: Post = createPost()): ActionContext => ({
  ...createContext(),
  deliver: createDeliver(post),
  handOver: createHandOver(),
});
