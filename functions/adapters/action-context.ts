// The context of every action on the socket. Knows no action.
import { type ActionContext, createContext } from './context.ts';
import { createDeliver, createPost } from './deliver.ts';

export const createActionContext = (): ActionContext => ({
  ...createContext(),
  deliver: createDeliver(createPost()),
});
