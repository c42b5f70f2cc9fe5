// The table of access patterns, as keys. Everything else in store/ builds its keys here.
//
// | who asks                                   | key                                                         | cost               |
// | ------------------------------------------ | ----------------------------------------------------------- | ------------------ |
// | send: new entries since a cursor, and META | CHAT#id, E#after … META (one query; META sorts behind E#)   | 0.5 RRU            |
// | send: the entry                            | CHAT#id / E#last+1, put if absent                           | 1 WRU              |
// | head of a chat: last entry and META        | CHAT#id, … META backwards, limit 2                          | 0.5 (strong 1) RRU |
// | ticket fields, feedback                    | CHAT#id / SIDE#FORM, SIDE#FEEDBACK (behind META: never read by a send) |         |
// | notes between agents                       | CHAT#id / SIDE#NOTE#seq (behind META: no read for a customer gets there) | 1 RRU |
// | the account's running chat                 | CUSTOMER#id / LIVE                                          |                    |
// | an agent's duty and load                   | AGENT#id / DUTY, index DUTY#desk                            |                    |
// | places                                     | DESK#desk / COUNTS                                          |                    |
// | consoles, waiting portal pages             | DESK#desk#CONSOLES, DESK#desk#LOBBY / user#connection       |                    |
// | running chats of a desk                    | index OPEN#desk / start time; sparse, keys only             | 0.5 RRU per 4 KB   |
// | ended chats, neither saved nor deleted     | index ENDED#desk / start time (META moves there)            | 0.5 RRU per 4 KB   |
// | saved and deleted chats, by when they began | index CLOSED#desk#month / start time (META moves there)    | 0.5 RRU per 4 KB   |
// | all chats of one customer                  | index CHATS#customer / start time (of entry 1)              | 0.5 RRU per 4 KB   |
// | what is due, and work that a commit left   | DUE#minute#spoke / rank#kind#id                             |                    |
// | standard texts, audit lines                | DESK#desk#TEXTS / id, DESK#desk#AUDIT / time#id             |                    |
// | ratings of a month, in order               | index RATINGS#desk#yyyy-mm / time#id                        |                    |
// | a ticket, and what happened to it           | TICKET#number / META, H#version (a page, newest first)      | 1 RRU per 4 KB     |
// | whether a reply was stored before           | TICKET#number / S#cid                                       |                    |
// | tickets by status, last changed            | index TICKETS#desk#status / time of change#number           | 0.5 RRU each       |
// | tickets, newest first                      | TICKET#n … TICKET#n-49 / META, from the counter down        | 0.5 RRU each       |
// | the note on a customer                     | CUSTOMER#id / NOTE                                          | 1 RRU              |
// | a customer's tickets, newest first         | CUSTOMER#id / TICKET#number                                 | 0.5 RRU each       |
// | how often which stars, of chats removed    | DESK#desk#RATED / month#, month#agent                       |                    |
// | deleted chats, in the order of deletion    | DESK#desk#BIN / time#id                                     |                    |
// | retention, and how far today's removal is  | DESK#desk / RETENTION, REMOVAL                              | 2 RRU a minute     |
// | what the search index consists of           | DESK#desk / SEARCH; its segments are in the bucket          | 0.5 RRU a minute   |
// | what was removed, counted per month        | DESK#desk#REMOVED / month                                   |                    |
// | erasures of customers under way            | DESK#desk#ERASURES / customer                               | 0.5 RRU a minute   |
// | sessions of one person                     | index SESSIONS#user / hash                                  | 0.5 RRU each       |
// | open sockets of one person, at most eight  | SOCKETS#user / SOCKETS                                      | 2 WRU a socket     |
// | second factors of a person               | USER#id / FACTORS; half sign-ins and challenges FACTORS#…   | 1 RRU a second step |
// | for whom a second factor is obligatory     | DESK#desk / SIGNIN                                          | 1 RRU a sign-in without one |
// | opening hours                               | DESK#desk / HOURS; what follows from them is in COUNTS      | none where there are none |
// | name, logo and colours of the deployment   | DESK#desk / BRAND                                           | 0.5 RRU per 4 KB   |
// | browsers an account signed in with         | DEVICES#user / hash                                         | 1 WRU a sign-in    |
// | what one person did lately that is rare    | THROTTLE#hash / THROTTLE                                    | 1 to 2 WRU each    |
// | accounts by e-mail address                  | EMAIL#role#address / user                                   | 1 RRU              |
// | links by which a password is chosen        | LINKS#user / kind                                           | 1 to 2 WRU each    |
// | mails that wait to be sent                 | MAIL#id / MAIL                                              | 4 WRU each         |
// | accounts of a role by name                 | USER#id / ACCOUNT, index ACCOUNTS#role / name#id            |                    |
// | who has a login; logins that begin with    | LOGIN#role#login / LOGIN, index LOGINS#role / login         |                    |
// | who somebody of another system is here     | IDENTITY#role#hash / IDENTITY                               | 1 RRU              |
// | who signs tokens for other pages           | DESK#desk#ISSUERS / hash of its name                        | 1 RRU              |
// | the company's own provider of a site       | DESK#desk#PROVIDERS / site, site#SEEN                       | 1 RRU a look       |
// | a sign-in under way at a provider          | SIGNIN#hash / SIGNIN                                        | 2 WRU each         |
// | sessions a provider stands for, of a person | USER#id / PROVIDER#hash of the session                     | 1 WRU a sign-in    |
// | those of one session at the provider       | PROVIDERSID#hash / hash of the session, ENDED               | 1 WRU a sign-in    |
// | a token, or a code of a window, used once  | TOKEN#hash / TOKEN, WINDOW#hash / WINDOW                    | 1 WRU each         |
// | a file, until it is sent and after          | CHAT#id / SIDE#FILE#id; for tickets FILES#user / id, then TICKET#number / F#id | 1 RRU |
// | what files a desk takes                    | DESK#desk / FILES                                           | 0.5 RRU an upload  |
// | groups of customers                        | GROUPS#copy / id                                            |                    |
import { createHash } from 'node:crypto';
import type { ChatId, Cid, Role, TicketStatus, UserId } from '../../shared/model.ts';
import type { FileId } from '../../shared/sent-file.ts';
import { type Identity, normaliseLogin } from '../domain/account.ts';
import { monthOf } from '../domain/usage.ts';
import type { Key } from './db.ts';

