// One customer's data as a whole: looking the customer up, the export and the erasure, each asked again until it is done. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AccountView } from '../../../shared/account-routes.ts';
import type { UserId } from '../../../shared/model.ts';
import type { Dossier } from '../../../shared/privacy-routes.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import type { Language } from '../../../shared/text/text.ts';
import { type Answer, type Failure, request } from '../../ui/api.ts';

type Exported = Extract<RouteReply<'POST /api/customers/{customerId}/export'>, { done: true }>;

export type Work =
  | { readonly kind: 'none' }
  | { readonly kind: 'exporting'; readonly made?: number; readonly of?: number }
  | { readonly kind: 'exported'; readonly file: Exported }
  | { readonly kind: 'erasing' }
  | { readonly kind: 'erased' };

export interface Matches {
  readonly accounts: readonly AccountView[];
  readonly hasMore: boolean;
}

export interface Customer {
  readonly dossier: ReadonlySignal<Dossier | undefined>;
  readonly work: ReadonlySignal<Work>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly isUnknown: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  /** Who is meant by what was typed, where that is not certain. */
  readonly matches: ReadonlySignal<Matches | undefined>;
  /** By the login, or else by any words of the name or the address, as a request by mail gives it. */
  find(text: string): Promise<void>;
  /** By the login alone, or by the account, which may have none. */
  open(login: string, customerId?: UserId): Promise<void>;
  exportAll(language: Language): Promise<void>;
  /** @param login as typed to confirm. */
  erase(login: string): Promise<void>;
  close(): void;
}

/** An erasure takes half a minute at least; asked about more often it is not done sooner. */
const ERASE_EVERY_MS = 3000;

export interface CustomerDeps {
  readonly wait: (ms: number) => Promise<void>;
  /** Saves the file behind a link. */
  readonly follow: (url: string) => void;
}

export const createCustomer = ({ wait, follow }: CustomerDeps): Customer => {
  const dossier = signal<Dossier | undefined>();
  const work = signal<Work>({ kind: 'none' });
  const isBusy = signal(false);
  const isUnknown = signal(false);
  const fault = signal<Failure | undefined>();
  let isClosed = false;

  const matches = signal<Matches | undefined>();

  /** Everything that was shown is of somebody else. */
  const begin = () => {
    isBusy.value = true;
    fault.value = undefined;
    isUnknown.value = false;
    dossier.value = undefined;
    matches.value = undefined;
    work.value = { kind: 'none' };
  };
  /** A page of the list may be empty and yet have a next one. */
  const findMatches = async (text: string): Promise<Answer<Matches>> => {
    for (let cursor: string | undefined; ; ) {
      const answer = await request('GET /api/accounts', { role: 'customer', text, cursor });
      if (!('ok' in answer)) return answer;
      const { accounts, cursor: next } = answer.ok;
      if (accounts.length > 0 || next === undefined || isClosed)
        return { ok: { accounts, hasMore: next !== undefined } };
      cursor = next;
    }
  };

  const finish = (answer: Failure) => {
    fault.value = answer;
    work.value = { kind: 'none' };
  };

  return {
    dossier,
    work,
    isBusy,
    isUnknown,
    matches,
    fault,
    close: () => {
      isClosed = true;
    },
    async find(text) {
      await this.open(text);
      if (!isUnknown.value) return;
      begin();
      const answer = await findMatches(text);
      isBusy.value = false;
      if (!('ok' in answer)) fault.value = answer;
      else if (answer.ok.accounts.length === 0) isUnknown.value = true;
      else matches.value = answer.ok;
    },
    async open(login, customerId) {
      begin();
      const answer = await request(
        'GET /api/customers',
        customerId ? { login: '', account: customerId } : { login },
      );
      isBusy.value = false;
      if ('ok' in answer) {
        dossier.value = answer.ok;
        if (answer.ok.erasing) await this.erase(answer.ok.customer.login || answer.ok.customer.name);
      } else if ('error' in answer && answer.error.code === 'not_found') isUnknown.value = true;
      else fault.value = answer;
    },
    async exportAll(language) {
      const customerId = dossier.value?.customer.id;
      if (!customerId) return;
      fault.value = undefined;
      work.value = { kind: 'exporting' };
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      while (!isClosed) {
        const answer = await request('POST /api/customers/{customerId}/export', {
          customerId,
          language,
          timeZone,
        });
        if (!('ok' in answer)) return finish(answer);
        if (answer.ok.done) {
          work.value = { kind: 'exported', file: answer.ok };
          return follow(answer.ok.url);
        }
        const { made, of } = answer.ok;
        work.value = { kind: 'exporting', made, of };
      }
    },
    async erase(login) {
      const customerId = dossier.value?.customer.id;
      if (!customerId) return;
      fault.value = undefined;
      work.value = { kind: 'erasing' };
      while (!isClosed) {
        const answer = await request('POST /api/customers/{customerId}/erase', { customerId, login });
        if (!('ok' in answer)) return finish(answer);
        if (answer.ok.done) {
          dossier.value = undefined;
          work.value = { kind: 'erased' };
          return;
        }
        await wait(ERASE_EVERY_MS);
      }
    },
  };
};
