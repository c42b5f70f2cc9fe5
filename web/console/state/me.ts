// Who is signed in here and what that person may, kept true while the page is open: rights can be given and taken meanwhile. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from '../../../shared/session.ts';
import type { Connection } from '../../connection/types.ts';
import type { Answer } from '../../ui/api.ts';

export interface Me {
  readonly session: ReadonlySignal<Session>;
  /** Asks the server again. */
  refresh(): Promise<void>;
}

export interface MeDeps {
  readonly session: Session;
  readonly connection: Connection;
  ask(): Promise<Answer<Session>>;
}

export const createMe = ({ session: first, connection, ask }: MeDeps): Me => {
  const session = signal(first);
  const refresh = async () => {
    const answer = await ask();
    if ('ok' in answer) session.value = answer.ok;
  };
  let isFirst = true;
  // The server closes the connections of whoever may do something else from now on.
  connection.onConnected(() => {
    if (!isFirst) void refresh();
    isFirst = false;
  });
  return { session, refresh };
};
