// What was typed in the chat window and is to be a message instead: taken over into the draft of the message, once. Independent of any page.
import { matches } from '../connection/guard.ts';
import { storageOrMemory } from '../storage/storage-or-memory.ts';
import { createStored } from '../storage/stored.ts';
import { openDraft } from './use-draft.ts';

/** The form of the message, as its draft is named (use-draft.ts). */
export const MESSAGE = 'message';

interface Words {
  readonly text: string;
  readonly email: string;
}
const isWords = (value: unknown): value is Words => matches(value, { text: '', email: '' });

/** Adds the words to what was typed in the form before; an e-mail address that was given takes the place of the other. */
export const takeOver = (user: string): void => {
  // The chat window leaves it under this key; logging out takes it away.
  const left = createStored(
    storageOrMemory(() => sessionStorage),
    `chat:words:${user}`,
    isWords,
  );
  const { text, email } = left.read() ?? { text: '', email: '' };
  left.write(undefined);
  if (!text && !email) return;
  const draft = openDraft(user, MESSAGE);
  const { text: before = '', email: known = '' } = draft.read();
  draft.save({
    text: before.includes(text) ? before : [before, text].filter(Boolean).join('\n'),
    email: email || known,
  });
};
