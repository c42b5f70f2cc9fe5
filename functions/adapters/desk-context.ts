// The context of the desk's actions and of the sweep. Apart, so that the conversation's bundle has no client of EventBridge.
import { createActionContext } from './action-context.ts';
import type { DeskContext } from './context.ts';
import type { Post } from './deliver.ts';
import { createPublish } from './publish.ts';

export const createDeskContext = (post?: Post): DeskContext => ({
  ...createActionContext(post),
  publish: createPublish(),
});
