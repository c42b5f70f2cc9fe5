// The product as it is deployed, on the local cloud: parts that are killed while people talk, a gateway that refuses pushes, a flood, and what the logs say of it all.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readEntries } from '../../functions/store/log.ts';
import type { ChatId } from '../../shared/model.ts';
import type { Conversation } from '../../web/connection/types.ts';
import { asScene } from '../support/as-scene.ts';
import { addAgent, addCustomer, newCid } from '../support/desk.ts';
import { PATIENCE_MS, scaled } from '../support/scale.ts';
import { createStopwatch, type Stopwatch } from '../support/stopwatch.ts';
import { type Deployed, openPage, startDeployed } from './support/cloud.ts';

type Page = Awaited<ReturnType<typeof openPage>>;
interface Chat {
  readonly chatId: ChatId;
  readonly page: Page;
  readonly conversation: Conversation;
  readonly said: string[];
}

const CHATS = scaled(6, 20);
let deployed: Deployed;
let agent: Page;
const chats: Chat[] = [];

beforeAll(async () => {
  deployed = await startDeployed();
  const { db } = deployed;
  await db.put({ pk: 'DESK#helpdesk', sk: 'SETTINGS', max: 20, timeoutMinutes: 480 }, asScene);
  agent = await openPage(deployed, await addAgent(db, 'Anna'));
  await agent.connection.call('desk.enter', { sid: agent.sid });
  await agent.connection.call('duty.start', {});
  for (let count = 0; count < CHATS; count++) {
    const page = await openPage(deployed, await addCustomer(db));
    const started = await page.connection.call('chat.start', { sid: page.sid, nickname: '', email: '' });
    if (!('ok' in started)) throw new Error(`no chat: ${JSON.stringify(started)}`);
    const chatId = started.ok.chat.id;
    await agent.connection.call('chat.join', { chatId, sid: agent.sid, cid: newCid(), second: false });
    chats.push({ chatId, page, conversation: page.open(chatId), said: [] });
  }
});
afterEach(() => deployed.cloud.faults.clear());
afterAll(async () => {
  for (const { page } of chats) page.close();
  agent?.close();
  await deployed?.stop();
});

let messages = 0;
const say = ({ conversation, said }: Chat) => {
  const text = `bericht ${++messages}`;
  said.push(text);
  conversation.say(text);
};
const isSent = ({ conversation }: Chat) => conversation.outgoing.value.length === 0;
const allSent = (those: readonly Chat[] = chats) =>
  expect.poll(() => those.every(isSent), { interval: 20, message: 'everyone can go on' }).toBe(true);
const checkLogs = async () => {
  for (const { chatId, said } of chats) {
    const log = await readEntries(deployed.db, chatId);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(log.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []))).toEqual(said);
  }
};

it(
  '[F3] the function dies after the message was stored and before it answers: one message, at the same place',
  async ({ annotate }) => {
    const rounds = scaled(4, 1_000);
    const { faults } = deployed.cloud;
    for (let round = 0; round < rounds; round++) {
      const chat = chats[round % chats.length];
      if (!chat) throw new Error('no chat');
      const message = { chatId: chat.chatId, cid: newCid(), after: 1, text: `${++messages}` };
      const killed = faults.killAfter({ function: 'conversation', operation: 'PutItem' });
      const first = await chat.page.connection.call('chat.say', message);
      await killed.hit;
      expect(first).toEqual({ lost: true });
      const second = await chat.page.connection.call('chat.say', message);
      const third = await chat.page.connection.call('chat.say', message);
      if (!('ok' in second) || !('ok' in third)) throw new Error('not answered');
      expect(third.ok.seq).toBe(second.ok.seq);
      chat.said.push(message.text);
    }
    await checkLogs();
    await annotate(`${rounds} kills between storing and answering`, 'figures');
  },
  PATIENCE_MS,
);

