// Puts many items into the table at once, where a measured action starts from something large. Not counted.
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Chat } from '../../functions/domain/chat.ts';
import { newTally } from '../../functions/domain/usage.ts';
import type { Item } from '../../functions/store/db.ts';
import { fromChat, fromEntry, fromFirst } from '../../functions/store/items.ts';
import { CONSOLES, dutyKey, ON_DUTY } from '../../functions/store/keys.ts';
import type { Author, ChatId, Cid, Entry, UserId } from '../../shared/model.ts';
import { SPEAKS } from '../../shared/terms.ts';
import type { Engine } from '../support/engine.ts';
import { textOf } from './human-pace.ts';
import type { Rig } from './rig.ts';
import { type ChatScene, cidOf, desk, online, type Scene } from './scenes.ts';

/** DynamoDB takes 25 in a call. */
const BATCH = 25;

export const fillItems = async ({ client, table }: Engine, items: readonly Item[]): Promise<void> => {
  for (let from = 0; from < items.length; from += BATCH) {
    const puts = items.slice(from, from + BATCH).map((item) => ({
      PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
  }
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What is filled, and what the rig or a desk behind a site give for it. */
type Filled = Pick<Rig, 'engine' | 'now' | 'newId'>;

const jan: Author = { role: 'customer', id: 'c'.repeat(22) as UserId, name: 'Jan' };

/** Messages in turn of `authors`, after entry 1, 2 … `from` of a chat; of the customer unless told otherwise. */
export const fillLog = (
  to: Filled,
  chatId: ChatId,
  { from, messages, authors = [jan] }: { from: number; messages: number; authors?: readonly Author[] },
) => {
  const entries = upTo(messages).map(
    (index): Entry => ({
      seq: from + 1 + index,
      at: to.now(),
      kind: 'message',
      cid: to.newId() as string as Cid,
      author: authors[index % authors.length] ?? jan,
      text: textOf(from + index),
    }),
  );
  return fillItems(
    to.engine,
    entries.map((entry) => fromEntry(chatId, entry)),
  );
};

/** Colleagues on duty with a console each. Their consoles are there, and answer nothing: pushes to them are counted by the caller. */
export const fillDesk = (rig: Rig, agents: number) =>
  fillItems(
    rig.engine,
    upTo(agents).flatMap((index) => {
      const id = `agent-${String(index).padStart(16, '0')}` as UserId;
      const console = {
        pk: CONSOLES,
        sk: `console-${String(index).padStart(8, '0')}`,
        user: id,
        speaks: SPEAKS,
        expiresAt: 4e9,
      };
      const duty = {
        ...dutyKey(id),
        gpk: ON_DUTY,
        gsk: id,
        id,
        name: `Agent ${index}`,
        onDuty: true,
        counted: true,
        load: 0,
        max: 3,
        leaseUntil: rig.now() + 90_000,
        rev: 1,
      };
      return [console, duty];
    }),
  );

/** Chats with an agent, that stand in the desk's list. */
export const fillOpen = async (rig: Pick<Rig, 'engine' | 'now'>, chats: number): Promise<void> => {
  const PART = 10_000;
  for (let from = 0; from < chats; from += PART) {
    const part = upTo(Math.min(PART, chats - from)).flatMap((index) => {
      const number = String(from + index).padStart(16, '0');
      const chat: Chat = {
        id: `chat--${number}` as ChatId,
        rev: 2,
        customer: { id: `klant-${number}` as UserId, login: `klant${number}`, name: `Klant ${number}` },
        nickname: `Klant ${number}`,
        startedAt: rig.now() - 60_000 + (index % 60_000),
        preview: true,
        agents: [{ id: 'a'.repeat(22) as UserId, name: 'Agent' }],
        invitations: [],
        watchers: {},
        sessions: {},
        tally: newTally,
      };
      return [fromChat(chat)];
    });
    await fillItems(rig.engine, part);
  }
};

/** Words of some lists, so that every text is another one; and one that only `rare` has. */
const AREAS = ['factuur', 'wachtwoord', 'printer', 'bestelling', 'levering', 'account', 'telefoon', 'retour'];
const ASKED = [
  'werkt niet meer',
  'is nog niet aangekomen',
  'staat dubbel in het overzicht',
  'kan ik niet vinden',
];
const wordsOf = (number: number): string =>
  `${textOf(number)} Mijn ${AREAS[number % AREAS.length]} ${ASKED[(number >> 3) % ASKED.length]}, nummer ${number}`;

/**
 * Ended and saved chats of 20 messages, a minute apart and the newest two hours old, of 500 customers in turns.
 * @param said what the customer of the oldest one says at its end.
 */
const fillEnded = async (rig: Rig, chats: number, said: string): Promise<void> => {
  const PART = 500;
  const agent = { id: 'a'.repeat(22) as UserId, name: 'Anna' };
  for (let from = 0; from < chats; from += PART) {
    const part = upTo(Math.min(PART, chats - from)).flatMap((index) => {
      const number = from + index;
      const id = `ended-${String(number).padStart(16, '0')}` as ChatId;
      const customer = {
        id: `klant-${String(number % 500).padStart(16, '0')}` as UserId,
        login: `klant${number % 500}`,
        name: `Klant ${number % 500}`,
      };
      const startedAt = rig.now() - (number + 120) * 60_000;
      const messages = upTo(20).map(
        (message): Entry => ({
          seq: message + 2,
          at: startedAt + message * 1000,
          kind: 'message',
          cid: cidOf(rig),
          author:
            message % 2 ? { role: 'agent', ...agent } : { role: 'customer', id: customer.id, name: 'Klant' },
          text: message === 19 && number === chats - 1 ? said : wordsOf(number * 20 + message),
        }),
      );
      const first: Entry = { seq: 1, at: startedAt, kind: 'started', nickname: 'Klant', welcome: '' };
      const last: Entry = { seq: 22, at: startedAt + 30_000, kind: 'ended', reason: 'customer' };
      const chat: Chat = {
        id,
        rev: 2,
        customer,
        nickname: 'Klant',
        startedAt,
        preview: true,
        agents: [agent],
        invitations: [],
        watchers: {},
        sessions: {},
        tally: newTally,
        ended: { at: last.at, reason: 'customer' },
        closed: { at: last.at, ticket: number + 1 },
      };
      return [
        fromChat(chat),
        fromFirst(chat, first),
        ...messages.map((entry) => fromEntry(id, entry)),
        fromEntry(id, last),
      ];
    });
    await fillItems(rig.engine, part);
  }
};

/** So many chats ended hours ago, and nothing else did. */
export const endedEarlier =
  (chats: number, said = 'een speld') =>
  async (engine: Engine): Promise<Scene> => {
    const scene = await desk(engine);
    await fillEnded(scene.rig, chats, said);
    return scene;
  };

/** The chat of a customer who is still typing the question; colleagues have a console open each. */
export const typingAt =
  (consoles: number) =>
  async (engine: Engine): Promise<ChatScene> => {
    const scene = await online(engine);
    scene.rig.answerFor('console-');
    await fillDesk(scene.rig, consoles - 1);
    return scene;
  };
