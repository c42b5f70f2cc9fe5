// What the authorizer says of a connection, and how every later message of it is read back to a person. Independent of any action.
import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import * as v from 'valibot';
import { Permission, Role, UserId } from '../../shared/model.ts';
import type { Caller } from '../domain/caller.ts';
import type { Headers } from './origin.ts';

/** What the authorizer said of the connection; API Gateway hands it to every message, as strings. */
const Identity = v.object({
  userId: UserId,
  role: Role,
  sessionId: v.string(),
  login: v.string(),
  name: v.string(),
  /** Missing on a connection that was opened before a release that says it. */
  until: v.optional(v.pipe(v.string(), v.transform(Number)), 'Infinity'),
  /** Said of a page that was opened by somebody else than the person who is signed in now. */
  isOther: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text === 'true'),
    ),
  ),
  permissions: v.pipe(
    v.string(),
    v.transform((list) => new Set(list.split(' ').filter((name) => v.is(Permission, name)) as Permission[])),
  ),
});

/** A caller with the session that the connection was opened in. */
export interface Connected extends Caller {
  /** The sign-in this connection was opened with. */
  readonly sessionId: string;
  /** When the sign-in ends, by itself; milliseconds since 1970. */
  readonly until: number;
  /** Its page was opened by somebody else, who signed out in another tab: whatever it asks is refused. */
  readonly isOther?: boolean | undefined;
}

export type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  /** Of the handshake; with `$connect` alone. */
  readonly headers?: Headers | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly requestContext: { readonly authorizer?: unknown };
};

/** The one way to know who a connection belongs to. @throws when the event carries no identity: the API is set up wrong. */
export const callerOf = (event: SocketEvent): Connected => {
  const { userId, ...identity } = v.parse(Identity, event.requestContext.authorizer);
  return { id: userId, ...identity, connection: event.requestContext.connectionId };
};
