// What a handler needs from outside, so that a decision can be repeated in a test: the store, the time, chance.
import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ChatSummary } from '../../shared/model.ts';
import { createDb, type Db } from '../store/db.ts';
import type { Deliver } from './deliver.ts';
import { env } from './env.ts';
import type { HandOver } from './hand-over.ts';
import type { Publishing } from './publish.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

export interface Context {
  readonly db: Db;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 128 random bits in base64url, 22 characters. */
  readonly newId: () => string;
  /** 0 up to, not including, 1. */
  readonly random: () => number;
}

export interface ActionContext extends Context {
  readonly deliver: Deliver;
  /** Where somebody waits for the answer, many are told by another function. Without it whoever causes it tells all. */
  readonly handOver?: HandOver;
  /** Where much happens at once: news for all consoles and waiting pages is put together here, and told in one. */
  readonly gather?: Gather;
}

export interface Gather {
  /** This chat is told as it is now. @param except connections that have it by then. */
  chat(chat: ChatSummary, except: readonly (string | undefined)[]): void;
  /** The room may have turned. */
  room(): void;
}

/** The desk's actions and the sweep change what other systems are told of; the hot path does not. */
export interface DeskContext extends ActionContext, Publishing {}

/** The SDK gives up after 3; with every tenth call throttled that is one person in fifty. Five take 4 s at most, as a rule. */
export const DYNAMODB_TRIES = 5;

export const createContext = (): Context => ({
  db: createDb({
    client: new DynamoDBClient({ maxAttempts: DYNAMODB_TRIES, ...within(TIME_LIMITS.dynamodb) }),
    table: env('TABLE_NAME'),
  }),
  now: Date.now,
  newId: () => randomBytes(16).toString('base64url'),
  random: () => randomInt(2 ** 32) / 2 ** 32,
});
