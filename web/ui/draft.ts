// What somebody types and has not sent: kept in the browser over reloads and failures until it is sent. Knows no form.
import type { Cid } from '../../shared/model.ts';

export type DraftFields = Readonly<Record<string, string>>;

export interface Draft {
  /** Empty when there is none. */
  read(): DraftFields;
  keep(fields: DraftFields): void;
  /**
   * The id to send these fields with: the same for the same fields, so that a try of which the answer was lost is not
   * done twice; another one as soon as a letter is different, so that no change is lost either.
   */
  cidFor(fields: DraftFields): Cid;
  /** It was sent, or is given up. */
  drop(): void;
}

interface Kept {
  readonly fields: DraftFields;
  /** What was last tried to send, and under which id. */
  readonly attempt?: { readonly cid: Cid; readonly content: string };
}

/** Under this in the local storage; logging out takes it all away. */
export const DRAFTS = 'draft:';

export const createDraft = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  key: string,
  newCid: () => Cid,
): Draft => {
  // What the storage refuses lives on here, as long as the page does.
  let kept: Kept = load(storage, key);
  const write = (next: Kept) => {
    kept = next;
    try {
      storage.setItem(key, JSON.stringify(next));
    } catch {
      // Full or refused: the text stays on the screen, only a reload would lose it.
    }
  };
  return {
    read: () => kept.fields,
    keep: (fields) => write({ ...kept, fields }),
    cidFor: (fields) => {
      const content = JSON.stringify(fields);
      if (kept.attempt?.content === content) return kept.attempt.cid;
      const cid = newCid();
      write({ fields, attempt: { cid, content } });
      return cid;
    },
    drop: () => {
      kept = { fields: {} };
      try {
        storage.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
};

const load = (storage: Pick<Storage, 'getItem'>, key: string): Kept => {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    return isKept(kept) ? kept : { fields: {} };
  } catch {
    // Not JSON, or the storage refused: there is nothing to restore.
    return { fields: {} };
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isKept = (value: unknown): value is Kept =>
  isObject(value) &&
  isObject(value.fields) &&
  Object.values(value.fields).every((field) => typeof field === 'string') &&
  (value.attempt === undefined ||
    (isObject(value.attempt) &&
      typeof value.attempt.cid === 'string' &&
      typeof value.attempt.content === 'string'));