/** Milliseconds since 1970 have thirteen digits until 2286, so text order is the order of time. */
export const byTime = (at: number, id: ChatId) => `${at}#${id}`;

/** The only desk for now; every key that could become hot carries it. */
export const DESK = 'helpdesk';

/** Ten digits, so that text order is number order. */
export const padded = (number: number): string => String(number).padStart(10, '0');

export const chatKey = (id: ChatId) => `CHAT#${id}`;
export const ENTRY = 'E#';
export const META = 'META';
export const entrySk = (seq: number) => `${ENTRY}${padded(seq)}`;
export const metaKey = (id: ChatId): Key => ({ pk: chatKey(id), sk: META });
export const entryKey = (id: ChatId, seq: number): Key => ({ pk: chatKey(id), sk: entrySk(seq) });
export const formKey = (id: ChatId): Key => ({ pk: chatKey(id), sk: 'SIDE#FORM' });
/** No key of a customer's read: those end at META (S136). */
export const NOTE = 'SIDE#NOTE#';
export const noteSk = (seq: number) => `${NOTE}${padded(seq)}`;
export const noteKey = (id: ChatId, seq: number): Key => ({ pk: chatKey(id), sk: noteSk(seq) });
export const feedbackKey = (id: ChatId): Key => ({ pk: chatKey(id), sk: 'SIDE#FEEDBACK' });

/** Whose file it is until it is sent: the chat's, or of a ticket that is being written that of its author. */
export type FileHolder = { readonly chat: ChatId } | { readonly user: UserId };
export const fileKey = (holder: FileHolder, id: FileId): Key =>
  'chat' in holder
    ? { pk: chatKey(holder.chat), sk: `SIDE#FILE#${id}` }
    : { pk: filesOf(holder.user), sk: id };
/** Of tickets and replies that are being written. */
export const filesOf = (user: UserId) => `FILES#${user}`;

export const customerPk = (customer: UserId) => `CUSTOMER#${customer}`;
export const liveKey = (customer: UserId): Key => ({ pk: customerPk(customer), sk: 'LIVE' });
/** With the customer's other items, so that it goes with them. */
export const customerNoteKey = (customer: UserId): Key => ({ pk: customerPk(customer), sk: 'NOTE' });
export const sessionsOf = (user: UserId) => `SESSIONS#${user}`;
export const devicesOf = (user: string) => `DEVICES#${user}`;
export const socketsKey = (user: UserId): Key => ({ pk: `SOCKETS#${user}`, sk: 'SOCKETS' });
export const dutyKey = (agent: UserId): Key => ({ pk: `AGENT#${agent}`, sk: 'DUTY' });