it('a request to the table or to a connection that hangs costs another try or the push, and not the answer', async () => {
  const { faults } = deployed.cloud;
  const [chat] = chats;
  if (!chat) throw new Error('no chat');
  // Longer than a browser waits for an answer, and than the function may take.
  const ms = 20_000;
  for (const wait of [
    { at: 'call', function: 'conversation', operation: 'Query' },
    { at: 'call', function: 'conversation', operation: 'PutItem' },
    { at: 'push', function: 'conversation' },
  ] as const) {
    const held = faults.delay({ ...wait, ms, times: 1 });
    const message = { chatId: chat.chatId, cid: newCid(), after: 1, text: `${++messages}` };
    expect(await chat.page.connection.call('chat.say', message)).toMatchObject({ ok: {} });
    chat.said.push(message.text);
    await held.hit;
  }
  await checkLogs();
});

describe(`[F4] while ${CHATS} chats talk`, () => {
  const during = async (watch: Stopwatch, kill: () => Promise<number> | number) => {
    for (const chat of chats) say(chat);
    await sleep(Math.random() * 40);
    const hits = await kill();
    for (const chat of chats) say(chat);
    // Whoever asked in the very moment waits 10 s for the answer that will not come.
    await (hits > 0 ? watch.time(() => allSent()) : allSent());
    return hits;
  };

  /** So many kills that hit, one after the other. */
  const recoverEach = async (
    what: string,
    rounds: number,
    kill: () => Promise<number> | number,
  ): Promise<string> => {
    const watch = createStopwatch();
    for (let hits = 0; hits < rounds; ) if ((await during(watch, kill)) > 0) hits++;
    await checkLogs();
    return `${rounds} kills of ${what} that hit; slowest recovery ${watch.slowest()}`;
  };

  it(
    'the functions are killed: nothing is lost or doubled, and all go on',
    async ({ annotate }) => {
      const kill = () => deployed.cloud.kill.workers('conversation');
      await annotate(await recoverEach('functions', scaled(4, 200), kill), 'figures');
    },
    PATIENCE_MS,
  );

  it(
    'the database is killed',
    async ({ annotate }) => {
      const kill = async () => {
        await deployed.cloud.kill.engine();
        return 1;
      };
      await annotate(await recoverEach('the database', scaled(2, 50), kill), 'figures');
    },
    PATIENCE_MS,
  );

  it(
    'the gateway is killed',
    async ({ annotate }) => {
      const kill = async () => {
        const cut = deployed.cloud.kill.gateway();
        await sleep(100);
        deployed.cloud.reviveGateway();
        expect(cut).toBeGreaterThanOrEqual(CHATS);
        return cut;
      };
      await annotate(await recoverEach('the gateway', scaled(2, 50), kill), 'figures');
    },
    PATIENCE_MS,
  );
});

it(
  '[F8] half the pushes are answered 429 and a third 410: the sender has the answer, after three tries at most',
  async ({ annotate }) => {
    const pushes = scaled(20, 5_000);
    const always = { times: Number.POSITIVE_INFINITY };
    // Delays nothing: it counts.
    const posts = deployed.cloud.faults.delay({ at: 'push', ms: 0 });
    const gone = deployed.cloud.faults.gone({ ...always, share: 0.3 });
    const limit = deployed.cloud.faults.limit({ ...always, share: 0.5 });
    const watch = createStopwatch();
    let said = 0;
    while (gone.hits + limit.hits < pushes) {
      for (const chat of chats) {
        const message = { chatId: chat.chatId, cid: newCid(), after: 1, text: `${++messages}` };
        const before = posts.hits;
        const answer = await watch.time(() => chat.page.connection.call('chat.say', message));
        // The agent is the only other one who hears it.
        expect(posts.hits - before).toBeLessThanOrEqual(3);
        said++;
        if (!('ok' in answer)) throw new Error('not answered');
        chat.said.push(message.text);
        // The others come back for what they missed, as their windows do after 40 s.
        if (Math.random() < 0.5)
          await agent.connection.call('chat.sync', {
            chatId: chat.chatId,
            sid: agent.sid,
            after: answer.ok.seq,
          });
      }
    }
    await annotate(
      `${gone.hits + limit.hits} refused pushes, ${said} messages, p99 ${watch.percentile(99)}`,
      'figures',
    );
    await checkLogs();
  },
  PATIENCE_MS,
);

