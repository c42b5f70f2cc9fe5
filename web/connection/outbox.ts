// What a user wrote that the server does not have yet: messages under way and unsent drafts. Outlives the page; emptied at logout.
import type { ChatId, Cid } from '../../shared/model.ts';
import { createStored, plainText, type Stored } from '../storage/stored.ts';
import { matches } from './guard.ts';
import type { Outgoing } from './types.ts';

/** A message under way, with the cursor that every try repeats. */
export interface StoredMessage extends Outgoing {
  readonly after: number;
}

/** Never throws: where the browser keeps nothing more (full, forbidden), it lasts as long as the page. */
export interface Outbox {
  /** The messages of a chat in the order they were said. */
  load(chatId: ChatId): readonly StoredMessage[];
  /** Stores a new message in the place of the draft it was. */
  take(chatId: ChatId, message: StoredMessage): void;
  /** Stores what changed of a message. */
  save(chatId: ChatId, message: StoredMessage): void;
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

const shape = { cid: '', after: 0, text: '', at: 0, state: '' };
const isMessage = (value: unknown): value is StoredMessage => matches(value, shape);
const isText = (value: unknown): value is string => matches(value, '');

export const createOutbox = ({ userId, storage }: OutboxDeps): Outbox => {
  // What the browser refuses lasts as long as these.
  const messages = new Map<string, Stored<StoredMessage>>();
  const drafts = new Map<string, Stored<string>>();

  const messageKey = (chatId: ChatId, cid = '') => `${NAME}${userId}/${chatId}/${cid}`;
  const messageAt = (key: string) => getOrAdd(messages, key, () => createStored(storage, key, isMessage));
  const draftOf = (chatId: ChatId) =>
    getOrAdd(drafts, chatId, () => createStored(storage, `${NAME}${userId}/${chatId}`, isText, plainText));
  const save: Outbox['save'] = (chatId, message) => {
    messageAt(messageKey(chatId, message.cid)).write(message);
  };
  const saveDraft: Outbox['saveDraft'] = (chatId, text) => {
    const draft = draftOf(chatId);
    // An older one does not come back where this one does not fit.
    draft.write(undefined);
    if (text) draft.write(text);
  };

  return {
    load: (chatId) =>
      [...new Set([...Object.keys(storage), ...messages.keys()])]
        .filter((key) => key.startsWith(messageKey(chatId)))
        .flatMap((key) => messageAt(key).read() ?? [])
        .sort((a, b) => a.at - b.at),
    take: (chatId, message) => {
      save(chatId, message);
      saveDraft(chatId, '');
    },
    save,
    forget: (chatId, cid) => void messageAt(messageKey(chatId, cid)).write(undefined),
    loadDraft: (chatId) => draftOf(chatId).read() ?? '',
    saveDraft,
  };
};

const getOrAdd = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
};

/** For logout: nothing anybody wrote stays behind in this browser. */
export const clearOutbox = (storage: Storage): void => {
  for (const key of Object.keys(storage)) if (key.startsWith(NAME)) storage.removeItem(key);
};
