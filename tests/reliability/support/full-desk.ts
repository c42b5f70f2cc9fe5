// A desk on which everything there can be much of is as much as it may be, in the texts that weigh most. Independent of any action.

import type { Agent } from '../../../functions/domain/changes.ts';
import type { Chat } from '../../../functions/domain/chat.ts';
import { newTally } from '../../../functions/domain/usage.ts';
import { addGroup } from '../../../functions/store/accounts.ts';
import { addAuditLine } from '../../../functions/store/audit.ts';
import type { Item } from '../../../functions/store/db.ts';
import { consoles, writeCategories, writeSettings } from '../../../functions/store/desk.ts';
import { fromChat, fromEntry, fromFirst } from '../../../functions/store/items.ts';
import {
  dutyKey,
  feedbackKey,
  noteKey,
  ON_DUTY,
  ratingIndex,
  TEXTS,
  ticketCounterKey,
  ticketHistoryKey,
  ticketKey,
  ticketOfKey,
} from '../../../functions/store/keys.ts';
import { makeTicket } from '../../../functions/store/new-tickets.ts';
import type { ChatId, Cid, Entry, Person, UserId } from '../../../shared/model.ts';
import {
  CATEGORIES_MAX,
  CATEGORY_MAX,
  COMMENT_MAX,
  EMAIL_MAX,
  GROUPS_MAX,
  INTERNAL_NOTE_MAX,
  MENTIONS_MAX,
  NAME_MAX,
  NICKNAME_MAX,
  NOTE_MAX,
  NOTES_MAX,
  PARTICIPANTS_MAX,
  REMARKS_MAX,
  SUBJECT_MAX,
  TEXT_MAX,
  TEXTS_MAX,
  WELCOME_MAX,
} from '../../../shared/rules.ts';
import { createRig, type Rig, type Socket } from '../../bench/rig.ts';
import { asScene } from '../../support/as-scene.ts';
import type { Engine } from '../../support/engine.ts';
import { scaled } from '../../support/scale.ts';

/** Four bytes each in the table and on the wire; what people's names keep. */
export const emoji = (count: number): string => '\u{1F600}'.repeat(count);
/** Six bytes each in JSON, and one in the table: visible enough to be sent. */
export const escaped = (count: number): string => `x${'\u0001'.repeat(count - 1)}`;

export const sizes = {
  running: scaled(150, 10_000),
  ended: scaled(150, 10_000),
  agents: scaled(60, 1_000),
  messages: scaled(150, 2_500),
  replies: scaled(150, 2_500),
  lines: 250,
} as const;

export interface FullDesk {
  readonly rig: Rig;
  /** May everything an agent may. */
  readonly anna: Socket;
  readonly bram: Socket;
  readonly jan: Socket;
  readonly cookies: { readonly anna: string; readonly jan: string };
  /** Jan's chat that runs with Anna in it, as long as chats are here. */
  readonly chatId: ChatId;
  /** Jan's, ended and saved as `ticket`; and one that is ended and nothing else. */
  readonly savedId: ChatId;
  readonly endedId: ChatId;
  readonly ticket: number;
}

const NOW = Date.UTC(2026, 10, 22, 8);

/** Some at once: the engine has a socket for fifty. */
const putAll = async (rig: Rig, items: Iterable<Item>): Promise<void> => {
  let batch: Promise<unknown>[] = [];
  for (const item of items) {
    batch.push(rig.db.put(item, asScene));
    if (batch.length < 200) continue;
    await Promise.all(batch);
    batch = [];
  }
  await Promise.all(batch);
};

const person = (id: UserId): Person => ({ id, name: emoji(NAME_MAX) });

const chatOf = (rig: Rig, customer: Chat['customer'], given: Partial<Chat>): Chat => ({
  id: rig.newId() as ChatId,
  rev: 5,
  customer,
  nickname: emoji(NICKNAME_MAX),
  email: `${'a'.repeat(EMAIL_MAX - 11)}@example.nl`,
  startedAt: NOW,
  preview: true,
  agents: [],
  invitations: [],
  watchers: {},
  sessions: {},
  tally: newTally,
  ...given,
});

/** The log of a chat that is as long as one is here, every message as heavy as one may be. */
const logOf = (rig: Rig, chat: Chat, messages: number): Entry[] => {
  const author = { role: 'customer', id: chat.customer.id, name: chat.nickname } as const;
  const said = Array.from(
    { length: messages },
    (_, index): Entry => ({
      seq: index + 2,
      at: NOW + index,
      kind: 'message',
      cid: rig.newId() as string as Cid,
      author,
      text: index % 2 === 0 ? emoji(TEXT_MAX) : escaped(TEXT_MAX),
    }),
  );
  const first: Entry = { seq: 1, at: NOW, kind: 'started', nickname: chat.nickname, welcome: '' };
  const last: Entry[] = chat.ended
    ? [{ seq: messages + 2, at: chat.ended.at, kind: 'ended', reason: chat.ended.reason }]
    : [];
  return [first, ...said, ...last];
};

