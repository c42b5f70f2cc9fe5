// Keeps the standard texts here once somebody needs them (S12). No DOM.
import type { ReadonlySignal } from '@preact/signals';
import type { ActionReply } from '../../../shared/actions.ts';
import type { StandardText } from '../../../shared/model.ts';
import type { Connection } from '../../connection/types.ts';
import type { Answer } from '../../ui/api.ts';
import type { DeskEvent, DeskState } from './state.ts';

export interface StandardTexts {
  /** Reads them unless they are here; from then on `state.texts` keeps them, over reconnects as well. */
  need(): void;
  close(): void;
}

export interface StandardTextsDeps {
  readonly connection: Connection;
  readonly state: ReadonlySignal<DeskState>;
  readonly dispatch: (event: DeskEvent) => void;
}

export const createStandardTexts = ({ connection, state, dispatch }: StandardTextsDeps): StandardTexts => {
  let isNeeded = false;
  /** Counts the changes that were pushed, to notice a change that crossed the answer. */
  let changes = 0;
  const read = async () => {
    for (let before = -1; before !== changes; ) {
      before = changes;
      const texts: StandardText[] = [];
      for (let from: string | undefined, isMore = true; isMore; isMore = from !== undefined) {
        const answer: Answer<ActionReply<'text.list'>> = await connection.call('text.list', { from });
        if (!('ok' in answer)) return;
        texts.push(...answer.ok.texts);
        from = answer.ok.next;
      }
      dispatch({ event: 'texts.read', texts });
    }
  };
  const stopListening = connection.listen((event) => {
    if (event.event === 'text.changed') changes++;
  });
  const stopConnectListener = connection.onConnected(() => {
    if (isNeeded) void read();
  });
  return {
    need: () => {
      const isFirst = !isNeeded;
      isNeeded = true;
      if (isFirst || !state.value.texts) void read();
    },
    close: () => {
      stopListening();
      stopConnectListener();
    },
  };
};
