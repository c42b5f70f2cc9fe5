// What leaves this browser of what a customer types: masked (S139), as a message and as a preview (S43), and with it the page the customer is on (S141). Fetched with the first chat; the server masks as well.
import { computed, signal } from '@preact/signals';
import { maskText } from '../../../shared/mask.ts';
import { MASK_KINDS } from '../../../shared/masked.ts';
import type { Page } from '../../../shared/model.ts';
import type { Conversation } from '../../connection/types.ts';
import { type CreateTyping, createPreviewing } from '../../connection/typing.ts';
import { CHAT_PATH } from '../../ui/chat-path.ts';

/** The document of a frame on another company's page, and the event by which it says that the page is another. */
const EMBED_PATH = '/embed';
const PAGE_EVENT = 'chat-page';

/** What the masking of a text depends on. */
type About = Pick<Conversation, 'chat' | 'entries'>;

/** A number may be the answer to what was said last. */
const mask = (text: string, { chat, entries }: About): string => {
  const last = entries.peek().findLast((entry) => entry.kind === 'message');
  return maskText(text, chat.peek()?.masks ?? MASK_KINDS, last?.text).text;
};

/** What an agent let through is the server's to see. */
export const maskMessage = (text: string, about: About): string =>
  about.chat.peek()?.allowed ? text : mask(text, about);

/**
 * The page around the chat, without what its address may hold as a secret; none around a window of its own. Where the chat is
 * a frame of another page, that page says which one it is (web/embed/frame.ts).
 */
const readPage = (): Page | undefined => {
  const { path = location.pathname, title = document.title } = document.body.dataset;
  return path === CHAT_PATH || path === EMBED_PATH
    ? undefined
    : { path: path.replace(/[?#].*/s, ''), title: title.replace(/^\(\d+\) /, '') };
};

/** What was let through is one message, and no preview. */
export const createMaskedPreviewing: CreateTyping = ({ connection, ...deps }) => {
  const page = signal(readPage());
  const look = () => {
    page.value = readPage();
  };
  document.addEventListener(PAGE_EVENT, look);
  const typing = createPreviewing({
    ...deps,
    beside: computed(() => ({ ...deps.beside?.value, page: page.value })),
    connection: {
      tell: (action, input) =>
        connection.tell(action, 'text' in input ? { ...input, text: mask(input.text, deps) } : input),
    },
  });
  return {
    ...typing,
    close: () => {
      document.removeEventListener(PAGE_EVENT, look);
      typing.close();
    },
  };
};
