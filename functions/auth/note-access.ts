// Who signed in, who failed to and who read a chat that ended, for the log of administrators: so many lines of one person in an hour and no more, whatever that person does (S163). It never stands in the way of what it tells of.
import type { AuditLine } from '../../shared/audit-line.ts';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { type Account, displayName, roleOf, type Site, whoIs } from '../domain/account.ts';
import type { Chat } from '../domain/chat.ts';
import { type Attempt, notedAttempt } from '../domain/throttle.ts';
import { addAuditLine, addLineOfStrangers } from '../store/audit.ts';
import { takeAttempt } from '../store/throttle.ts';

type NoteContext = Pick<Context, 'db' | 'now' | 'newId'>;

export const noteSignIn = (context: NoteContext, account: Account): Promise<void> =>
  note(context, notedAttempt('signedIn', account.id), () =>
    addAuditLine(
      context.db,
      {
        at: context.now(),
        who: whoIs(account),
        action: 'signed_in',
        about: account.login || displayName(account),
        aboutId: account.id,
      },
      context.newId(),
    ),
  );

export interface Failed {
  readonly site: Site;
  /** As typed, known or not. */
  readonly login: string;
  readonly account: Account | undefined;
}

/** The same work for a login that nobody has, so that time tells nothing: all of those are one line an hour, without the login. */
export const noteFailedSignIn = (context: NoteContext, { site, login, account }: Failed): Promise<void> =>
  note(context, notedAttempt('guessed', `${roleOf(site)}#${login}`), () => {
    const at = context.now();
    if (!account) return addLineOfStrangers(context.db, at);
    // Who it was is not known; whose account it is, is.
    const line: AuditLine = {
      at,
      who: { id: account.id, name: '' },
      action: 'sign_in_failed',
      about: account.login,
      aboutId: account.id,
    };
    return addAuditLine(context.db, line, context.newId());
  });

export const noteRead = (
  context: NoteContext,
  reader: Account,
  { id: chatId, nickname, customer }: Pick<Chat, 'id' | 'nickname' | 'customer'>,
): Promise<void> =>
  note(context, notedAttempt('readChat', `${reader.id}#${chatId}`), () =>
    addAuditLine(
      context.db,
      {
        at: context.now(),
        who: whoIs(reader),
        aboutId: customer.id,
        chatId,
        nickname,
        action: 'chat_read',
      },
      context.newId(),
    ),
  );

const note = async ({ db, now }: NoteContext, attempt: Attempt, add: () => Promise<void>): Promise<void> => {
  try {
    const taken = await takeAttempt(db, attempt, now());
    if ('ok' in taken) await add();
  } catch (error) {
    log('ERROR', 'not noted for administrators', { error });
  }
};
