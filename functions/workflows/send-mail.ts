// Sending a mail that waits: whom it is for, the link in it, the letter, and that it is done. At least once; where it may be twice, that is counted.
import * as v from 'valibot';
import type { UserId } from '../../shared/model.ts';
import { MailDue } from '../../shared/published-events.ts';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { count } from '../adapters/metrics.ts';
import type { SendLetter } from '../adapters/send-letter.ts';
import { tokenOf } from '../auth/link-token.ts';
import { type Account, hasMailFault, type Site, siteOfRole } from '../domain/account.ts';
import { LINK_MS, type LinkKind } from '../domain/links.ts';
import type { MailOf, OutgoingMail } from '../domain/outgoing-mail.ts';
import { attempt } from '../domain/throttle.ts';
import { composeLetter } from '../mail/letter.ts';
import { findByEmail, findByLogin, noteMailFault, readAccount } from '../store/accounts.ts';
import { addToken, putLink } from '../store/links.ts';
import { claimMail, forgetMail, mailReplaced, releaseMail } from '../store/outgoing-mail.ts';
import { arePasswordsOff } from '../store/providers.ts';
import { takeAttempt } from '../store/throttle.ts';
import { tickOff } from '../store/timers.ts';
import { queueMail } from './queue-mail.ts';

export interface MailContext extends Pick<Context, 'db' | 'now' | 'newId'> {
  readonly sendLetter: SendLetter;
  /** Host names of the sites, for the links. */
  readonly hosts: Readonly<Record<Site, string>>;
}

/** The mail that a call names. @throws as `sendMail`. */
export const sendMailOf = (context: MailContext, call: unknown): Promise<void> =>
  sendMail(context, v.parse(MailDue, call).mailId);

/** @throws when it was not sent and may be later: it is taken up again. */
export const sendMail = async (context: MailContext, id: string): Promise<void> => {
  const { db, now } = context;
  const claimed = await claimMail(db, id, now());
  // Sent already, or another is at it.
  if (!claimed) return;
  const { mail, mayBeTwice } = claimed;
  if (mayBeTwice) count('MailMayBeTwice');
  if (mail.kind === 'forgotten') return resolveForgotten(context, mail);
  if ((await sendTo(context, mail)) === 'later') {
    await releaseMail(db, id);
    throw new Error('the mail was not taken');
  }
  await forgetMail(db, id);
  await tickOff(db, { kind: 'mail', id }, mail.at);
};

/** Accounts that one typed name may mean: a household shares an address, and beyond that it is a mistake. */
const MOST_MEANT = 3;

/** One mail for each account that is meant, in the place of the question. Whom it is for is known to nobody who waits. */
const resolveForgotten = async (context: MailContext, mail: MailOf<'forgotten'>): Promise<void> => {
  const { db, now } = context;
  const { role, name, language, id, at } = mail;
  // Switched off since it was asked.
  if (await arePasswordsOff(db, siteOfRole(role))) {
    await forgetMail(db, id);
    return tickOff(db, { kind: 'mail', id }, at);
  }
  const [byLogin, byEmail] = await Promise.all([
    findByLogin(db, role, name),
    findByEmail(db, role, name, MOST_MEANT),
  ]);
  const meant = [
    ...new Map([...(byLogin ? [byLogin] : []), ...byEmail].map((each) => [each.id, each])).values(),
  ];
  const resets: ReturnType<typeof queueMail>[] = [];
  for (const account of meant.slice(0, MOST_MEANT)) {
    if (!mayReset(account)) continue;
    const taken = await takeAttempt(db, attempt('reset', account.id), now());
    if ('ok' in taken)
      resets.push(
        queueMail(context, { kind: 'reset', user: account.id, language: account.language ?? language }),
      );
  }
  const result = await db.transact([mailReplaced(id), ...resets.flatMap(({ writes }) => writes)]);
  if ('conflict' in result) throw new Error('another write was under way');
  await tickOff(db, { kind: 'mail', id }, at);
  if ('done' in result) for (const { mail: reset } of resets) await sendMail(context, reset.id);
};

/** Who signs in by other means only, or may not at all, gets no way in by mail. */
const mayReset = (account: Account): boolean =>
  !account.blocked && account.email !== undefined && !hasMailFault(account) && signsInHere(account);

const signsInHere = ({ password, invitedAt }: Account): boolean =>
  password !== undefined || invitedAt !== undefined;

const sendTo = async (
  context: MailContext,
  mail: Exclude<OutgoingMail, { kind: 'forgotten' }>,
): Promise<'done' | 'later'> => {
  const { db, now, sendLetter, hosts } = context;
  const account = await readAccount(db, mail.user);
  // Blocked, erased or without an address since it was asked for: nothing to send, and nothing to tell.
  if (!account?.email || account.blocked || hasMailFault(account)) return 'done';
  const site = siteOfRole(account.role);
  // No link leads to a password that would count for nothing.
  if (mail.kind !== 'password_changed' && (await arePasswordsOff(db, site))) return 'done';
  const link =
    mail.kind === 'password_changed' ? undefined : await makeLink(context, mail, account, account.email);
  if (mail.kind !== 'password_changed' && !link) return 'done';
  const letter = composeLetter({
    kind: mail.kind,
    language: account.language ?? ('language' in mail ? mail.language : 'nl'),
    name: account.name,
    login: account.login,
    site: originOf(hosts[site]),
    link: link && `${originOf(hosts[site])}${link}`,
  });
  const outcome = await sendLetter({ ...letter, to: account.email, account: account.id, id: mail.id });
  if (outcome === 'later') return 'later';
  log('INFO', outcome === 'sent' ? 'mail sent' : 'mail refused', { action: mail.kind, account: account.id });
  if (outcome === 'refused')
    await noteMailFault(db, account.id, { email: account.email, kind: 'refused', at: now() });
  return 'done';
};

/** Plain http is for this machine alone. */
const originOf = (host: string): string => `${/^localhost(:\d+)?$/.test(host) ? 'http' : 'https'}://${host}`;

/** The path of the page where a password is chosen by a link, in the sites' own table of paths. */
const CHOOSE_PATH = '/wachtwoord';

/** A link with a token of its own. @returns nothing when a newer one took its place meanwhile. */
const makeLink = async (
  { db, now, newId }: MailContext,
  { id: round, kind }: { readonly id: string; readonly kind: LinkKind },
  { id: user, epoch }: Pick<Account, 'id' | 'epoch'> & { readonly id: UserId },
  email: string,
): Promise<string | undefined> => {
  const { token, hash } = tokenOf(user, kind, newId() + newId());
  const isAdded = await addToken(db, { user, kind, round }, hash);
  // An invitation's link was made with it; what is not there any more was used, or replaced.
  if (!isAdded && kind === 'invitation') return undefined;
  if (!isAdded)
    await putLink(db, { user, kind, round, hashes: [hash], epoch, email, until: now() + LINK_MS[kind] });
  return `${CHOOSE_PATH}#${token}`;
};
