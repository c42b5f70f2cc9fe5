// Brings the chat onto a page for those who may chat. Its loader is a script of its own at a fixed address, without anything of the portal;
// the window that it fetches shares the portal's code by way of the build.
import type { Signal } from '@preact/signals';
import type { Session } from '../../shared/session.ts';
import type { Language } from '../../shared/text/text.ts';

/** What the helpdesk says of the chat, as far as it did. */
export interface ChatStatus {
  /** Whether a chat can be started, or is on the page; not known yet without. */
  readonly open?: boolean | undefined;
  /** By the opening hours it is closed, until then (S149); milliseconds. */
  readonly opensAt?: number | undefined;
  /** Who takes part in the chat that is on the page; `null` when its window has none, nothing when there is no window. */
  readonly agents?: readonly string[] | null | undefined;
  /** Brings its window up, or opens it to start one. */
  readonly show?: (() => void) | undefined;
  /** Its script did not come: something between the server and the page keeps it. */
  readonly isBlocked?: boolean;
}

/** What /chat.js exports. */
interface ChatScript {
  mountChat(options: {
    readonly language: Language;
    readonly user: { readonly id: string; readonly login: string; readonly name: string };
    readonly onRoom: (open: boolean | undefined, agents?: readonly string[] | null, opensAt?: number) => void;
  }): () => void;
}

/** Not a literal in the import, so the bundler leaves the address as it is. */
const CHAT_SCRIPT: string = '/chat.js';

/** A page works without its chat: when the script does not load, the page says so and stays as it is. */
export const startChat = async (
  { user, permissions }: Session,
  language: Language,
  status: Signal<ChatStatus>,
): Promise<void> => {
  if (!permissions.includes('chat')) return;
  const { id, login, name } = user;
  const script: ChatScript | undefined = await import(CHAT_SCRIPT).catch(() => undefined);
  if (!script) {
    status.value = { isBlocked: true };
    return;
  }
  const show = script.mountChat({
    language,
    user: { id, login, name },
    onRoom: (open, agents, opensAt) => {
      status.value = { ...status.peek(), open, agents, opensAt };
    },
  });
  status.value = { ...status.peek(), show };
};
