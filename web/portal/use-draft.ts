// What a customer types in a form of the portal, kept under the form's name until it is sent.
import { useMemo, useState } from 'preact/hooks';
import { newCid } from '../connection/ids.ts';
import { createDraft, DRAFTS, type Draft, type DraftFields } from '../ui/draft.ts';

/** Local storage can be switched off altogether; asking for it throws then. */
const storage = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> => {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
};

interface UsedDraft<F extends DraftFields> {
  readonly fields: F;
  readonly type: (name: keyof F & string, text: string) => void;
  readonly draft: Draft;
  /** Empties the fields and forgets what was kept. */
  readonly clear: () => void;
}

/** @param user two customers at one browser do not see each other's text. */
export const useDraft = <F extends DraftFields>(user: string, form: string, empty: F): UsedDraft<F> => {
  const draft = useMemo(() => createDraft(storage(), `${DRAFTS}${user}:${form}`, newCid), [user, form]);
  const [fields, setFields] = useState<F>(() => ({ ...empty, ...draft.read() }));
  return {
    fields,
    draft,
    type: (name, text) => {
      const next = { ...fields, [name]: text };
      setFields(next);
      draft.keep(next);
    },
    clear: () => {
      draft.drop();
      setFields(empty);
    },
  };
};
