// Being on duty: the explicit choice, and the beat that keeps this agent reachable. No DOM, no chats.
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { AgentSummary } from '../../../shared/model.ts';
import { BEAT_MS } from '../../../shared/rules.ts';
import type { Connection } from '../../connection/types.ts';
import type { Failure } from '../../ui/api.ts';
import { findMe } from './selectors.ts';
import type { DeskEvent, DeskState } from './state.ts';

export interface Duty {
  readonly agent: ReadonlySignal<AgentSummary | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Beats if the last beat is old; for a page that slept. */
  wake(): void;
  close(): void;
}

export interface DutyDeps {
  readonly connection: Connection;
  readonly state: ReadonlySignal<DeskState>;
  readonly dispatch: (event: DeskEvent) => void;
  readonly refused: (failure: Failure) => void;
  now(): number;
}

export const createDuty = (deps: DutyDeps): Duty => {
  const { connection, dispatch } = deps;
  const agent = computed(() => findMe(deps.state.value));
  const isOnDuty = computed(() => agent.value?.onDuty === true);
  const isBusy = signal(false);
  let lastBeat = Number.NEGATIVE_INFINITY;

  const choose = async (action: 'duty.start' | 'duty.stop') => {
    if (isBusy.value) return;
    isBusy.value = true;
    const answer = await connection.call(action, {});
    isBusy.value = false;
    if (!('ok' in answer)) return deps.refused(answer);
    lastBeat = deps.now();
    dispatch({ event: 'agent.changed', agent: answer.ok });
  };

  const beat = async () => {
    lastBeat = deps.now();
    const answer = await connection.call('duty.beat', {});
    const me = agent.value;
    if ('error' in answer && answer.error.code === 'not_on_duty' && me)
      dispatch({ event: 'agent.changed', agent: { ...me, onDuty: false } });
  };
  const wake = () => {
    const isOld = deps.now() - lastBeat > BEAT_MS / 2;
    if (isOnDuty.value && connection.status.value === 'online' && isOld) void beat();
  };

  const stopBeating = effect(() => {
    if (!isOnDuty.value || connection.status.value !== 'online') return;
    untracked(wake);
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  });

  // Somebody who waits is connected at once, whoever does not only within a quarter of a minute (see web/connection/retry.ts).
  // Customers wait for an agent on duty; asking for anything says so. Not before the connection has made its own plan.
  const stopHurrying = effect(() => {
    if (!isOnDuty.value || connection.status.value !== 'offline') return;
    const timer = setTimeout(() => void connection.call('ping', {}));
    return () => clearTimeout(timer);
  });

  return {
    agent,
    isBusy,
    start: () => choose('duty.start'),
    stop: () => choose('duty.stop'),
    wake,
    close: () => {
      stopBeating();
      stopHurrying();
    },
  };
};
