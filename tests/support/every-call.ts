// A day at the desk over the wire in which every action and every route of the tables is called: the real ones in a story,
// and whatever the story leaves out with an input made from its schema, so that a new one takes part by itself.
import { randomBytes } from 'node:crypto';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { anyInput } from './any-input.ts';
import {
  type Answer,
  arriveOverWire,
  requestOverWire,
  type Site,
  urlOf,
  type Wire,
  type WirePerson,
} from './wire.ts';

export interface Called {
  /** As in its table. */
  readonly name: string;
  readonly by: string;
  /** `ok`, or the code of the refusal, or a gateway's own words; nothing for what is not answered. */
  readonly outcome: string | undefined;
}

export interface EveryCall {
  readonly calls: readonly Called[];
}

const outcomeOf = ({ error, message }: Answer): string => error?.code ?? message ?? 'ok';
const newCid = () => randomBytes(16).toString('base64url');

/** @param text what people write, by the name of the field; make it unlike anything else to find it again. */
export const makeEveryCall = async (wire: Wire, text: (field: string) => string): Promise<EveryCall> => {
  const calls: Called[] = [];
  const arrive = async (site: Site, login: string) => {
    const person = await arriveOverWire(wire, site, login);
    return {
      login,
      person,
      sid: randomBytes(6).toString('base64url'),
      async ask(name: string, input: object = {}) {
        if (actionSpecs[name]?.reply === null) {
          person.tell({ id: 0, action: name, ...input });
          calls.push({ name, by: login, outcome: undefined });
          return {};
        }
        const answer = await person.ask(name, input);
        calls.push({ name, by: login, outcome: outcomeOf(answer) });
        return answer;
      },
      async request(name: string, input: Readonly<Record<string, unknown>> = {}) {
        const answer = await person.request(name, input);
        calls.push({ name, by: login, outcome: outcomeOf(answer) });
        return answer;
      },
    };
  };
  const jansen = await arrive('portal', 'jansen');
  const devries = await arrive('portal', 'devries');
  const anna = await arrive('console', 'anna');
  const bram = await arrive('console', 'bram');
  const ohadmin = await arrive('console', 'ohadmin');
  // Takes no part, so that what administrators do to an account is done to this one.
  const bakker = await arrive('portal', 'bakker');
  const bakkerId = read(read(await bakker.request('GET /api/session'), 'user'), 'id');
  const everyone = [bakker, jansen, devries, anna, bram, ohadmin];

  for (const agent of [anna, bram, ohadmin]) {
    await agent.ask('desk.enter', { sid: agent.sid });
    await agent.ask('duty.start');
    await agent.ask('duty.beat');
  }
  await devries.ask('lobby.enter');
  const chatId = await talk({ jansen, anna, bram, ohadmin }, text);
  const ticket = read(await anna.ask('chat.save', { chatId, publish: true }), 'ticket');
  const second = read(
    read(
      await devries.ask('chat.start', { sid: devries.sid, nickname: text('nickname'), email: '' }),
      'chat',
    ),
    'id',
  );
  await anna.ask('chat.join', { chatId: second, sid: anna.sid, cid: newCid(), second: false });
  const left = await jansen.request('POST /api/my-tickets', {
    cid: newCid(),
    text: text('question'),
    email: `${text('email')}@example.nl`,
  });
  const bramId = read(read(await bram.request('GET /api/session'), 'user'), 'id');

  const known = {
    text,
    values: {
      chatId: second,
      number: read(left, 'number') ?? ticket,
      agent: bramId,
      customer: read(read(await devries.request('GET /api/session'), 'user'), 'id'),
      accountId: bakkerId,
      customerId: bakkerId,
      cid: newCid(),
      email: `${text('email')}@example.nl`,
      language: 'nl',
      timeZone: 'Europe/Amsterdam',
      fileId: newCid(),
      files: [],
      kinds: ['image', 'pdf', 'office', 'text'],
      megabytes: 20,
      most: 10,
    },
  };
  // Every one, by one of each: what is not theirs is refused, and that is a call as well.
  await Promise.all(
    [devries, anna, ohadmin].map(async (who) => {
      const own = { ...known, values: { ...known.values, sid: who.sid } };
      for (const [name, { input }] of Object.entries(actionSpecs))
        await who.ask(name, Object(anyInput(input, own)));
      for (const [name, { input }] of Object.entries<RouteSpec>(routes)) {
        // These end the session that the others need.
        if (!ENTRANCE.test(name)) await who.request(name, Object(anyInput(input, own)));
      }
    }),
  );
  await enterWrongly(wire, text);
  for (const who of everyone) {
    who.person.tell(text('frame'));
    who.person.tell({ id: 1, action: text('action'), text: text('unknown') });
    who.person.tell({ id: text('id'), action: 'chat.say', text: text('malformed') });
    const code = newCid() + newCid();
    await who.request('PUT /api/embed/window', { code });
    await who.request('POST /api/embed/session', {
      page: 'https://www.example.nl',
      user: text('user'),
      token: text('token'),
      keep: 'memory',
    });
    await who.request('DELETE /api/embed/session');
    await who.request('POST /api/logout');
    await who.person.close();
  }
  await wire.cloud.clock.advance(3 * 60_000);
  return { calls };
};

