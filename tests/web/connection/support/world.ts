// A helpdesk and one chat, whose pages come and go in one browser; for the tests of the conversation.
import type { Refusal } from '../../../../shared/errors.ts';
import type { Cid, Sid } from '../../../../shared/model.ts';
import { createConnection } from '../../../../web/connection/connection.ts';
import { type ConversationDeps, createConversation } from '../../../../web/connection/conversation.ts';
import { createOutbox } from '../../../../web/connection/outbox.ts';
import { parseEvent } from '../../../../web/connection/parse-event.ts';
import { type CreateTyping, createPreviewing } from '../../../../web/connection/typing.ts';
import { aChatId } from '../../../support/builders.ts';
import { createClock } from './clock.ts';
import { anna, createLocks, createServer, type TestServer } from './server.ts';
import { aStorage } from './storage.ts';

export const chatId = aChatId();

/** A helpdesk, and pages of one browser that come and go. */
export const world = () => {
  const clock = createClock();
  const storage = aStorage();
  const server = createServer(clock, () => 0.5);
  const alone = createLocks();
  let pages = 0;
  const openPage = (
    createTyping: CreateTyping = createPreviewing,
    sid = `tab-${++pages}`.padEnd(8, '0') as Sid,
    more: Pick<ConversationDeps, 'mask' | 'beside'> = {},
  ) => {
    const environment = { ...server.environment(), alone };
    const connection = createConnection(parseEvent, environment);
    const outbox = createOutbox({ userId: 'user', storage });
    const refusals: Refusal[] = [];
    const onRefused = (refusal: Refusal) => void refusals.push(refusal);
    const conversation = createConversation({
      connection,
      outbox,
      chatId,
      sid,
      createTyping,
      ...more,
      onRefused,
      environment,
    });
    const texts = () => conversation.entries.value.flatMap((e) => (e.kind === 'message' ? [e.text] : []));
    const close = () => {
      conversation.close();
      connection.close();
    };
    return { environment, connection, outbox, conversation, refusals, texts, close };
  };
  return { clock, server, openPage };
};

export const inWorld = async () => {
  const all = world();
  const page = all.openPage();
  await all.clock.until(() => page.conversation.entries.value.length > 0);
  return { ...all, page, conversation: page.conversation };
};

export const storedTexts = (server: TestServer) =>
  server.log(chatId).flatMap((e) => (e.kind === 'message' ? [e.text] : []));
export const fromAnna = (text: string, cid = text) =>
  ({
    kind: 'message',
    cid: aChatId(cid) as string as Cid,
    author: { role: 'agent', ...anna },
    text,
  }) as const;
export const joined = { kind: 'joined', cid: aChatId('join') as string as Cid, agent: anna } as const;
