// A password by a link that came by mail (S128): asking for it, looking at it, using it once. Nobody is signed in by it, so a second factor is asked for as ever.
import { type Result, refuse } from '../../../shared/errors.ts';
import { passwordMin } from '../../../shared/rules.ts';
import type { Context } from '../../adapters/context.ts';
import { readToken } from '../../auth/link-token.ts';
import { hashPassword } from '../../auth/password.ts';
import { type Account, roleOf, type Site, whoIs } from '../../domain/account.ts';
import { judgeLink, type Link } from '../../domain/links.ts';
import { refusePassword } from '../../domain/new-password.ts';
import { forgottenAttempts } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { auditLine } from '../../store/audit.ts';
import { linkUsed, readLink } from '../../store/links.ts';
import { arePasswordsOff } from '../../store/providers.ts';
import { RETRY, retryUntilSettled } from '../../store/retry.ts';
import { takeAttempt } from '../../store/throttle.ts';
import { callSender, queueMail } from '../../workflows/queue-mail.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { storeChange } from '../../workflows/store-account.ts';
import { finish, passwordWork, pending } from '../../workflows/work.ts';

/** @param hasMail whether this deployment sends mail. */
export const createPasswordMeans =
  (hasMail: boolean): RouteHandler<'GET /api/password/means'> =>
  async () => ({ ok: { byMail: hasMail } });

/** Knows of no account: whether anybody has that name is found out by the function that sends, for which nobody waits. */
export const createForgotten =
  (hasMail: boolean): RouteHandler<'POST /api/password/forgotten'> =>
  async ({ name, language }, { context, site, address }) => {
    if (!hasMail) return refuse({ code: 'mail_off' });
    const { db, now } = context;
    if (await arePasswordsOff(db, site)) return refuse({ code: 'passwords_off' });
    for (const attempt of forgottenAttempts({ site, name, address })) {
      const taken = await takeAttempt(db, attempt, now());
      if ('error' in taken) return taken;
    }
    const { mail, writes } = queueMail(context, { kind: 'forgotten', role: roleOf(site), name, language });
    const stored = await retryUntilSettled(context.random, async () =>
      'conflict' in (await db.transact(writes)) ? RETRY : { ok: null },
    );
    if ('error' in stored) return stored;
    await callSender(context, mail);
    return { ok: {} };
  };

interface Opened {
  readonly account: Account;
  readonly link: Link;
  readonly hash: string;
}

const open = async (
  { db, now }: Pick<Context, 'db' | 'now'>,
  site: Site,
  token: string,
): Promise<Result<Opened>> => {
  if (await arePasswordsOff(db, site)) return refuse({ code: 'passwords_off' });
  const read = readToken(token);
  if (!read) return refuse({ code: 'link_used' });
  const [link, account] = await Promise.all([readLink(db, read.user, read.kind), readAccount(db, read.user)]);
  const outcome = judgeLink(read.hash, link, account?.role === roleOf(site) ? account : undefined, now());
  if (outcome === 'expired') return refuse({ code: 'link_expired' });
  if (outcome === 'used' || !link || !account) return refuse({ code: 'link_used' });
  return { ok: { account, link, hash: read.hash } };
};

const permissionsOf = (account: Account) => (account.role === 'agent' ? account.permissions : []);

export const linkLook: RouteHandler<'POST /api/password/link'> = async ({ token }, { context, site }) => {
  const opened = await open(context, site, token);
  if ('error' in opened) return opened;
  const { account } = opened.ok;
  return { ok: { login: account.login, min: passwordMin(permissionsOf(account)) } };
};

/** @param hasMail whether its owner can be told of it. */
export const createPasswordChoose =
  (reach: Reach, hasMail: boolean): RouteHandler<'POST /api/password/choose'> =>
  async ({ token, password }, { context, site }) => {
    const { random, now, newId } = context;
    const first = await open(context, site, token);
    if ('error' in first) return first;
    const { login } = first.ok.account;
    const fault = refusePassword({ password, login, permissions: permissionsOf(first.ok.account) });
    if (fault) return refuse(fault);
    const hash = await hashPassword(password);
    const chosen = await retryUntilSettled(random, async () => {
      const opened = await open(context, site, token);
      if ('error' in opened) return opened;
      const { account: before, link } = opened.ok;
      const after = {
        ...before,
        password: hash,
        epoch: before.epoch + 1,
        passwordGiven: undefined,
        invitedAt: undefined,
      };
      const follow = pending(context, passwordWork(context, before.id));
      const told =
        hasMail && link.kind === 'reset'
          ? queueMail(context, { kind: 'password_changed', user: before.id })
          : undefined;
      const line = { at: now(), who: whoIs(before), action: 'password_chosen' as const };
      const stored = await storeChange(context, before, after, [
        linkUsed(link, opened.ok.hash),
        follow.write,
        auditLine({ ...line, about: before.login, aboutId: before.id }, newId()),
        ...(told?.writes ?? []),
      ]);
      if ('ok' in stored) return { ok: { follow, mail: told?.mail } };
      if (stored.error.code === 'outdated') return RETRY;
      // Somebody else was a moment quicker with the same link, or it was replaced.
      return stored.error.code === 'forbidden' ? refuse({ code: 'link_used' }) : stored;
    });
    if ('error' in chosen) return chosen;
    await finish({ ...context, ...reach }, chosen.ok.follow);
    if (chosen.ok.mail) await callSender(context, chosen.ok.mail);
    return { ok: { login } };
  };
