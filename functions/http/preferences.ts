// "Startportaal – Voorkeuren": what an agent chooses for oneself (S39-S41).
import { refuse } from '../../shared/errors.ts';
import type { Preferences } from '../../shared/people-routes.ts';
import { applyChange, type Reach } from '../actions/rights.ts';
import type { Account } from '../domain/account.ts';
import { cleanPerson } from '../domain/people.ts';
import type { HttpAction } from '../platform/http.ts';
import { storeChange } from './store-change.ts';

export const preferences: HttpAction<'GET /api/preferences'> = async (_input, { session }) => {
  const { account } = session;
  return account.role === 'agent' ? { ok: toPreferences(account) } : refuse({ code: 'forbidden' });
};

export const createPreferencesChange =
  (reach: Reach): HttpAction<'PATCH /api/preferences'> =>
  async ({ rev, nickname, language }, { context, session }) => {
    const before = session.account;
    if (before.role !== 'agent') return refuse({ code: 'forbidden' });
    if (before.rev !== rev) return refuse({ code: 'outdated' });
    const cleaned = cleanPerson({ nickname });
    if ('error' in cleaned) return cleaned;
    const after = {
      ...before,
      nickname: nickname === undefined ? before.nickname : cleaned.ok.nickname || undefined,
      language: language ?? before.language,
    };
    const stored = await storeChange(context, before, after, []);
    if ('error' in stored) return stored;
    const applied = await applyChange({ ...context, ...reach }, before, after);
    return 'error' in applied ? applied : { ok: toPreferences({ ...after, rev: rev + 1 }) };
  };

const toPreferences = ({
  nickname = '',
  language,
  rev,
}: Extract<Account, { role: 'agent' }>): Preferences => ({
  nickname,
  language,
  rev,
});