const desk = `DESK#${DESK}`;
export const countsKey: Key = { pk: desk, sk: 'COUNTS' };
export const settingsKey: Key = { pk: desk, sk: 'SETTINGS' };
export const categoriesKey: Key = { pk: desk, sk: 'CATEGORIES' };
export const ticketCounterKey: Key = { pk: desk, sk: 'TICKETS' };
export const sweepKey: Key = { pk: desk, sk: 'SWEEP' };
export const retentionKey: Key = { pk: desk, sk: 'RETENTION' };
export const fileRulesKey: Key = { pk: desk, sk: 'FILES' };
export const removalKey: Key = { pk: desk, sk: 'REMOVAL' };
export const searchIndexKey = (of: string): Key => ({ pk: `DESK#${of}`, sk: 'SEARCH' });
export const brandKey: Key = { pk: desk, sk: 'BRAND' };
export const hoursKey: Key = { pk: desk, sk: 'HOURS' };
export const signInRulesKey: Key = { pk: desk, sk: 'SIGNIN' };
export const TEXTS = `${desk}#TEXTS`;
export const AUDIT = `${desk}#AUDIT`;
export const REMOVED = `${desk}#REMOVED`;
export const removedKey = (month: string): Key => ({ pk: REMOVED, sk: month });
export const ISSUERS = `${desk}#ISSUERS`;
/** What an issuer is found by: its name may be any text. */
export const issuerIdOf = (issuer: string): string => createHash('sha256').update(issuer).digest('base64url');
export const issuerKey = (id: string): Key => ({ pk: ISSUERS, sk: id });
export const PROVIDERS = `${desk}#PROVIDERS`;
export const providerKey = (site: string): Key => ({ pk: PROVIDERS, sk: site });
export const providerSeenKey = (site: string): Key => ({ pk: PROVIDERS, sk: `${site}#SEEN` });
export const BIN = `${desk}#BIN`;
export const binKey = (deletedAt: number, id: ChatId): Key => ({ pk: BIN, sk: byTime(deletedAt, id) });
export const ERASURES = `${desk}#ERASURES`;
export const erasureKey = (customer: UserId): Key => ({ pk: ERASURES, sk: customer });
export const CONSOLES = `${desk}#CONSOLES`;
export const LOBBY = `${desk}#LOBBY`;

/** Running chats; and, of those that ended before there was ENDED, the ones nobody moved yet (open-chats.ts). */
export const OPEN = `OPEN#${DESK}`;
export const ENDED = `ENDED#${DESK}`;
/** No chat is older than the product. */
export const FIRST_MONTH = '2026-01';
export const closedIn = (month: string) => `CLOSED#${DESK}#${month}`;
export const chatsOf = (customer: UserId) => `CHATS#${customer}`;
/** Where a chat stands in the index: with the running ones, with the ended ones, or with the closed ones of its month. */
export const placeInIndex = ({
  id,
  startedAt,
  ended,
  closed,
}: {
  readonly id: ChatId;
  readonly startedAt: number;
  readonly ended?: unknown;
  readonly closed?: unknown;
}) => ({
  gpk: closed ? closedIn(monthOf(startedAt)) : ended ? ENDED : OPEN,
  gsk: byTime(startedAt, id),
});
/** On entry 1, which nothing changes: a chat is one of its customer's for good. */
export const customerIndex = (customer: UserId, startedAt: number, id: ChatId) => ({
  gpk: chatsOf(customer),
  gsk: byTime(startedAt, id),
});
export const ON_DUTY = `DUTY#${DESK}`;

/** The month is the one in UTC, of the time in milliseconds since 1970. */
export const ratingsOf = (month: string) => `RATINGS#${DESK}#${month}`;
export const ratingIndex = (at: number, id: ChatId) => ({
  gpk: ratingsOf(monthOf(at)),
  gsk: `${at}#${id}`,
});

/** Of a month: the sum under `month#`, and one item per agent behind it. */
export const RATED = `${desk}#RATED`;
export const ratedKey = (month: string, agent: UserId | '' = ''): Key => ({
  pk: RATED,
  sk: `${month}#${agent}`,
});

/** Which of several keys that share a load an id goes to. */
export const spokeOf = (id: string, spokes: number): number => {
  let hash = 0;
  for (let index = 0; index < id.length; index++) hash = (hash * 31 + id.charCodeAt(index)) % 65_521;
  return hash % spokes;
};

export const dueKey = (minute: number, spoke: number) => `DUE#${padded(minute)}#${spoke}`;

