// What the console's other pages keep while the agent is elsewhere: what was typed, what is chosen among the unclosed chats. Knows no screen.
import { type Signal, signal } from '@preact/signals';
import type { Sid } from '../../shared/model.ts';
import type { HelpdeskConsole } from './create-console.ts';
import { createSettingsEditor, type SettingsEditor } from './settings-editor.ts';
import type { TextDraft } from './standard-texts.ts';
import { createUnclosed, type Unclosed } from './unclosed.ts';

export interface Office {
  readonly settings: SettingsEditor;
  readonly unclosed: Unclosed;
  /** The standard text being written, if any. */
  readonly textDraft: Signal<TextDraft | undefined>;
}

export const createOffice = (
  desk: Pick<HelpdeskConsole, 'connection' | 'state' | 'chats' | 'dispatch'>,
  { sid, now }: { readonly sid: Sid; now(): number },
): Office => {
  const { connection, state, chats, dispatch } = desk;
  const refresh = async () => {
    dispatch({ event: 'desk.asked' });
    const answer = await connection.call('desk.enter', { sid });
    if ('ok' in answer) dispatch({ event: 'desk.entered', snapshot: answer.ok });
  };
  return {
    settings: createSettingsEditor({ connection, state, dispatch, refresh }),
    unclosed: createUnclosed({ connection, state, close: chats.close, now }),
    textDraft: signal(undefined),
  };
};
