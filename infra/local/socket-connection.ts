// A connection of a WebSocket API, from its handshake on, and what the API needs to have one. Types alone.
import type { WebSocket } from 'ws';
import type { ApiModel } from './api-model.ts';
import type { Clock } from './clock.ts';
import type { FaultBook } from './faults.ts';
import type { Invoke } from './lambda.ts';
import type { Request } from './message.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface SocketApiOptions {
  readonly model: ApiModel;
  /** Its own host name on AWS. */
  readonly host: string;
  readonly region: string;
  readonly account: string;
  readonly invoke: (functionArn: string) => Invoke;
  readonly clock: Clock;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  /** Whether the account lets one more socket open. */
  readonly mayOpen: () => boolean;
}

/** What is known of a connection before it is open. */
export interface Opening {
  readonly id: string;
  readonly connectedAt: number;
  readonly identity: { readonly sourceIp: string; readonly userAgent: string };
  readonly authorizer: Readonly<Record<string, string>> | undefined;
  /** Headers of the handshake that `$disconnect` repeats. */
  readonly handshake: Request;
}

export interface Connection extends Opening {
  readonly socket: WebSocket;
  lastActiveAt: number;
  /** Milliseconds of moved time that do not count towards its age. */
  held: number;
  /** Nothing passes any more, and neither end knows. */
  isDead: boolean;
  send(text: string): void;
}
