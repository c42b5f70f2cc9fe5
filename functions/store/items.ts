// How a chat's META and entries lie in the table, both ways. Parses what it reads: an item that does not fit is a bug and throws.
import * as v from 'valibot';
import {
  ChatId,
  EndReason,
  Entry,
  Invitation,
  Language,
  MaskKind,
  Person,
  RedactedBy,
  Role,
  UserId,
} from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import type { Item } from './db.ts';
import { customerIndex, entryKey, metaKey, placeInIndex } from './keys.ts';
import { endAsStored, endToStore, entryAsStored, entryToStore } from './older-words.ts';

const Speaks = v.optional(v.number());

const MetaItem = v.object({
  id: ChatId,
  rev: v.number(),
  links: v.optional(v.number()),
  customer: v.object({ id: UserId, login: v.string(), name: v.string() }),
  nickname: v.string(),
  email: v.optional(v.string()),
  startedAt: v.number(),
  preview: v.boolean(),
  language: v.optional(Language),
  unmasked: v.optional(v.array(MaskKind)),
  hidesPage: v.optional(v.boolean()),
  allowed: v.optional(v.object({ by: UserId, at: v.number() })),
  agents: v.array(Person),
  awaySince: v.optional(v.number()),
  former: v.optional(v.array(Person)),
  invitations: v.optional(v.array(Invitation), []),
  watchers: v.optional(
    v.record(
      v.string(),
      v.object({
        user: UserId,
        name: v.string(),
        connection: v.string(),
        speaks: Speaks,
        at: v.optional(v.number()),
      }),
    ),
    {},
  ),
  stoppedAt: v.optional(v.number()),
  sessions: v.record(
    v.string(),
    v.object({
      user: UserId,
      role: Role,
      connection: v.string(),
      speaks: Speaks,
      at: v.optional(v.number()),
    }),
  ),
  goneSince: v.optional(v.number()),
  stayedAt: v.optional(v.number()),
  warned: v.optional(
    v.object({ since: v.number(), endsAt: v.number(), unanswered: v.optional(v.boolean()) }),
  ),
  filled: v.optional(v.boolean()),
  noted: v.optional(v.boolean()),
  redacted: v.optional(v.array(v.object({ of: v.number(), by: RedactedBy }))),
  tally: v.object({ notes: v.number(), manned: v.number() }),
  ended: v.optional(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform(endAsStored),
      v.object({ at: v.number(), reason: EndReason }),
    ),
  ),
  removing: v.optional(v.boolean()),
  closed: v.optional(v.object({ at: v.number(), ticket: v.optional(v.number()) })),
});

export const toChat = (item: Item): Chat => v.parse(MetaItem, item);
export const toEntry = (item: Item): Entry => v.parse(Entry, entryAsStored(item));

/** A field of META as it is stored. */
export const toField = <F extends keyof Chat>(field: F, value: Chat[F]): unknown =>
  field === 'ended' && value ? endToStore(value as NonNullable<Chat['ended']>) : value;

/** A whole META, as of a chat that starts; a change of state moves its place in the index. */
export const fromChat = (chat: Chat): Item => ({
  ...metaKey(chat.id),
  ...placeInIndex(chat),
  ...chat,
});

export const fromEntry = (chatId: ChatId, entry: Entry): Item => ({
  ...entryKey(chatId, entry.seq),
  ...entryToStore(entry),
});

/** The first entry of a chat, by which the customer's chats are found. */
export const fromFirst = (chat: Chat, entry: Entry): Item => ({
  ...fromEntry(chat.id, entry),
  ...customerIndex(chat.customer.id, chat.startedAt, chat.id),
});
