// Brings the chat onto a page for those who may chat. Its loader is a script of its own at a fixed address, which knows nothing of the portal;
// the window that it fetches shares the portal's code by way of the build.
import type { Session } from '../../shared/routes.ts';
import type { Language } from '../../shared/text/text.ts';

/** What /chat.js exports. */
interface ChatScript {
  mountChat(options: {
    readonly language: Language;
    readonly user: { readonly id: string; readonly login: string; readonly name: string };
    readonly onRoom: (open: boolean | undefined) => void;
  }): void;
}

/** Not a literal in the import, so the bundler leaves the address as it is. */
const CHAT_SCRIPT: string = '/chat.js';

/** A page works without its chat: when the script does not load, the page stays as it is. */
export const startChat = async (
  { user, permissions }: Session,
  language: Language,
  onRoom: (open: boolean | undefined) => void,
): Promise<void> => {
  if (!permissions.includes('chat')) return;
  const { id, login, name } = user;
  const script: ChatScript = await import(CHAT_SCRIPT);
  script.mountChat({ language, user: { id, login, name }, onRoom });
};
