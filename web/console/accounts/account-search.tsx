// Looking for accounts while one types: the field, and the list that follows it. Independent of any column.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AccountView } from '../../../shared/account-routes.ts';
import { NAME_MAX } from '../../../shared/rules.ts';
import { request } from '../../ui/api.ts';
import { Field } from '../../ui/Field.tsx';
import { tooLong } from '../../ui/too-long.ts';
import type { AccountTexts } from '../shell/account-texts.ts';
import { createPagedList } from '../shell/paged-list.ts';
import { useTexts } from '../shell/uses.tsx';

/** Typing pauses this long (milliseconds) before the server is asked. */
const PAUSE_MS = 250;

export const useAccountSearch = (role: AccountView['role']) => {
  const typed = useSignal('');
  const list = useMemo(
    () =>
      createPagedList({
        ask: (text, cursor) => request('GET /api/accounts', { role, text, ...(cursor && { cursor }) }),
        itemsOf: ({ accounts }) => accounts,
        keyOf: ({ id }) => id,
      }),
    [role],
  );
  useEffect(() => {
    // The field says so; what was found before stays.
    if (typed.value.length > NAME_MAX) return;
    const timer = setTimeout(() => void list.search(typed.value), list.items.peek() ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [typed.value, list]);
  return { typed, list };
};

export const AccountSearchField = ({ typed, texts }: { typed: Signal<string>; texts: AccountTexts }) => {
  const { ui } = useTexts();
  return (
    <Field label={texts.list.search} hint={texts.list.searchHint} error={tooLong(typed.value, NAME_MAX, ui)}>
      {(control) => (
        <input
          {...control}
          type="search"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      )}
    </Field>
  );
};