it(
  '[A11] one customer floods: nobody else loses a message, and nothing breaks',
  async ({ annotate }) => {
    const [first, ...others] = chats;
    if (!first) throw new Error('no chat');
    // So many frames for each message of the others, however fast this machine is.
    let frames = 0;
    const flood = () => {
      for (let frame = 0; frame < 100; frame++)
        first.page.connection.tell('chat.preview', { chatId: first.chatId, rev: ++frames, text: 'x' });
    };
    const rounds = async (count: number, watch: Stopwatch, before: () => void) => {
      for (let round = 0; round < count; round++)
        for (const chat of others) {
          before();
          await watch.time(() => {
            say(chat);
            return allSent([chat]);
          });
        }
    };
    const [calm, stormy] = [createStopwatch(), createStopwatch()];
    await rounds(scaled(2, 5), calm, () => {});
    await rounds(scaled(3, 60), stormy, flood);
    await checkLogs();
    await annotate(
      `p95 of the others ${calm.percentile(95)}, during a flood of ${frames} frames ${stormy.percentile(95)}`,
      'figures',
    );
  },
  PATIENCE_MS,
);

it(
  '[A13] no word, name, address, token or password of anybody is in a log, whatever went wrong',
  async ({ annotate }) => {
    const { cloud, db, lines } = deployed;
    const canaries: string[] = [];
    const canary = (what: string) => {
      const word = `kanarie-${what}-${canaries.length}-${Math.random().toString(36).slice(2, 10)}`;
      canaries.push(word);
      return word;
    };
    const post = (url: string, path: string, body: object, cookie = '') =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie },
        body: JSON.stringify(body),
      }).then((answer) => answer.text());
    const bodies: string[] = [];
    for (let round = 0; round < 8; round++) {
      // Every second round a function dies, or its table fails it, in the middle.
      if (round % 4 === 1) cloud.faults.killAfter({ function: 'desk' });
      if (round % 4 === 2) cloud.faults.loseCall({ times: 9, function: 'desk' });
      if (round % 4 === 3) cloud.faults.loseCall({ times: 9, function: 'conversation' });
      const page = await openPage(deployed, await addCustomer(db, canary('login')));
      const email = `${canary('adres')}@voorbeeld.nl`;
      const started = await page.connection.call('chat.start', {
        sid: page.sid,
        nickname: canary('naam').slice(0, 40),
        email,
      });
      const chatId = 'ok' in started ? started.ok.chat.id : chats[0]?.chatId;
      if (!chatId) throw new Error('no chat');
      const answers = [
        page.connection.call('chat.say', { chatId, cid: newCid(), after: 1, text: canary('bericht') }),
        page.connection.call('chat.say', {
          chatId,
          cid: canary('cid') as never,
          after: 1,
          text: canary('bericht'),
        }),
        agent.connection.call('chat.fill', {
          chatId,
          fields: { remarks: canary('opmerking'), subject: canary('onderwerp') },
        }),
        agent.connection.call('chat.invite', {
          chatId,
          agent: agent.person.id,
          note: canary('notitie'),
          transfer: false,
        }),
      ];
      page.connection.tell('chat.preview', { chatId, rev: 1, text: canary('getypt') });
      bodies.push(JSON.stringify(await Promise.all(answers)));
      const login = { login: canary('login'), password: canary('wachtwoord') };
      bodies.push(await post(cloud.portalUrl, '/api/login', login));
      bodies.push(await post(cloud.portalUrl, '/api/login', { login: [canary('login')] }));
      bodies.push(
        await post(
          cloud.portalUrl,
          '/api/my-tickets',
          { text: canary('vraag') },
          `__Host-portal_session=${canary('token').padEnd(44, 'x').slice(0, 44)}`,
        ),
      );
      await page.connection.call('chat.end', { chatId, cid: newCid(), after: 1 });
      page.close();
    }
    await expect.poll(() => lines.join('\n')).toContain('failed');
    const logged = lines.join('\n');
    for (const word of canaries) expect(logged.includes(word.slice(0, 40)), `in a log: ${word}`).toBe(false);
    // An answer may say back to a person what that person wrote, but no refusal does.
    for (const body of bodies) expect(body.match(/"error":\{[^}]*kanarie/)).toBeNull();
    await annotate(`${canaries.length} canaries, ${lines.length} lines`, 'figures');
  },
  PATIENCE_MS,
);
