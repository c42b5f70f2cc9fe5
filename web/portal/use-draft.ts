// What a customer types in a form of the portal, kept under the form's name until it is sent.
import { useMemo, useState } from 'preact/hooks';
import { newCid } from '../connection/ids.ts';
import { storageOrMemory } from '../storage/storage-or-memory.ts';
import { createDraft, DRAFTS, type Draft, type DraftFields } from '../ui/draft.ts';

interface UsedDraft<F extends DraftFields> {
  readonly fields: F;
  readonly type: (name: keyof F & string, text: string) => void;
  readonly draft: Draft;
  /** Empties the fields and forgets what was kept. */
  readonly clear: () => void;
}

/** @param user two customers at one browser do not see each other's text. */
export const openDraft = (user: string, form: string): Draft =>
  createDraft(
    { tab: storageOrMemory(() => sessionStorage), browser: storageOrMemory(() => localStorage) },
    `${DRAFTS}${user}:${form}`,
    newCid,
  );

export const useDraft = <F extends DraftFields>(user: string, form: string, empty: F): UsedDraft<F> => {
  const draft = useMemo(() => openDraft(user, form), [user, form]);
  const [fields, setFields] = useState<F>(() => ({ ...empty, ...draft.read() }));
  return {
    fields,
    draft,
    type: (name, text) => {
      const next = { ...fields, [name]: text };
      setFields(next);
      draft.save(next);
    },
    clear: () => {
      draft.drop();
      setFields(empty);
    },
  };
};