const itemsOf = (chat: Chat, [first, ...rest]: readonly Entry[]): Item[] => [
  fromChat(chat),
  ...(first ? [fromFirst(chat, first)] : []),
  ...rest.map((entry) => fromEntry(chat.id, entry)),
];

/** As many notes as there may be, but one; each as heavy as one may be. */
const notesOf = (rig: Rig, { id, agents }: Chat): Item[] =>
  Array.from({ length: NOTES_MAX - 1 }, (_, index) => {
    const text = index % 2 === 0 ? emoji(INTERNAL_NOTE_MAX) : escaped(INTERNAL_NOTE_MAX);
    const mentions = Array.from({ length: MENTIONS_MAX }, () => agents[0]);
    const note = { seq: index + 1, at: NOW + index, cid: rig.newId(), author: agents[0], text, mentions };
    return { ...noteKey(id, note.seq), ...note };
  });

/** Agents on duty with a console open: so many of them have names as long as names are. */
const addColleagues = async (rig: Rig): Promise<UserId[]> => {
  const ids = Array.from({ length: sizes.agents }, () => rig.newId() as string as UserId);
  const duty = ids.map((id): Agent & { counted: boolean } => ({
    ...person(id),
    onDuty: true,
    counted: true,
    load: 0,
    max: 20,
    leaseUntil: Number.MAX_SAFE_INTEGER,
    rev: 1,
  }));
  await putAll(
    rig,
    duty.map((agent) => ({ ...dutyKey(agent.id), gpk: ON_DUTY, gsk: agent.id, ...agent })),
  );
  rig.answerFor('colleague-');
  for (const id of ids) await consoles.add(rig.db, { connection: `colleague-${id}`, user: id, now: NOW });
  return ids;
};

const addChats = async (rig: Rig, colleagues: readonly UserId[]): Promise<void> => {
  const [first, ...others] = colleagues.slice(0, PARTICIPANTS_MAX).map(person);
  if (!first) throw new Error('nobody is on duty');
  const invitations = others.map((agent) => ({
    agent,
    by: first,
    note: escaped(NOTE_MAX),
    transfer: false,
    at: NOW,
  }));
  const customer = (): Chat['customer'] => ({
    id: rig.newId() as string as UserId,
    login: emoji(25),
    name: emoji(NAME_MAX),
  });
  await putAll(
    rig,
    (function* () {
      for (let index = 0; index < sizes.running; index++) {
        // Some with all who may be in a chat; a third wait, so their first message is looked at.
        const team = index % 100 === 0 ? { agents: [first], invitations } : {};
        const chat = chatOf(rig, customer(), { startedAt: NOW + index, ...team });
        yield fromChat(chat);
        for (const entry of logOf(rig, chat, index % 3 === 0 ? 1 : 0).slice(1))
          yield fromEntry(chat.id, entry);
      }
      for (let index = 0; index < sizes.ended; index++) {
        const chat = chatOf(rig, customer(), {
          startedAt: NOW - 1000 + index,
          agents: index % 50 === 0 ? colleagues.slice(0, PARTICIPANTS_MAX).map(person) : [first],
          ended: { at: NOW, reason: 'customer' },
        });
        yield* itemsOf(chat, logOf(rig, chat, 1));
      }
    })(),
  );
};

