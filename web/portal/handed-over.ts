// What was typed in the chat window and is to be a message instead: taken over into the draft of the message, once. Knows no page.
import { newCid } from '../connection/ids.ts';
import { createDraft, DRAFTS } from '../ui/draft.ts';

/** The form of the message, as its draft is named (use-draft.ts). */
export const MESSAGE = 'message';

/** The chat window leaves it under this key; logging out takes it away. */
const keyOf = (user: string) => `chat:words:${user}`;

/** Adds the words to what was typed in the form before; an e-mail address that was given takes the place of the other. */
export const takeOver = (user: string): void => {
  try {
    const { text, email } = read(sessionStorage.getItem(keyOf(user)));
    sessionStorage.removeItem(keyOf(user));
    if (!text && !email) return;
    const draft = createDraft(localStorage, `${DRAFTS}${user}:${MESSAGE}`, newCid);
    const { text: before = '', email: known = '' } = draft.read();
    draft.keep({
      text: before.includes(text) ? before : [before, text].filter(Boolean).join('\n'),
      email: email || known,
    });
  } catch {
    // The browser keeps nothing for this site: then nothing was left here either.
  }
};

const read = (json: string | null) => {
  const words: unknown = JSON.parse(json ?? 'null');
  const textOf = (name: string): string => {
    const value: unknown = typeof words === 'object' && words ? Reflect.get(words, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { text: textOf('text'), email: textOf('email') };
};
