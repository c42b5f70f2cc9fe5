// Carries out the retention: once a day what is old enough goes, in portions, whatever portion is cut off or done twice.
import type { Retention } from '../../shared/privacy-routes.ts';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import type { RemoveFiles } from '../adapters/remove-files.ts';
import type { Chat } from '../domain/chat.ts';
import { limitOf } from '../domain/retention.ts';
import {
  type Batch,
  readAuditBatch,
  readBinBatch,
  readClosedBatch,
  readEndedBatch,
  readOldOpenBatch,
  readRatingsBatch,
  readTicketsBatch,
} from '../store/batches.ts';
import { readChat } from '../store/log.ts';
import {
  type Allowance,
  type Removal,
  removeAuditLine,
  removeRating,
  removeTicket,
} from '../store/remove.ts';
import { type Progress, readProgress, readRetention, saveProgress } from '../store/retention.ts';
import { readTicket } from '../store/tickets.ts';
import { removeWhole } from './remove-chat.ts';

export interface PurgeContext extends Context {
  readonly removeFiles: RemoveFiles;
}

interface Work {
  readonly context: PurgeContext;
  readonly removal: Removal;
  /** What is older goes (milliseconds); `undefined`: nothing does. */
  readonly limit: number | undefined;
  readonly cursor: string;
}

/** `undefined`: the step is done. `later`: not in this run any more. */
type Outcome = { readonly cursor: string; readonly later?: boolean } | undefined;

interface Step {
  readonly limitOf: (retention: Retention, now: number) => number | undefined;
  readonly run: (work: Work) => Promise<Outcome>;
}

/** Walks a batch and removes each of it; one that fails is left for tomorrow, so it holds up nothing. */
const each =
  <T>(
    readBatch: (db: Context['db'], before: number, cursor: string) => Promise<Batch<T>>,
    remove: (work: Work & { readonly limit: number }, item: T) => Promise<unknown>,
  ) =>
  async (work: Work): Promise<Outcome> => {
    const { context, removal, limit, cursor } = work;
    if (limit === undefined) return undefined;
    const { found, next } = await readBatch(context.db, limit, cursor);
    removal.allowance.left -= 1 + found.length;
    for (const item of found) {
      try {
        await remove({ ...work, limit }, item);
      } catch (error) {
        log('ERROR', 'could not be removed, tried again tomorrow', { error });
      }
      // What is gone of the batch by then is not met again.
      if (removal.allowance.left <= 0) return { cursor, later: true };
    }
    return next === undefined ? undefined : { cursor: next };
  };

const casesLimit: Step['limitOf'] = ({ cases }, now) => limitOf(cases, now);

const removeUnclosed = async (
  { context, removal, limit }: Work & { readonly limit: number },
  chat: Chat,
): Promise<void> => {
  if (chat.ended && chat.ended.at < limit) await removeWhole(context, chat, removal);
};

/** In this order. */
const steps: Readonly<Record<string, Step>> = {
  bin: {
    limitOf: ({ deleted }, now) => limitOf(deleted, now),
    run: each(readBinBatch, ({ context, removal }, chat) => removeWhole(context, chat, removal)),
  },
  unclosed: { limitOf: casesLimit, run: each(readEndedBatch, removeUnclosed) },
  open: { limitOf: casesLimit, run: each(readOldOpenBatch, removeUnclosed) },
  tickets: {
    limitOf: casesLimit,
    run: each(readTicketsBatch, async ({ context, removal, limit }, ticket) => {
      if (ticket.changedAt >= limit) return;
      const { db } = context;
      const chat = ticket.chatId && (await readChat(db, ticket.chatId, { consistent: true }));
      // The chat first: as long as the ticket is there, what is left of it is found again.
      if (!chat || (await removeWhole(context, chat, removal))) await removeTicket(db, ticket, removal);
    }),
  },
  // What no ticket leads to.
  closed: {
    limitOf: casesLimit,
    run: each(readClosedBatch, async ({ context, removal, limit }, chat) => {
      const { closed } = chat;
      if (!closed || closed.at >= limit) return;
      const ticket = closed.ticket === undefined ? undefined : await readTicket(context.db, closed.ticket);
      if (!ticket) await removeWhole(context, chat, removal);
    }),
  },
  ratings: {
    limitOf: ({ ratings }, now) => limitOf(ratings, now),
    run: each(readRatingsBatch, ({ context, removal }, chatId) => removeRating(context.db, chatId, removal)),
  },
  audit: {
    limitOf: ({ audit }, now) => limitOf(audit, now),
    run: each(readAuditBatch, ({ context, removal }, key) => removeAuditLine(context.db, key, removal)),
  },
};
const names = Object.keys(steps);

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Goes on with today's removal, as far as `allowance` goes; does nothing once it is done. New retention begins it anew.
 */
export const purgeExpired = async (context: PurgeContext, allowance: Allowance): Promise<void> => {
  const { db, now, random } = context;
  const [retention, noted] = await Promise.all([readRetention(db, { consistent: true }), readProgress(db)]);
  const at = now();
  const day = dayOf(at);
  const isUnderWay = noted.day === day && noted.rev === retention.rev;
  let progress: Progress = isUnderWay
    ? noted
    : { ...noted, day, rev: retention.rev, step: names[0], cursor: '' };
  if (!progress.step) return;
  for (;;) {
    const { step: name = '', cursor = '' } = progress;
    const step = steps[name];
    if (!step) break;
    const limit = step.limitOf(retention, at);
    const outcome = await step.run({ context, removal: { random, now: at, allowance }, limit, cursor });
    progress = outcome
      ? { ...progress, cursor: outcome.cursor }
      : { ...progress, step: names[names.indexOf(name) + 1], cursor: '' };
    if (outcome?.later || allowance.left <= 0) break;
  }
  await saveProgress(db, progress);
};
