// How a limit is shown to bite, and which limits are those of a table or of a whole account.
import { expect } from 'vitest';
import type { LimitName } from '../../../infra/local/limits.ts';
import type { TestSocket } from '../../support/socket.ts';

export interface Bite {
  readonly it: string;
  run(): Promise<void>;
}

export type TableLimit = Extract<
  LimitName,
  `table${string}` | `index${string}` | 'leastKey' | 'inOperands' | 'batchGetItems'
>;

export type AccountLimit = Extract<LimitName, 'newSockets' | 'concurrency'>;

/** Whether a message after it is answered: the socket took it. */
export const takes = async (socket: TestSocket): Promise<void> => {
  socket.send({ action: 'ask', n: 1 });
  expect(await socket.next()).toMatchObject({ n: 1 });
  socket.close();
};
