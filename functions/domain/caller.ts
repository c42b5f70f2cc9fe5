// Who asks something on a socket. No tokens, no connections.
import type { Permission, Role, UserId } from '../../shared/model.ts';

/** The person behind a connection, as the authorizer of that connection said. */
export interface Caller {
  readonly id: UserId;
  readonly role: Role;
  readonly login: string;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly connection: string;
}

/** A customer who gave no nickname: the login (S18), or the name of whoever signs in elsewhere and has none. */
export const calledAs = ({ login, name }: Pick<Caller, 'login' | 'name'>): string => login || name;
