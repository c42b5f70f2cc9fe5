// What the table of HTTP routes says of each route. Independent of routes.
import * as v from 'valibot';
import type { Permission, Role } from './model.ts';

export interface RouteSpec {
  /**
   * The function that answers: `portal` what a customer asks (and both sites' session), `backoffice` tickets, ended chats
   * and reports, `accounts` who may sign in and what they may, `factors` the second step of signing in, `privacy` a customer's data
   * as a whole, `files` the PDFs, `embed` the chat on other companies' pages, `sign-in` a company's own provider.
   */
  readonly group:
    | 'portal'
    | 'backoffice'
    | 'accounts'
    | 'factors'
    | 'privacy'
    | 'files'
    | 'embed'
    | 'sign-in';
  /** `anyone` needs no session; a role needs a session of that role's site. */
  readonly by: readonly (Role | 'anyone')[];
  /** The agent's permission without which the route is `forbidden`; what a customer may is the handler's to see (S3). */
  readonly needs?: Exclude<Permission, 'chat'>;
  /** Also for whoever has yet to choose a password of one's own (S168); everything else is refused until then. */
  readonly withGivenPassword?: true;
  /** Also for whoever has yet to set up the second factor that is obligatory (S127); everything else is refused until then. */
  readonly withoutFactor?: true;
  /** The answer is everybody's and may be kept so long on the way; every other is kept nowhere. */
  readonly keptSeconds?: number;
  /** A browser was sent there by another site: it is sent on to the path in `to`, or to the login page with the reason. */
  readonly redirects?: true;
  /** Another company's server asks, with a form: no page of ours does, and what it sends has to prove itself. */
  readonly fromServer?: true;
  readonly input: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly reply: v.GenericSchema;
}

/** As it stands in a path. */
export const TicketNumber = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number));
