// A list of accounts that is searched and read page by page; only the newest question counts. Knows no screen.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { AccountView } from '../../../shared/people-routes.ts';
import type { Answer } from '../../ui/api.ts';
import type { Fault } from './editor.ts';

interface Found {
  readonly accounts: readonly AccountView[];
  readonly cursor?: string | undefined;
}

export interface AccountList {
  /** Absent until the first page came. */
  readonly accounts: ReadonlySignal<readonly AccountView[] | undefined>;
  readonly hasMore: ReadonlySignal<boolean>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<Fault | undefined>;
  search(text: string): Promise<void>;
  more(): Promise<void>;
}

export const createAccountList = (
  ask: (text: string, cursor: string | undefined) => Promise<Answer<Found>>,
): AccountList => {
  const accounts = signal<readonly AccountView[] | undefined>();
  const cursor = signal<string | undefined>();
  const hasMore = signal(false);
  const isBusy = signal(false);
  const fault = signal<Fault | undefined>();
  let text = '';
  let asked = 0;

  const read = async (from: string | undefined) => {
    const question = ++asked;
    isBusy.value = true;
    const answer = await ask(text, from);
    if (question !== asked) return;
    batch(() => {
      isBusy.value = false;
      fault.value = 'ok' in answer ? undefined : answer;
      if (!('ok' in answer)) return;
      // Somebody may have been renamed between two pages, and stand on both.
      const known = new Map((from ? (accounts.value ?? []) : []).map((account) => [account.id, account]));
      for (const account of answer.ok.accounts) known.set(account.id, account);
      accounts.value = [...known.values()];
      cursor.value = answer.ok.cursor;
      hasMore.value = answer.ok.cursor !== undefined;
    });
  };

  return {
    accounts,
    hasMore,
    isBusy,
    fault,
    search: (typed) => {
      text = typed.trim();
      return read(undefined);
    },
    more: () => read(cursor.value),
  };
};
