// Asking for the desk: at every connection, again while that fails, and now and then to catch what no push told. No DOM.
import type { Refusal } from '../../../shared/errors.ts';
import type { ChatId, Sid } from '../../../shared/model.ts';
import { WINDOWS_MAX } from '../../../shared/rules.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { backOff } from '../../connection/retry.ts';
import type { Connection } from '../../connection/types.ts';
import type { DeskEvent, DeskState } from './state.ts';
import { isPassing } from './transient.ts';

/**
 * A push can go missing: the sender died between storing and telling, the gateway gave up on it, or an index was behind
 * when a snapshot was taken. So the desk is asked for again, at the latest after so many milliseconds, and later for a
 * long list, as the server reads each chat in it: at most about one read a second for each open console.
 */
const REFRESH_MS = 60_000;
const REFRESH_MS_PER_CHAT = 1_000;

export interface EnteringDeps {
  readonly connection: Connection;
  readonly sid: Sid;
  /** Chats this tab has a window of. */
  readonly windows: () => readonly ChatId[];
  readonly state: { readonly value: DeskState };
  readonly dispatch: (event: DeskEvent) => void;
  /** Told why the desk may not be opened; `undefined` when it may. */
  readonly onRefused: (refusal: Refusal | undefined) => void;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Runs something once after so many milliseconds; gives the way to call it off. */
  readonly after?: (ms: number, run: () => void) => () => void;
}

export interface Entering {
  /** Asks now, if there is a connection. */
  refresh(): void;
  close(): void;
}

export const enterDesk = (deps: EnteringDeps): Entering => {
  const { connection, sid, windows, state, dispatch, onRefused, random, after = afterTimeout } = deps;
  let stopTimer = () => {};
  let asked = 0;

  const enter = async (failures: number) => {
    const mine = ++asked;
    stopTimer();
    dispatch({ event: 'desk.asked' });
    const answer = await connection.call('desk.enter', {
      sid,
      speaks: SPEAKS,
      windows: windows().slice(0, WINDOWS_MAX),
    });
    // Asked again meanwhile, as after a reconnect: what was told since counts from then.
    if (mine !== asked) return;
    const refused = 'error' in answer && !isPassing(answer.error) ? answer.error : undefined;
    onRefused(refused);
    if ('ok' in answer) {
      dispatch({ event: 'desk.entered', snapshot: answer.ok });
      stopTimer = after(
        Math.max(REFRESH_MS, state.value.chats.size * REFRESH_MS_PER_CHAT) * (1 + random() / 4),
        refresh,
      );
      // Lost with its connection: the next one asks by itself.
    } else if (!refused && connection.status.value === 'online')
      stopTimer = after(backOff(failures, random()), () => void enter(failures + 1));
  };
  const refresh = () => {
    if (connection.status.value === 'online') void enter(1);
  };

  const stopConnectListener = connection.onConnected(() => void enter(1));
  return {
    refresh,
    close: () => {
      stopTimer();
      stopConnectListener();
    },
  };
};

const afterTimeout = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
