// What a user wrote that the server does not have yet: messages under way and unsent drafts. Outlives the page; emptied at logout.
import type { ChatId, Cid } from '../../shared/model.ts';
import { browserOutside, type Outside } from './outside.ts';
import { type Change, openShelf } from './shelf.ts';
import type { Outgoing } from './types.ts';

/** Milliseconds a draft may be newer on the screen than on the disk. */
const DRAFT_MS = 250;

/** A message under way, with the cursor that every try repeats. */
export interface Kept extends Outgoing {
  readonly after: number;
}

/** Never rejects: where the browser keeps nothing (private window, full disk), it lasts as long as the page. */
export interface Outbox {
  /** The messages of a chat in the order they were said. */
  load(chatId: ChatId): Promise<readonly Kept[]>;
  /** Keeps a new message in the place of the draft it was. */
  take(chatId: ChatId, message: Kept): Promise<void>;
  /** Keeps what changed of a message. */
  keep(chatId: ChatId, message: Kept): Promise<void>;
  forget(chatId: ChatId, cid: Cid): Promise<void>;
  loadDraft(chatId: ChatId): Promise<string>;
  saveDraft(chatId: ChatId, text: string): void;
  close(): void;
}

export interface OutboxDeps {
  /** Whose words these are; another user of the same browser does not get them. */
  readonly userId: string;
  readonly indexedDB: IDBFactory | undefined;
  readonly outside: Pick<Outside, 'after' | 'onHide'>;
}

export const createOutbox = ({ userId, indexedDB, outside }: OutboxDeps): Outbox => {
  const shelf = openShelf(indexedDB, outside.after);
  const unsaved = new Map<string, string>();
  let stopTimer: (() => void) | undefined;

  const messageKey = (chatId: ChatId, cid = '') => `message/${userId}/${chatId}/${cid}`;
  const draftKey = (chatId: ChatId) => `draft/${userId}/${chatId}`;

  const saveDrafts = () => {
    stopTimer?.();
    stopTimer = undefined;
    if (unsaved.size === 0) return;
    const changes = [...unsaved].map(([key, text]): Change => ({ key, value: text || undefined }));
    unsaved.clear();
    void shelf.write(changes);
  };
  const stopHiding = outside.onHide(saveDrafts);

  return {
    load: async (chatId) => {
      const kept: Kept[] = await shelf.read(messageKey(chatId));
      return kept.sort((a, b) => a.at - b.at);
    },
    take: (chatId, message) => {
      const draft = draftKey(chatId);
      unsaved.delete(draft);
      return shelf.write([
        { key: messageKey(chatId, message.cid), value: message },
        { key: draft, value: undefined },
      ]);
    },
    keep: (chatId, message) => shelf.write([{ key: messageKey(chatId, message.cid), value: message }]),
    forget: (chatId, cid) => shelf.write([{ key: messageKey(chatId, cid), value: undefined }]),
    loadDraft: async (chatId) => {
      const key = draftKey(chatId);
      const [draft]: string[] = await shelf.read(key);
      return unsaved.get(key) ?? draft ?? '';
    },
    saveDraft: (chatId, text) => {
      unsaved.set(draftKey(chatId), text);
      stopTimer ??= outside.after(DRAFT_MS, saveDrafts);
    },
    close: () => {
      saveDrafts();
      stopHiding();
    },
  };
};

/** For logout: nothing anybody wrote stays behind in this browser. */
export const clearOutbox = (indexedDB: IDBFactory | undefined = globalThis.indexedDB): Promise<void> =>
  openShelf(indexedDB, browserOutside().after).clear();
