// That the connection finds its way back, spread over time, and never says more than it knows.
import { describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../../shared/events.ts';
import { FRAME_MAX_BYTES } from '../../../shared/rules.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { aChatId } from '../../support/builders.ts';
import { createClock } from './support/clock.ts';
import { online, start } from './support/opened.ts';
import { createServer } from './support/server.ts';

const MINUTE = 60_000;

describe('request and reply', () => {
  test('a call waits for the connection and gets the reply with its id', async () => {
    const { clock, connection, statuses } = start();
    const answer = connection.call('ping', {});
    await clock.advance(100);
    expect(await answer).toEqual({ ok: {} });
    expect(statuses).toEqual(['connecting', 'online']);
  });

  test('replies in any order find their call', async () => {
    const { clock, server, connection } = await online();
    const delays = [300, 100, 200];
    server.network = { reply: () => [delays.shift() ?? 0] };
    server.refuse('chat.dismiss', { code: 'forbidden' });
    const answers = Promise.all([
      connection.call('ping', {}),
      connection.call('chat.dismiss', { chatId: aChatId() }),
      connection.call('ping', {}),
    ]);
    await clock.advance(1000);
    expect(await answers).toEqual([{ ok: {} }, { error: { code: 'forbidden' } }, { ok: {} }]);
  });

  test('a second copy of a reply is nobody’s', async () => {
    const { clock, server, connection, statuses } = await online();
    server.network = { reply: () => [10, 20, 9_990] };
    const answer = connection.call('ping', {});
    await clock.advance(15_000);
    expect(await answer).toEqual({ ok: {} });
    expect(statuses).toEqual(['connecting', 'online']);
  });

  test('a frame of exactly the limit goes out, one byte more is refused here', async () => {
    const { clock, server, connection } = await online();
    const say = (text: string) =>
      connection.call('chat.say', { chatId: aChatId(), cid: aChatId('cid') as never, after: 0, text });
    const small = say('');
    await clock.advance(100);
    await small;
    const rest = FRAME_MAX_BYTES - JSON.stringify(server.frames('chat.say')[0]).length;
    // Two bytes each in UTF-8; ids have one digit both times.
    const fits = say(`${'é'.repeat(Math.floor(rest / 2))}${'x'.repeat(rest % 2)}`);
    const tooLarge = say(`${'é'.repeat(Math.floor(rest / 2))}${'x'.repeat((rest % 2) + 1)}`);
    await clock.advance(100);
    expect(await fits).toHaveProperty('ok');
    expect(await tooLarge).toEqual({ error: { code: 'too_large' } });
    expect(server.frames('chat.say')).toHaveLength(2);
  });

  test('an error frame of the gateway loses the oldest call only', async () => {
    const { clock, server, connection } = await online();
    const fates = ['gateway error', [10]] as const;
    let replies = 0;
    server.network = { reply: () => fates[replies++] ?? [10] };
    const answers = Promise.all([connection.call('ping', {}), connection.call('ping', {})]);
    await clock.advance(100);
    expect(await answers).toEqual([{ lost: true }, { ok: {} }]);
  });

  test('a call without an answer is lost after 10 s, and a live link stays', async () => {
    const { clock, server, connection, statuses } = await online();
    server.network = { request: (frame) => (frame.action === 'ping' ? [10] : []) };
    const answer = connection.call('chat.dismiss', { chatId: aChatId() });
    await clock.advance(9_990);
    const early = await Promise.race([answer, 'nothing yet']);
    await clock.advance(10);
    expect([early, await answer]).toEqual(['nothing yet', { lost: true }]);
    await clock.advance(20_000);
    expect(server.frames('ping').length).toBeGreaterThan(0);
    expect(statuses).toEqual(['connecting', 'online']);
  });

  test('an open socket that is handed over is used as it is', async () => {
    const clock = createClock();
    const server = createServer(clock, () => 0);
    const environment = server.environment();
    const sockets = [environment.openSocket()];
    await clock.advance(100);
    const connection = createConnection(parseEvent, {
      ...environment,
      openSocket: () => sockets.pop() ?? environment.openSocket(),
    });
    const answer = connection.call('ping', {});
    await clock.advance(50);
    expect([await answer, server.attempts.length]).toEqual([{ ok: {} }, 1]);
    server.lines[0]?.drop();
    await clock.advance(50);
    expect([connection.status.value, server.attempts.length]).toEqual(['online', 2]);
  });

  test('what was told without a connection is forgotten', async () => {
    const { clock, server, connection } = start();
    connection.tell('chat.typing', { chatId: aChatId() });
    await clock.advance(100);
    connection.tell('chat.typing', { chatId: aChatId() });
    expect(server.frames('chat.typing')).toHaveLength(1);
  });
});

describe('pushes', () => {
  test('known events come, with what a newer server adds to them; unknown and broken ones are ignored', async () => {
    const { server, connection } = await online();
    const heard: ServerEvent[] = [];
    const stop = connection.listen((event) => heard.push(event));
    server.push({ event: 'room.changed', open: true, rev: 1, later: 'more' });
    server.push({ event: 'weather.changed', sun: true });
    server.push({ event: 'room.changed', open: 'yes', rev: 2 });
    server.push({ event: 'room.changed', open: false, rev: 3 });
    stop();
    server.push({ event: 'room.changed', open: true, rev: 4 });
    expect(heard).toMatchObject([
      { event: 'room.changed', open: true, rev: 1 },
      { event: 'room.changed', open: false, rev: 3 },
    ]);
    expect(heard).toHaveLength(2);
  });

  test('frames that are no object change nothing', async () => {
    const { clock, server, statuses } = await online();
    for (const frame of [
      null,
      7,
      'text',
      [],
      [1],
      {},
      { re: 99, ok: {} },
      { re: null, error: { code: 'bad_request' } },
    ])
      server.push(frame as object);
    await clock.advance(1000);
    expect(statuses).toEqual(['connecting', 'online']);
  });
});

describe('heartbeat', () => {
  test('pings only after 45 s of hearing nothing, the first time at a random moment of those', async () => {
    const { clock, server } = await online(() => 0.25);
    await clock.advance(45_000 * 0.25 - 1);
    expect(server.frames('ping')).toHaveLength(0);
    await clock.advance(10);
    expect(server.frames('ping')).toHaveLength(1);
    for (let second = 0; second < 120; second++) {
      await clock.advance(1000);
      server.push({ event: 'room.changed', open: true, rev: second });
    }
    expect(server.frames('ping')).toHaveLength(1);
    await clock.advance(46_000);
    expect(server.frames('ping')).toHaveLength(2);
  });

  test('stays far from API Gateway’s 10 idle minutes', async () => {
    const { clock, server } = await online(Math.random);
    const at: number[] = [];
    server.network = {
      request: (frame) => {
        if (frame.action === 'ping') at.push(clock.now());
        return [10];
      },
    };
    await clock.advance(80 * MINUTE);
    const gaps = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(46_000);
    expect(at.length).toBeLessThan(80 * (60 / 45) + 2);
  });

  test('[F6] a link through which nothing comes any more is left within 55 s, and a new one taken', async () => {
    const { clock, server, statuses } = await online(Math.random);
    for (const line of server.lines) line.isDead = true;
    await clock.advance(45_000 + 10_000);
    expect(statuses).toContain('offline');
    await clock.advance(1_100);
    expect(statuses.at(-1)).toBe('online');
    expect(server.openLines()).toHaveLength(1);
  });

  test('[F6] an unanswered call finds a dead link within 20 s', async () => {
    const { clock, server, connection, statuses } = await online(() => 0.9);
    for (const line of server.lines) line.isDead = true;
    const answer = connection.call('chat.dismiss', { chatId: aChatId() });
    await clock.advance(20_000);
    expect(await answer).toEqual({ lost: true });
    expect(statuses.at(-1)).toBe('offline');
  });

  test('a handshake that is never answered is given up after 10 s', async () => {
    const { clock, server, statuses } = start(undefined, { handshake: () => 'silence' });
    await clock.advance(60_000);
    expect(server.attempts.length).toBeGreaterThan(3);
    server.network = {};
    await clock.until(() => statuses.at(-1) === 'online');
  });
});

describe('coming back', () => {
  test('a dropped connection is lost for whoever waited, and comes back within a second for them', async () => {
    const { clock, server, connection, statuses } = await online(() => 0.999);
    server.network = { request: () => [] };
    const answer = connection.call('chat.dismiss', { chatId: aChatId() });
    await clock.advance(100);
    server.lines[0]?.drop();
    expect(await answer).toEqual({ lost: true });
    expect(statuses.at(-1)).toBe('offline');
    await clock.advance(1_020);
    expect(statuses.at(-1)).toBe('online');
  });

  test('dropped while nobody waits, it comes back somewhere in 15 s', async () => {
    for (const random of [0, 0.5, 0.999]) {
      const { clock, server, statuses } = await online(() => random);
      server.lines[0]?.drop();
      await clock.advance(Math.max(0, random * 15_000 - 10));
      expect(statuses.at(-1)).toBe('offline');
      await clock.advance(40);
      expect(statuses.at(-1)).toBe('online');
    }
  });

  test('a call, or the page coming back, cuts the waiting short', async () => {
    const called = await online(() => 0.999);
    called.server.lines[0]?.drop();
    const answer = called.connection.call('ping', {});
    await called.clock.advance(1_100);
    expect(await answer).toEqual({ ok: {} });

    const woken = await online(() => 0.999);
    woken.server.lines[0]?.drop();
    woken.environment.wake();
    await woken.clock.advance(30);
    expect(woken.statuses.at(-1)).toBe('online');
  });

  test('failures back off with full jitter to 30 s and never stop', async () => {
    const { clock, server, connection, statuses } = await online(() => 0.999);
    server.network = { handshake: () => 'refused' };
    server.attempts.length = 0;
    server.lines[0]?.drop();
    void connection.call('ping', {});
    await clock.advance(60 * MINUTE);
    const gaps = server.attempts.slice(1).map((at, i) => Math.round((at - (server.attempts[i] ?? 0)) / 1000));
    expect(gaps.slice(0, 6)).toEqual([2, 4, 8, 16, 30, 30]);
    expect(Math.max(...gaps)).toBe(30);
    expect(server.attempts.length).toBeGreaterThan(110);
    server.network = {};
    await clock.until(() => statuses.at(-1) === 'online', 31_000);
  });

  test('waking asks a link that was quiet for a while, not one that just spoke', async () => {
    const { clock, server, environment } = await online(() => 0.999);
    environment.wake();
    await clock.advance(10_001);
    expect(server.frames('ping')).toHaveLength(0);
    environment.wake();
    environment.wake();
    await clock.advance(100);
    expect(server.frames('ping')).toHaveLength(1);
  });

  test('[F20] after a night’s sleep the new connection is there at once', async () => {
    const { clock, server, environment, statuses } = await online(() => 0.999);
    for (const line of server.lines) line.isDead = true;
    clock.sleep(8 * 60 * MINUTE);
    environment.wake();
    await clock.advance(30);
    expect(server.openLines()).toHaveLength(1);
    await clock.advance(60_000);
    expect(statuses).toEqual(['connecting', 'online']);
  });

  test('somebody else who signed in stops it: nothing is asked for another than its page was opened by', async () => {
    const { clock, server, connection, statuses } = await online();
    server.refuse('ping', { code: 'other_account' });
    const asked = connection.call('ping', {});
    await clock.advance(1000);
    expect(await asked).toEqual({ error: { code: 'not_signed_in' } });
    expect(statuses.at(-1)).toBe('stopped');
    const { length } = server.attempts;
    await clock.advance(60 * MINUTE);
    expect(server.attempts).toHaveLength(length);
  });

  test('a refused session stops it, asked at the first refusal and then now and then', async () => {
    const { clock, server, connection, statuses } = await online();
    server.network = { handshake: () => 'refused' };
    server.lines[0]?.drop();
    await clock.advance(10 * MINUTE);
    expect(server.sessionQuestions).toBeGreaterThan(3);
    expect(server.sessionQuestions).toBeLessThan(server.attempts.length / 4);
    const waiting = connection.call('ping', {});
    server.isSignedIn = false;
    await clock.advance(3 * MINUTE);
    expect(statuses.at(-1)).toBe('stopped');
    expect(await waiting).toEqual({ error: { code: 'not_signed_in' } });
    expect(await connection.call('ping', {})).toEqual({ error: { code: 'not_signed_in' } });
    const { length } = server.attempts;
    await clock.advance(60 * MINUTE);
    expect(server.attempts).toHaveLength(length);
  });

  test('tells its listeners at once when online, and after every reconnect', async () => {
    const { clock, server, connection } = await online(() => 0);
    let greetings = 0;
    const stop = connection.onConnected(() => greetings++);
    expect(greetings).toBe(1);
    server.lines.at(-1)?.drop();
    await clock.advance(100);
    expect(greetings).toBe(2);
    stop();
    server.lines.at(-1)?.drop();
    await clock.advance(100);
    expect(greetings).toBe(2);
  });

  test('closed it stays closed, and leaves no timer', async () => {
    const { clock, server, connection } = await online();
    connection.close();
    expect(await connection.call('ping', {})).toEqual({ lost: true });
    await clock.advance(10);
    expect(server.openLines()).toHaveLength(0);
    expect(clock.nextIn()).toBeUndefined();
  });
});

describe('before the 2-hour cut', () => {
  test.each([0, 0.5, 0.999])(
    '[F17] the next connection is there first, without an offline moment (%s)',
    async (random) => {
      const { clock, server, connection, statuses } = await online(() => random);
      let greetings = 0;
      connection.onConnected(() => greetings++);
      const cut = (90 + random * 25) * MINUTE;
      await clock.advance(cut - 1_000);
      expect(server.lines).toHaveLength(1);
      server.network = { reply: (frame) => (frame.action === 'chat.dismiss' ? [5_000] : [10]) };
      server.refuse('chat.dismiss', { code: 'forbidden' });
      await clock.advance(900);
      const before = connection.call('chat.dismiss', { chatId: aChatId() });
      await clock.advance(200);
      expect(server.openLines()).toHaveLength(2);
      expect(greetings).toBe(2);
      const after = connection.call('ping', {});
      await clock.advance(100);
      expect(await after).toEqual({ ok: {} });
      expect(server.lines[1]?.frames.map((frame) => frame.action)).toContain('ping');
      await clock.advance(9_000);
      expect(await before).toEqual({ error: { code: 'forbidden' } });
      await clock.advance(2_000);
      expect(server.openLines()).toEqual([server.lines[1]]);
      expect(statuses).toEqual(['connecting', 'online']);
      const ages = server.lines.map((line) => clock.now() - line.openedAt);
      expect(Math.max(...ages)).toBeLessThan(120 * MINUTE);
    },
  );

  test('[F17] a rotation that fails is tried again while the old one works', async () => {
    const { clock, server, statuses } = await online(() => 0);
    server.network = { handshake: () => 'refused' };
    await clock.advance(93 * MINUTE);
    expect(server.attempts.length).toBeGreaterThan(2);
    server.network = {};
    await clock.advance(2 * MINUTE);
    expect(server.openLines()).toEqual([server.lines[1]]);
    expect(statuses).toEqual(['connecting', 'online']);
  });
});