const addAdministration = async (rig: Rig, jan: Chat['customer'], chatId: ChatId): Promise<void> => {
  const names = Array.from({ length: CATEGORIES_MAX }, (_, index) => `${index}${emoji(CATEGORY_MAX - 3)}`);
  await writeCategories(rig.db, Math.random, { names, former: names, rev: 0 }, []);
  await writeSettings(
    rig.db,
    Math.random,
    {
      max: 20,
      welcome: escaped(WELCOME_MAX),
      timeoutMinutes: 480,
      publish: true,
      sendStandardTexts: true,
      realtimeOnline: true,
      preview: true,
      rev: 0,
    },
    [],
  );
  await putAll(
    rig,
    Array.from({ length: TEXTS_MAX }, (_, index) => ({
      pk: TEXTS,
      sk: rig.newId(),
      title: escaped(100),
      text: index % 2 === 0 ? emoji(TEXT_MAX) : escaped(TEXT_MAX),
      category: escaped(100),
      order: index,
      rev: 1,
    })).map((text) => ({ ...text, id: text.sk })),
  );
  for (let index = 2; index < GROUPS_MAX; index++) {
    await addGroup(rig.db, { id: `group-${index}`, name: emoji(NAME_MAX), permissions: ['chat'] });
  }
  const who = person(jan.id);
  for (let index = 0; index < sizes.lines; index++) {
    const line = { at: NOW + index, who, chatId, nickname: emoji(NICKNAME_MAX), action: 'watched' } as const;
    await addAuditLine(rig.db, line, rig.newId());
    const rated = rig.newId() as ChatId;
    const at = NOW + index;
    const agents = Array.from({ length: PARTICIPANTS_MAX }, () => who);
    const rating = { chatId: rated, stars: 1, comment: escaped(COMMENT_MAX), at, customer: jan.id, agents };
    await rig.db.put({ ...feedbackKey(rated), ...ratingIndex(at, rated), ...rating }, asScene);
  }
};

/** Tickets of one customer: one with the longest chat and history there is here, and others to list. */
const addTickets = async (rig: Rig, customer: Chat['customer'], chatId: ChatId): Promise<number> => {
  const form = {
    subject: emoji(SUBJECT_MAX / 2),
    category: emoji(CATEGORY_MAX / 2),
    remarks: escaped(REMARKS_MAX),
    email: `${'a'.repeat(EMAIL_MAX - 11)}@example.nl`,
  };
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  const [number = 1] = numbers;
  const made = numbers.map((each) => {
    const about = each === number ? { chatId } : { question: escaped(TEXT_MAX) };
    return makeTicket({
      number: each,
      about,
      customer,
      form,
      published: true,
      noted: true,
      createdAt: NOW + each,
    });
  });
  await rig.db.put({ ...ticketCounterKey, last: numbers.length }, asScene);
  for (const [ticket, write] of made) {
    await rig.db.transact([write]);
    await rig.db.put({ ...ticketOfKey(customer.id, ticket.number) }, asScene);
  }
  await putAll(
    rig,
    Array.from({ length: sizes.replies }, (_, index) => ({
      ...ticketHistoryKey(number, index + 2, 'reply'),
      kind: 'message',
      at: NOW + index,
      author: { role: 'customer', id: customer.id, name: emoji(NAME_MAX) },
      text: escaped(TEXT_MAX),
      cid: rig.newId(),
    })),
  );
  const [ticket] = made[0] ?? [];
  if (!ticket) throw new Error('no ticket');
  await rig.db.update(ticketKey(number), {
    update: 'SET version = :version',
    condition: asScene,
    values: { ':version': sizes.replies + 2 },
  });
  return number;
};

export const fillDesk = async (engine: Engine): Promise<FullDesk> => {
  const rig = await createRig(engine);
  const agent = await rig.agent(['helpdesk', 'manage', 'administer']);
  const other = await rig.agent(['helpdesk']);
  const account = await rig.customer();
  const customer = { id: account.id, login: account.login, name: emoji(NAME_MAX) };
  const [anna, bram, jan] = [await rig.open(agent), await rig.open(other), await rig.open(account)];
  const colleagues = await addColleagues(rig);
  await addChats(rig, colleagues);

  const agents = [{ id: agent.id, name: emoji(NAME_MAX) }];
  const running = chatOf(rig, customer, { agents, noted: true });
  const ended = { at: NOW, reason: 'customer' } as const;
  const endedChat = chatOf(rig, customer, { agents, ended, noted: true });
  const saved = chatOf(rig, customer, { agents, ended, noted: true, closed: { at: NOW, ticket: 1 } });
  for (const chat of [running, endedChat, saved]) {
    await putAll(rig, [...itemsOf(chat, logOf(rig, chat, sizes.messages)), ...notesOf(rig, chat)]);
  }
  await rig.db.put({ pk: `CUSTOMER#${customer.id}`, sk: 'LIVE', chatId: running.id }, asScene);
  await addAdministration(rig, customer, saved.id);
  const ticket = await addTickets(rig, customer, saved.id);
  for (const socket of [anna, bram]) {
    await socket.ask('desk.enter', { sid: socket.sid, speaks: 2 });
    await socket.ask('duty.start', {});
    socket.inbox.length = 0;
  }
  return {
    rig,
    anna,
    bram,
    jan,
    cookies: { anna: await rig.cookieOf(agent), jan: await rig.cookieOf(account) },
    chatId: running.id,
    savedId: saved.id,
    endedId: endedChat.id,
    ticket,
  };
};
