// What a user wrote that the server does not have yet: messages under way and unsent drafts. Outlives the page; emptied at logout.
import type { ChatId, Cid } from '../../shared/model.ts';
import type { Outgoing } from './types.ts';

/** A message under way, with the cursor that every try repeats. */
export interface Kept extends Outgoing {
  readonly after: number;
}

/** Never throws: where the browser keeps nothing more (full, forbidden), it lasts as long as the page. */
export interface Outbox {
  /** The messages of a chat in the order they were said. */
  load(chatId: ChatId): readonly Kept[];
  /** Keeps a new message in the place of the draft it was. */
  take(chatId: ChatId, message: Kept): void;
  /** Keeps what changed of a message. */
  keep(chatId: ChatId, message: Kept): void;
  forget(chatId: ChatId, cid: Cid): void;
  loadDraft(chatId: ChatId): string;
  saveDraft(chatId: ChatId, text: string): void;
}

export interface OutboxDeps {
  /** Whose words these are; another user of the same browser does not get them. */
  readonly userId: string;
  /** The browser's own: all its tabs share it, and a page that goes has written what it wrote. */
  readonly storage: Storage;
}

/** Shapes are what this same release wrote: a new one takes a new name. */
const NAME = 'outbox-1/';

export const createOutbox = ({ userId, storage }: OutboxDeps): Outbox => {
  const memory = new Map<string, string>();

  const write = (key: string, value: string) => {
    try {
      storage.setItem(key, value);
    } catch {
      memory.set(key, value);
    }
  };
  const remove = (key: string) => {
    memory.delete(key);
    storage.removeItem(key);
  };
  const messageKey = (chatId: ChatId, cid = '') => `${NAME}${userId}/${chatId}/${cid}`;
  const draftKey = (chatId: ChatId) => `${NAME}${userId}/${chatId}`;
  const keep: Outbox['keep'] = (chatId, message) =>
    write(messageKey(chatId, message.cid), JSON.stringify(message));
  const saveDraft: Outbox['saveDraft'] = (chatId, text) => {
    remove(draftKey(chatId));
    if (text) write(draftKey(chatId), text);
  };

  return {
    load: (chatId) =>
      Object.entries<string>({ ...storage, ...Object.fromEntries(memory) })
        .filter(([key]) => key.startsWith(messageKey(chatId)))
        .map(([, text]): Kept => JSON.parse(text))
        .sort((a, b) => a.at - b.at),
    take: (chatId, message) => {
      keep(chatId, message);
      saveDraft(chatId, '');
    },
    keep,
    forget: (chatId, cid) => remove(messageKey(chatId, cid)),
    loadDraft: (chatId) => memory.get(draftKey(chatId)) ?? storage.getItem(draftKey(chatId)) ?? '',
    saveDraft,
  };
};

/** For logout: nothing anybody wrote stays behind in this browser. */
export const clearOutbox = (storage: Storage): void => {
  for (const key of Object.keys(storage)) if (key.startsWith(NAME)) storage.removeItem(key);
};
