// Pages that were away: a laptop that slept through the day, a server that forgot, a tab that was frozen, a window that closes while something is being sent.
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../shared/errors.ts';
import type { Cid, Sid } from '../../../shared/model.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import { createOutbox } from '../../../web/connection/outbox.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { createPreviewing } from '../../../web/connection/typing.ts';
import { aChatId } from '../../support/builders.ts';
import { PATIENCE_MS, scaled, seeded } from '../../support/scale.ts';
import { createClock } from './support/clock.ts';
import { anna, createLocks, createServer } from './support/server.ts';
import { aStorage } from './support/storage.ts';

const HOUR = 60 * 60_000;
const chatId = aChatId();

const world = (random: () => number = () => 0.5) => {
  const clock = createClock();
  const storage = aStorage();
  const server = createServer(clock, random);
  const alone = createLocks();
  let pages = 0;
  const openPage = () => {
    const environment = { ...server.environment(), alone };
    const connection = createConnection(parseEvent, environment);
    const outbox = createOutbox({ userId: 'user', storage });
    const sid = String(++pages).padStart(8, '0') as Sid;
    const refusals: Refusal[] = [];
    const conversation = createConversation({
      connection,
      outbox,
      chatId,
      sid,
      createTyping: createPreviewing,
      environment,
      onRefused: (refusal) => refusals.push(refusal),
    });
    const texts = () => conversation.entries.value.flatMap((e) => (e.kind === 'message' ? [e.text] : []));
    const close = () => {
      conversation.close();
      connection.close();
    };
    return { sid, environment, connection, outbox, conversation, refusals, texts, close };
  };
  return { clock, server, openPage };
};
const fromAnna = (text: string) =>
  ({
    kind: 'message',
    cid: aChatId(text) as string as Cid,
    author: { role: 'agent', ...anna },
    text,
  }) as const;

describe('[F19] after 8 hours away', () => {
  it(
    'with 500 messages missed, each client gets each of them once, and asks no more',
    async ({ annotate }) => {
      const clients = scaled(10, 100);
      const { clock, server, openPage } = world();
      const pages = Array.from({ length: clients }, openPage);
      await clock.until(() => pages.every(({ conversation }) => conversation.entries.value.length === 1));
      server.network = { handshake: () => 'refused' };
      for (const line of [...server.lines]) line.drop();
      for (let n = 0; n < 500; n++) server.add(chatId, fromAnna(`bericht ${n}`));
      clock.sleep(8 * HOUR);
      await clock.advance(60_000);
      const before = server.frames('chat.sync').length;
      server.network = {};
      await clock.until(() => pages.every(({ conversation }) => conversation.entries.value.length === 501));
      await clock.advance(30_000);
      // 500 entries are 5 pages of 100; the first page of all goes to no client again.
      expect(server.frames('chat.sync').length - before).toBe(clients * 5);
      for (const { sid } of pages)
        expect(
          server
            .frames('chat.sync')
            .filter((frame) => frame.sid === sid)
            .map(({ after }) => after),
        ).toEqual([0, 1, 101, 201, 301, 401]);
      await annotate(`${clients} clients, ${server.frames('chat.sync').length - before} pages`, 'figures');
    },
    PATIENCE_MS,
  );

  it.each<[string, (at: ReturnType<typeof world>['server']) => void]>([
    ['its log was set back', (server) => void server.log(chatId).splice(1)],
    [
      'it does not give the chat any more',
      (server) =>
        server.refuse('chat.sync', ...Array.from({ length: 50 }, () => ({ code: 'not_found' }) as const)),
    ],
    [
      'it knows nothing of the connection',
      (server) => server.lines.forEach((line) => void line.chats.clear()),
    ],
  ])('and the server forgot (%s): no client asks in a loop', async (_how, forget) => {
    const { clock, server, openPage } = world();
    for (const text of ['een', 'twee', 'drie']) server.add(chatId, fromAnna(text));
    const page = openPage();
    await clock.until(() => page.texts().length === 3);
    forget(server);
    for (const line of [...server.lines]) line.drop();
    clock.sleep(8 * HOUR);
    await clock.advance(20_000);
    const before = server.lines.flatMap(({ frames }) => frames).length;
    await clock.advance(10 * 60_000);
    // A sync every 40 s, or a ping every 45 s.
    expect(server.lines.flatMap(({ frames }) => frames).length - before).toBeLessThanOrEqual(16);
    expect(server.openLines()).toHaveLength(1);
    page.close();
  });
});

describe('[F20] while a message is on its way', () => {
  const rounds = scaled(5, 50);
  const each = async (
    run: (given: ReturnType<typeof world> & { round: number; random: () => number }) => Promise<void>,
  ) => {
    for (let round = 0; round < rounds; round++) {
      const random = seeded(round);
      await run({ ...world(random), round, random });
    }
  };
  const stored = (server: ReturnType<typeof world>['server']) =>
    server.log(chatId).flatMap((e) => (e.kind === 'message' ? [e.text] : []));

  it(
    `the laptop sleeps, or the tab is frozen, ${rounds} times: it goes once, when it is awake`,
    () =>
      each(async ({ clock, server, openPage, random }) => {
        const page = openPage();
        await clock.until(() => page.conversation.entries.value.length === 1);
        page.conversation.say('onderweg');
        await clock.advance(random() * 25);
        for (const line of server.lines) line.isDead = true;
        clock.sleep(random() * 8 * HOUR);
        page.environment.wake();
        await clock.until(() => page.conversation.outgoing.value.length === 0);
        expect([stored(server), page.texts()]).toEqual([['onderweg'], ['onderweg']]);
        page.close();
      }),
    PATIENCE_MS,
  );

  it(
    `the page goes into the browser's cache and back, ${rounds} times`,
    () =>
      each(async ({ clock, server, openPage, random }) => {
        const page = openPage();
        await clock.until(() => page.conversation.entries.value.length === 1);
        page.conversation.say('onderweg');
        page.conversation.typing('half');
        await clock.advance(random() * 25);
        for (const line of [...server.lines]) line.drop();
        clock.sleep(random() * HOUR);
        page.environment.wake();
        await clock.until(() => page.conversation.outgoing.value.length === 0);
        expect(stored(server)).toEqual(['onderweg']);
        expect(page.outbox.loadDraft(chatId)).toBe('half');
        page.close();
      }),
    PATIENCE_MS,
  );

  it(
    `a window of its own opens or closes, ${rounds} times: the same chat, the draft kept, the message there once`,
    () =>
      each(async ({ clock, server, openPage, random }) => {
        const page = openPage();
        await clock.until(() => page.conversation.entries.value.length === 1);
        page.conversation.say('onderweg');
        page.conversation.typing('half');
        await clock.advance(random() * 40);
        const loose = openPage();
        if (random() < 0.5) await clock.advance(random() * 60);
        page.close();
        await clock.until(() => loose.texts().length === 1);
        await clock.until(() => loose.conversation.outgoing.value.length === 0);
        expect(stored(server)).toEqual(['onderweg']);
        expect(loose.outbox.loadDraft(chatId)).toBe('half');
        loose.close();
      }),
    PATIENCE_MS,
  );
});
