// Carries out the retention: once a day what is old enough goes, in portions, whatever portion is cut off or done twice.
import type { ChatId } from '../../shared/model.ts';
import type { Retention } from '../../shared/privacy-routes.ts';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
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
import { type Allowance, type Removal, removeAuditLine, removeRating } from '../store/remove.ts';
import { type Progress, readProgress, readRetention, saveProgress } from '../store/retention.ts';
import { readTicket } from '../store/tickets.ts';
import { removeTicketWithFiles } from './files.ts';
import { type RemoveContext, removeWithdrawn, withdrawChats } from './remove-chat.ts';

export interface PurgeContext extends Context, RemoveContext {}

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

interface Kind<T> {
  readonly readBatch: (db: Context['db'], before: number, cursor: string) => Promise<Batch<T>>;
  /** The chat that goes with it, as read strongly. */
  readonly chatOf?: (work: Work & { readonly limit: number }, item: T) => Promise<Chat | undefined>;
  /** @param chat the one that goes with it, withdrawn; `undefined`: there is none, or it stays for this time. */
  readonly remove: (
    work: Work & { readonly limit: number },
    item: T,
    chat: { readonly wanted: Chat | undefined; readonly withdrawn: Chat | undefined },
  ) => Promise<unknown>;
}

/** Walks a batch and removes each of it; one that fails is left for tomorrow, so it holds up nothing. */
const each =
  <T>({ readBatch, chatOf = async () => undefined, remove }: Kind<T>) =>
  async (work: Work): Promise<Outcome> => {
    const { context, removal, limit, cursor } = work;
    if (limit === undefined) return undefined;
    const { found, next } = await readBatch(context.db, limit, cursor);
    removal.allowance.left -= 1 + found.length;
    const wanted = await Promise.all(found.map((item) => chatOf({ ...work, limit }, item)));
    const withdrawn = await withdraw(work, wanted);
    if (!withdrawn) return { cursor, later: true };
    for (const [index, item] of found.entries()) {
      const chat = wanted[index];
      try {
        await remove({ ...work, limit }, item, { wanted: chat, withdrawn: chat && withdrawn.get(chat.id) });
      } catch (error) {
        log('ERROR', 'could not be removed, tried again tomorrow', { error });
      }
      // What is gone of the batch by then is not met again.
      if (removal.allowance.left <= 0) return { cursor, later: true };
    }
    return next === undefined ? undefined : { cursor: next };
  };

/** @returns those that can be removed, by their id; `undefined` when somebody is at the search index. */
const withdraw = async (
  { context, removal }: Work,
  wanted: readonly (Chat | undefined)[],
): Promise<ReadonlyMap<ChatId, Chat> | undefined> => {
  const chats = wanted.filter((chat) => chat !== undefined);
  try {
    const withdrawn = chats.length > 0 ? await withdrawChats(context, chats, removal) : [];
    return withdrawn && new Map(withdrawn.map((chat) => [chat.id, chat]));
  } catch (error) {
    log('ERROR', 'could not be removed, tried again tomorrow', { error });
    return new Map();
  }
};

const removeIt = async (
  { context, removal }: Work,
  _item: unknown,
  { withdrawn }: { readonly withdrawn: Chat | undefined },
): Promise<unknown> => withdrawn && removeWithdrawn(context, withdrawn, removal);

const casesLimit: Step['limitOf'] = ({ cases }, now) => limitOf(cases, now);

/** Ended so long ago, and neither saved nor deleted. */
const unclosedKind = (readBatch: Kind<Chat>['readBatch']): Kind<Chat> => ({
  readBatch,
  chatOf: async ({ limit }, chat) => (chat.ended && chat.ended.at < limit ? chat : undefined),
  remove: removeIt,
});

/** In this order. */
const steps: Readonly<Record<string, Step>> = {
  bin: {
    limitOf: ({ deleted }, now) => limitOf(deleted, now),
    run: each({ readBatch: readBinBatch, chatOf: async (_work, chat) => chat, remove: removeIt }),
  },
  unclosed: { limitOf: casesLimit, run: each(unclosedKind(readEndedBatch)) },
  open: { limitOf: casesLimit, run: each(unclosedKind(readOldOpenBatch)) },
  tickets: {
    limitOf: casesLimit,
    run: each({
      readBatch: readTicketsBatch,
      async chatOf({ context: { db }, limit }, { changedAt, chatId }) {
        return chatId && changedAt < limit ? readChat(db, chatId, { consistent: true }) : undefined;
      },
      async remove({ context, removal, limit }, ticket, { wanted, withdrawn }) {
        if (ticket.changedAt >= limit) return;
        // The chat first: as long as the ticket is there, what is left of it is found again.
        const isGone = withdrawn ? await removeWithdrawn(context, withdrawn, removal) : !wanted;
        if (isGone) await removeTicketWithFiles(context, ticket, removal);
      },
    }),
  },
  // What no ticket leads to.
  closed: {
    limitOf: casesLimit,
    run: each({
      readBatch: readClosedBatch,
      async chatOf({ context: { db }, limit }, chat) {
        const { closed } = chat;
        if (!closed || closed.at >= limit) return undefined;
        const ticket = closed.ticket === undefined ? undefined : await readTicket(db, closed.ticket);
        return ticket ? undefined : chat;
      },
      remove: removeIt,
    }),
  },
  ratings: {
    limitOf: ({ ratings }, now) => limitOf(ratings, now),
    run: each({
      readBatch: readRatingsBatch,
      remove: ({ context, removal }, chatId) => removeRating(context.db, chatId, removal),
    }),
  },
  audit: {
    limitOf: ({ audit }, now) => limitOf(audit, now),
    run: each({
      readBatch: readAuditBatch,
      remove: ({ context, removal }, key) => removeAuditLine(context.db, key, removal),
    }),
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
