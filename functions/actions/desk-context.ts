// The context of the desk's actions and of the sweep. Apart, so that the conversation's bundle has no client of EventBridge.
import { createPublish } from '../platform/publish.ts';
import type { DeskContext } from './action.ts';
import { createActionContext } from './run.ts';

export const createDeskContext = (): DeskContext => ({ ...createActionContext(), publish: createPublish() });
