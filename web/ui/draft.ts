// What somebody types and has not sent: kept in the browser over reloads and failures until it is sent. Independent of any form.
import type { Cid } from '../../shared/model.ts';
import { createStored, type StoragePlace } from '../storage/stored.ts';

export type DraftFields = Readonly<Record<string, string>>;

export interface Draft {
  /** Empty when there is none. */
  read(): DraftFields;
  save(fields: DraftFields): void;
  /**
   * The id to send these fields with: the same for the same fields, so that a try of which the answer was lost is not
   * done twice; another one as soon as a letter is different, so that no change is lost either.
   */
  cidFor(fields: DraftFields): Cid;
  /** It was sent, or is given up. */
  drop(): void;
}

export interface DraftPlaces {
  /** Of this tab: what is typed here is here again after a reload, whatever is typed in another tab. */
  readonly tab: StoragePlace;
  /** Of the browser, for a draft that outlives its tab: a new tab goes on with what was typed last. */
  readonly browser?: StoragePlace | undefined;
}

interface SavedDraft {
  readonly fields: DraftFields;
  /** What was last tried to send, and under which id. */
  readonly attempt?: { readonly cid: Cid; readonly content: string };
}

/** Under this in the browser's storage; logging out takes it all away. */
export const DRAFTS = 'draft:';

export const createDraft = ({ tab, browser }: DraftPlaces, key: string, newCid: () => Cid): Draft => {
  const own = createStored(tab, key, isSaved);
  const latest = browser && createStored(browser, key, isSaved);
  let saved: SavedDraft = own.read() ?? latest?.read() ?? { fields: {} };
  const write = (next: SavedDraft) => {
    saved = next;
    own.write(next);
    latest?.write(next);
  };
  return {
    read: () => saved.fields,
    save: (fields) => write({ ...saved, fields }),
    cidFor: (fields) => {
      const content = JSON.stringify(fields);
      if (saved.attempt?.content === content) return saved.attempt.cid;
      const cid = newCid();
      write({ fields, attempt: { cid, content } });
      return cid;
    },
    drop: () => {
      // What another tab typed since is not this one's to throw away.
      if (JSON.stringify(latest?.read()) === JSON.stringify(saved)) latest?.write(undefined);
      own.write(undefined);
      saved = { fields: {} };
    },
  };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSaved = (value: unknown): value is SavedDraft =>
  isObject(value) &&
  isObject(value.fields) &&
  Object.values(value.fields).every((field) => typeof field === 'string') &&
  (value.attempt === undefined ||
    (isObject(value.attempt) &&
      typeof value.attempt.cid === 'string' &&
      typeof value.attempt.content === 'string'));
