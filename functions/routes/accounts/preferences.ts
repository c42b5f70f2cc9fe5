// "Startportaal – Voorkeuren": what an agent chooses for oneself (S39-S41).

import type { Preferences } from '../../../shared/account-routes.ts';
import { refuse } from '../../../shared/errors.ts';
import { type Account, displayName } from '../../domain/account.ts';
import { cleanPerson } from '../../domain/account-rules.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { storeChange } from '../../workflows/store-account.ts';
import { finish, pending } from '../../workflows/work.ts';

export const preferences: RouteHandler<'GET /api/preferences'> = async (_input, { session }) => {
  const { account } = session;
  return account.role === 'agent' ? { ok: toPreferences(account) } : refuse({ code: 'forbidden' });
};

export const createPreferencesChange =
  (reach: Reach): RouteHandler<'PATCH /api/preferences'> =>
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
    const isRenamed = displayName(before) !== displayName(after);
    const follow = pending(context, { kind: 'rights', id: context.newId(), user: before.id });
    const stored = await storeChange(context, before, after, isRenamed ? [follow.write] : []);
    if ('error' in stored) return stored;
    if (isRenamed) await finish({ ...context, ...reach }, follow);
    return { ok: toPreferences({ ...after, rev: rev + 1 }) };
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
