// What a page of tickets or of ended chats takes when there are ten thousand, and what a search takes that finds nothing until the end.
import type { Chat } from '../../functions/domain/chat.ts';
import { newTally } from '../../functions/domain/usage.ts';
import type { Item } from '../../functions/store/db.ts';
import { fromChat, fromEntry, fromFirst } from '../../functions/store/items.ts';
import { makeTicket } from '../../functions/store/new-tickets.ts';
import { fromTicket } from '../../functions/store/tickets.ts';
import type { ChatId, Cid, Entry, UserId } from '../../shared/model.ts';
import { dollarsOf } from '../../shared/prices.ts';
import type { RouteName } from '../../shared/routes.ts';
import type { Engine } from '../support/engine.ts';
import { fillItems } from './fill.ts';
import { dollars, printTable } from './format.ts';
import { textOf } from './human-pace.ts';
import { toConsumption, type Used } from './meter.ts';
import type { Rig } from './rig.ts';
import { desk, type Scene } from './scenes.ts';
import { spread } from './spread.ts';

const COUNT = 10_000;
const CUSTOMERS = 500;
/** Of a first page; a whole search is done once. */
const ROUNDS = 10;
const MINUTE_MS = 60_000;

const idOf = (letter: string, number: number): string => `${letter}${String(number).padStart(21, '0')}`;
const customerOf = (number: number): Chat['customer'] => {
  const at = number % CUSTOMERS;
  return { id: idOf('k', at) as UserId, login: `klant${at}`, name: `Klant ${at}` };
};
/** The oldest one is the only one that says so. */
const RARE = 'zeldzaam';

const aTicket = (number: number, at: number): Item =>
  fromTicket(
    makeTicket({
      number,
      about: { question: textOf(number) },
      customer: customerOf(number),
      form: { subject: `Melding ${number}`, category: 'Algemeen', remarks: '', email: '' },
      published: true,
      createdAt: at,
    })[0],
  );

const anEndedChat = (number: number, startedAt: number): Item[] => {
  const customer = customerOf(number);
  const id = idOf('c', number) as ChatId;
  const agent = { id: idOf('a', 0) as UserId, name: 'Anna' };
  const chat: Chat = {
    id,
    rev: 5,
    customer,
    nickname: customer.name,
    startedAt,
    preview: true,
    agents: [agent],
    invitations: [],
    watchers: {},
    sessions: {},
    tally: newTally,
    ended: { at: startedAt + MINUTE_MS, reason: 'customer' },
    closed: { at: startedAt + 2 * MINUTE_MS, ticket: number },
  };
  const says = (seq: number, text: string): Entry => ({
    seq,
    at: startedAt + seq,
    kind: 'message',
    cid: idOf('m', 10 * number + seq) as Cid,
    author:
      seq % 2 ? { role: 'agent', ...agent } : { role: 'customer', id: customer.id, name: customer.name },
    text,
  });
  return [
    fromChat(chat),
    fromFirst(chat, { seq: 1, at: startedAt, kind: 'started', nickname: chat.nickname, welcome: '' }),
    ...[2, 3].map((seq) => fromEntry(id, says(seq, number === 1 ? RARE : textOf(number)))),
  ];
};

export interface Listed {
  readonly name: string;
  readonly requests: number;
  /** Milliseconds of a first page, or of all pages once. */
  readonly took: readonly number[];
  readonly used: Used;
}

type Ask = (query: Readonly<Record<string, string>>) => Promise<unknown>;

const nextOf = (body: unknown): string | undefined => {
  const { ok } = Object(body);
  return Object(ok).next ?? Object(ok).cursor;
};

const measure = async ({ meter }: Rig, ask: Ask, { name, query, at, isWhole }: Question): Promise<Listed> => {
  const took: number[] = [];
  let [requests, spent] = [0, meter.mark()];
  for (let round = 0; round < (isWhole ? 1 : ROUNDS); round++) {
    [requests, spent] = [0, meter.mark()];
    const from = performance.now();
    for (let next: string | undefined = ''; next !== undefined; ) {
      requests++;
      const body = await ask({ ...query, ...(next && { [at]: next }) });
      next = isWhole ? nextOf(body) : undefined;
    }
    took.push(performance.now() - from);
  }
  return { name, requests, took, used: spent() };
};

interface Question {
  readonly name: string;
  readonly route: Extract<RouteName, 'GET /api/tickets' | 'GET /api/chats'>;
  /** The name of what says where a page begins. */
  readonly at: 'from' | 'cursor';
  readonly query: Readonly<Record<string, string>>;
  /** All pages to the end, rather than the first one. */
  readonly isWhole: boolean;
}

const tickets = { route: 'GET /api/tickets', at: 'from' } as const;
const chats = { route: 'GET /api/chats', at: 'cursor' } as const;
const questions: readonly Question[] = [
  { name: 'tickets, first page, last changed', ...tickets, query: { sort: 'changed' }, isWhole: false },
  { name: 'tickets, first page, newest', ...tickets, query: { sort: 'newest' }, isWhole: false },
  { name: 'tickets with a text that none has', ...tickets, query: { text: 'nergens' }, isWhole: true },
  { name: 'history, first page', ...chats, query: {}, isWhole: false },
  { name: 'history of one customer', ...chats, query: { customer: customerOf(7).id }, isWhole: false },
  { name: 'history, a name in "who" to the end', ...chats, query: { who: 'klant 77' }, isWhole: true },
  { name: 'history, a text that the oldest chat has', ...chats, query: { text: RARE }, isWhole: true },
];

export const measureLists = async (engine: Engine): Promise<Listed[]> => {
  const scene: Scene = await desk(engine);
  const { rig, anna, annasCookie: cookie } = scene;
  const all = Array.from({ length: COUNT }, (_, at) => at + 1);
  const began = rig.now() - (COUNT + 10) * MINUTE_MS;
  await fillItems(
    engine,
    all.map((number) => aTicket(number, began + number * MINUTE_MS)),
  );
  await fillItems(
    engine,
    all.flatMap((number) => anEndedChat(number, began + number * MINUTE_MS)),
  );
  const listed: Listed[] = [];
  for (const question of questions)
    listed.push(
      await measure(
        rig,
        async (query) => (await rig.request(question.route, { account: anna.account, cookie, query })).body,
        question,
      ),
    );
  rig.stop();
  return listed;
};

export const printLists = (all: readonly Listed[]): string =>
  printTable(
    [`among ${COUNT.toLocaleString('en')} of each`, 'requests', 'calls', 'RRU', '$', 'p10 / p50 / p90 ms'],
    all.map(({ name, requests, took, used }) => [
      name,
      requests,
      used.calls,
      used.read,
      dollars(dollarsOf(toConsumption(used))),
      took.length > 1 ? spread(took) : `${(took[0] ?? 0).toFixed(0)}, all of it`,
    ]),
  );