export const ticketPk = (number: number) => `TICKET#${padded(number)}`;
export const ticketKey = (number: number): Key => ({ pk: ticketPk(number), sk: META });
/** What happened to a ticket, by the version of it that it made; a reply before what it did to the status. */
export const TICKET_HISTORY = 'H#';
export const ticketHistoryKey = (number: number, version: number, kind: 'reply' | 'change'): Key => ({
  pk: ticketPk(number),
  sk: `${TICKET_HISTORY}${padded(version)}#${kind === 'reply' ? 0 : 1}`,
});
/** That a reply was stored, by the id its sender gave it: so it is stored once. */
export const ticketMessageKey = (number: number, cid: Cid): Key => ({ pk: ticketPk(number), sk: `S#${cid}` });
/** Before histories were kept in order: changes by the version they made, replies by their sender's id. */
export const TICKET_CHANGES = 'C#';
export const TICKET_REPLIES = 'R#';
export const olderReplyKey = (number: number, cid: Cid): Key => ({
  pk: ticketPk(number),
  sk: `${TICKET_REPLIES}${cid}`,
});

/** Files that came with the ticket or with a reply on it. */
export const TICKET_FILES = 'F#';
export const ticketFileKey = (number: number, id: FileId): Key => ({
  pk: ticketPk(number),
  sk: `${TICKET_FILES}${id}`,
});

export const ticketsIn = (status: TicketStatus) => `TICKETS#${DESK}#${status}`;
/** @param changedAt milliseconds since 1970: 13 digits until the year 2286. */
export const ticketIndex = (status: TicketStatus, changedAt: number, number: number) => ({
  gpk: ticketsIn(status),
  gsk: `${String(changedAt).padStart(13, '0')}#${padded(number)}`,
});

/** Beside the customer's other items: which tickets are this customer's. */
export const TICKET_OF = 'TICKET#';
export const ticketOfKey = (customer: UserId, number: number): Key => ({
  pk: customerPk(customer),
  sk: `${TICKET_OF}${padded(number)}`,
});

export const accountKey = (id: string): Key => ({ pk: `USER#${id}`, sk: 'ACCOUNT' });
/** In the partition of the account: what it is signed in with beside the password, and what is begun of it. */
export const FACTORS = 'FACTORS';
export const factorsKey = (id: string): Key => ({ pk: `USER#${id}`, sk: FACTORS });
export const halfKey = (id: string, hash: string): Key => ({
  pk: `USER#${id}`,
  sk: `${FACTORS}#HALF#${hash}`,
});
export const challengeKey = (id: string, challenge: string): Key => ({
  pk: `USER#${id}`,
  sk: `${FACTORS}#CHALLENGE#${challenge}`,
});
/** In the partition of the account: the sessions that a provider stands for. */
export const BY_PROVIDER = 'PROVIDER#';
export const byProviderKey = (id: string, session: string): Key => ({
  pk: `USER#${id}`,
  sk: `${BY_PROVIDER}${session}`,
});
/** The sessions here of one session at a provider; hashed as identities are. */
export const sidPk = (issuer: string, sid: string) =>
  `PROVIDERSID#${createHash('sha256')
    .update(JSON.stringify([issuer, sid]))
    .digest('base64url')}`;
/** Upper and lower case are one address here, as they are to every mail server that matters. */
export const emailPk = (role: Role, email: string) => `EMAIL#${role}#${normaliseLogin(email)}`;
export const emailKey = (role: Role, email: string, user: UserId): Key => ({
  pk: emailPk(role, email),
  sk: user,
});
export const linkKey = (user: UserId, kind: string): Key => ({ pk: `LINKS#${user}`, sk: kind });
export const mailKey = (id: string): Key => ({ pk: `MAIL#${id}`, sk: 'MAIL' });
export const accountsOf = (role: Role) => `ACCOUNTS#${role}`;
export const loginKey = (role: Role, login: string): Key => ({
  pk: `LOGIN#${role}#${normaliseLogin(login)}`,
  sk: 'LOGIN',
});
/** Hashed, both together: names of another system are as long as it likes, and have whatever it likes in them. */
export const identityKey = (role: Role, { issuer, subject }: Identity): Key => ({
  pk: `IDENTITY#${role}#${createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url')}`,
  sk: 'IDENTITY',
});
export const loginsOf = (role: Role) => `LOGINS#${role}`;
/** All customers share a few groups and every connection of one reads them, which one partition could not give. */
export const GROUP_REPLICAS = 16;
export const groupsOf = (copy: number) => `GROUPS#${copy}`;
export const groupKey = (id: string, copy: number): Key => ({ pk: groupsOf(copy), sk: id });