const ENTRANCE =
  /^(POST \/api\/(login|logout)|(POST|DELETE) \/api\/embed\/session|PUT \/api\/embed\/window)$/;

const actionSpecs: Readonly<Record<string, ActionSpec>> = actions;

/** A field of an answer or of what was read from one. */
const read = (from: unknown, name: string): unknown => {
  const { ok = from } = Object(from);
  return Object(ok)[name];
};

interface Someone {
  readonly sid: string;
  readonly person: WirePerson;
  ask(name: string, input?: object): Promise<Answer>;
  request(name: string, input?: Readonly<Record<string, unknown>>): Promise<Answer>;
}
type Cast = Readonly<Record<'jansen' | 'anna' | 'bram' | 'ohadmin', Someone>>;

/** One chat, from the tab to its end. @returns its id. */
const talk = async (
  { jansen, anna, bram, ohadmin }: Cast,
  text: (field: string) => string,
): Promise<unknown> => {
  const started = await jansen.ask('chat.start', {
    sid: jansen.sid,
    nickname: text('nickname'),
    email: `${text('email')}@example.nl`,
  });
  const chatId = read(read(started, 'chat'), 'id');
  const bramId = read(read(await bram.request('GET /api/session'), 'user'), 'id');
  const invitation = { chatId, agent: bramId, note: text('note'), transfer: false };
  await jansen.ask('chat.say', { chatId, cid: newCid(), after: 1, text: text('message') });
  await anna.ask('chat.join', { chatId, sid: anna.sid, cid: newCid(), second: false });
  await jansen.ask('chat.preview', { chatId, rev: 1, text: text('preview') });
  await anna.ask('chat.typing', { chatId });
  await anna.ask('chat.say', { chatId, cid: newCid(), after: 3, text: text('answer') });
  await anna.ask('chat.fill', {
    chatId,
    fields: { subject: text('subject'), remarks: text('remarks'), email: `${text('formEmail')}@example.nl` },
  });
  await anna.ask('chat.form', { chatId });
  await anna.ask('chat.invite', invitation);
  await bram.ask('chat.decline', { chatId });
  await anna.ask('chat.invite', invitation);
  await anna.ask('chat.withdraw', { chatId, agent: bramId });
  await anna.ask('chat.invite', invitation);
  await bram.ask('chat.join', { chatId, sid: bram.sid, cid: newCid(), second: true });
  await anna.ask('chat.allow', { chatId, allowed: true });
  await bram.ask('chat.leave', { chatId, cid: newCid() });
  await ohadmin.ask('chat.watch', { chatId, sid: ohadmin.sid, after: 0 });
  await ohadmin.ask('chat.unwatch', { chatId, sid: ohadmin.sid });
  await ohadmin.ask('text.save', {
    title: text('title'),
    text: text('standard'),
    category: text('category'),
    order: 1,
  });
  await jansen.ask('chat.sync', { chatId, sid: jansen.sid, after: 0 });
  await jansen.request('POST /api/chats/{chatId}/transcript', {
    chatId,
    language: 'nl',
    timeZone: 'Europe/Amsterdam',
  });
  await sendFile(jansen, { chatId, name: `${text('file')}.txt`, words: text('words') });
  await jansen.ask('chat.end', { chatId, cid: newCid(), after: 4 });
  await anna.request('POST /api/chats/{chatId}/transcript', {
    chatId,
    language: 'en',
    timeZone: 'Europe/Amsterdam',
  });
  await jansen.ask('chat.dismiss', { chatId });
  return chatId;
};

/** A file, from choosing it to looking at it. */
const sendFile = async (
  who: Someone,
  { chatId, name, words }: { chatId: unknown; name: string; words: string },
): Promise<void> => {
  const [fileId, size] = [newCid(), Buffer.byteLength(words)];
  const begun = await who.request('POST /api/chats/{chatId}/files', { chatId, fileId, name, size });
  const put = await fetch(String(read(begun, 'url')), {
    method: 'PUT',
    body: words,
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (!put.ok) throw new Error(`a file was answered ${put.status}`);
  await who.request('POST /api/chats/{chatId}/files/{fileId}', { chatId, fileId });
  await who.ask('chat.say', { chatId, cid: newCid(), after: 3, text: '', files: [fileId] });
  const links = await who.request('GET /api/chats/{chatId}/files/{fileId}', { chatId, fileId });
  if ((await (await fetch(String(read(links, 'url')))).text()) !== words)
    throw new Error('another file came back');
  const other = newCid();
  await who.request('POST /api/chats/{chatId}/files', { chatId, fileId: other, name, size });
  await who.request('DELETE /api/chats/{chatId}/files/{fileId}', { chatId, fileId: other });
};

/** Passwords where logins belong, logins that nobody has, bodies that are none. */
const enterWrongly = async (wire: Wire, text: (field: string) => string): Promise<void> => {
  for (const site of ['portal', 'console'] as const) {
    const url = urlOf(wire, site);
    await requestOverWire(url, 'POST /api/login', {
      input: { login: text('login'), password: text('password') },
    });
    await requestOverWire(url, 'POST /api/login', { input: { login: 'jansen', password: text('password') } });
    await requestOverWire(url, 'GET /api/session', { cookie: `__Host-${site}_session=${text('cookie')}` });
    await fetch(`${url}/api/login?q=${text('query')}`, { method: 'POST', body: text('body') });
  }
};
