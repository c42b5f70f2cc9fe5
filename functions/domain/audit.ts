// What a line of the log for administrators is about: of which kind it is, and whom it names. Pure.

import type { AuditChange, AuditKind, AuditLine } from '../../shared/audit-line.ts';
import { foldText } from '../../shared/fold-text.ts';
import type { ChatId, UserId } from '../../shared/model.ts';

export const kindOf = ({ action }: AuditLine): AuditKind => {
  switch (action) {
    case 'watched':
    case 'stopped':
      return 'watching';
    case 'signed_in':
    case 'sign_in_failed':
    case 'chat_read':
      return 'access';
    case 'number_allowed':
    case 'redacted':
    case 'note_changed':
    case 'exported':
    case 'erased':
    case 'retention_changed':
      return 'data';
    case 'settings_changed':
    case 'sign_in_changed':
    case 'brand_changed':
    case 'categories_changed':
    case 'text_saved':
    case 'text_deleted':
      return 'settings';
    case 'account_created':
    case 'rights_changed':
    case 'blocked':
    case 'unblocked':
    case 'password_set':
    case 'factors_reset':
    case 'factor_added':
    case 'factor_removed':
    case 'group_created':
    case 'group_changed':
    case 'group_deleted':
    case 'invited':
    case 'password_chosen':
    case 'session_ended':
    case 'sessions_ended':
    case 'issuer_saved':
    case 'issuer_deleted':
    case 'provider_saved':
    case 'provider_deleted':
    case 'account_linked':
      return 'rights';
    default:
      return action satisfies never;
  }
};

export interface Named {
  readonly id: UserId;
  readonly chatIds: ReadonlySet<ChatId>;
  /** As it is now. */
  readonly login: string;
}

/** By id: a login changes, and a chat may have been removed. Lines from before they had one are known by what they have. */
export const isAbout = (line: AuditLine, { id, chatIds, login }: Named): boolean => {
  if (line.aboutId !== undefined) return line.aboutId === id;
  return 'chatId' in line ? chatIds.has(line.chatId) : line.about === login;
};

/** Whether it names somebody, in part and in whatever letters: who did it, or whom it is about. */
export const isOf = (line: AuditLine, person: string): boolean => {
  const wanted = foldText(person);
  const names = [line.who.name, 'about' in line ? line.about : line.nickname];
  return names.some((name) => foldText(name).includes(wanted));
};

/** Characters of a value in a line: enough to know it by, and a page of lines stays small. */
const VALUE_MAX = 300;

const clip = (text: string | undefined): string | undefined => {
  const characters = Array.from(text ?? '');
  return characters.length > VALUE_MAX ? `${characters.slice(0, VALUE_MAX).join('')}…` : text;
};

/** What a change made of what was there; `undefined` on either side: it was not there, or is not any more. */
export const changesBetween = (
  before: Readonly<Record<string, string>> | undefined,
  after: Readonly<Record<string, string>> | undefined,
): AuditChange[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((name) => before?.[name] !== after?.[name])
    .map((name) => ({ name, from: clip(before?.[name]), to: clip(after?.[name]) }));

/** The values of something stored as a line has them: its version is nobody's choice. */
export const valuesOf = (thing: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(thing)
      .filter(([name]) => name !== 'rev' && name !== 'id')
      .map(([name, value]) => [name, String(value)]),
  );
