// Brings the chat onto a page for those who may chat. The chat is its own script at a fixed address; the portal shares no code with it.
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
