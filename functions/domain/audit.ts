// What a line of the log for administrators is about: of which kind it is, and whom it names. Pure.
import type { AuditKind, AuditLine, ChatId, UserId } from '../../shared/model.ts';

export const kindOf = ({ action }: AuditLine): AuditKind => {
  switch (action) {
    case 'watched':
    case 'stopped':
      return 'watching';
    case 'exported':
    case 'erased':
    case 'retention_changed':
      return 'data';
    case 'account_created':
    case 'rights_changed':
    case 'blocked':
    case 'unblocked':
    case 'password_set':
    case 'group_created':
    case 'group_changed':
    case 'group_deleted':
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
