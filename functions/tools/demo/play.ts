// Plays what the demo desk has behind it, in the order in which it happened. Knows the product's actions, and no key of the table.
import type { UserId } from '../../../shared/model.ts';
import { ticketCreate } from '../../routes/portal/ticket-create.ts';
import type { Db } from '../../store/db.ts';
import { editTicket, readTicket } from '../../store/tickets.ts';
import { authorOf, reply } from '../../workflows/reply-to-ticket.ts';
import {
  chats,
  type DemoChat,
  type DemoQuestion,
  type DemoTicket,
  questions,
  standardTexts,
} from './content.ts';
import { createStage, newCid, type Stage, sid } from './stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** So long that what runs at the start still runs when somebody looks. */
const TIMEOUT_MINUTES = 240;
const MANAGER = 'ohadmin';

/** Once: what has tickets already is left as it is. @param now milliseconds since 1970. */
export const playDemo = async (db: Db, now: number): Promise<void> => {
  if (await readTicket(db, 1)) return;
  const stage = createStage(db);
  stage.moveTo(now - 21 * DAY);
  await setUp(stage);
  const events = [
    ...chats.map((chat) => ({ daysAgo: chat.daysAgo, play: () => playChat(stage, chat) })),
    ...questions.map((question) => ({
      daysAgo: question.daysAgo,
      play: () => playQuestion(stage, question),
    })),
  ];
  for (const { daysAgo, play } of events.sort((a, b) => b.daysAgo - a.daysAgo)) {
    stage.moveTo(now - daysAgo * DAY);
    await play();
  }
};

const setUp = async (stage: Stage): Promise<void> => {
  const manager = await stage.as(MANAGER);
  for (const [order, [title, text, category]] of standardTexts.entries())
    await manager.ask('text.save', { title, text, category, order: order + 1 });
  const { settings } = await manager.ask('desk.enter', { sid });
  await manager.ask('settings.change', { ...settings, timeoutMinutes: TIMEOUT_MINUTES });
};

const playChat = async (stage: Stage, demo: DemoChat): Promise<void> => {
  const { customer: login, nickname = '', said, outcome, rating } = demo;
  const customer = await stage.as(login);
  // Somebody has to give room, also to whoever waits.
  const agent = await stage.as(demo.agent ?? 'bram');
  await agent.ask('duty.start', {});
  const { chat, entries } = await customer.ask('chat.start', { sid, nickname, email: '' });
  const chatId = chat.id;
  let after = entries.at(-1)?.seq ?? 0;
  for (const [index, text] of said.entries()) {
    const isCustomer = index % 2 === 0;
    const side = isCustomer ? customer : agent;
    ({ seq: after } = await side.ask('chat.say', { chatId, cid: newCid(), after, text }));
    if (index === 0 && demo.agent) {
      const joined = await agent.ask('chat.join', { chatId, sid, cid: newCid(), second: false });
      after = joined.entries.at(-1)?.seq ?? after;
    }
    // Whoever is in the middle of it has no time to lose: it began minutes ago.
    if (outcome !== 'running') stage.moveTo(stage.now() + MINUTE);
  }
  if (outcome !== 'running') {
    await customer.ask('chat.end', { chatId, cid: newCid(), after });
    if (rating) await customer.ask('chat.rate', { chatId, stars: rating[0], comment: rating[1] });
    await customer.ask('chat.dismiss', { chatId });
  }
  if (outcome === 'deleted') await agent.ask('chat.delete', { chatId });
  if (typeof outcome === 'object') {
    const { subject, category, remarks = '', published = true } = outcome;
    await agent.ask('chat.fill', { chatId, fields: { subject, category, remarks } });
    const { ticket } = await agent.ask('chat.save', { chatId, publish: published });
    await workOn(stage, ticket, login, outcome);
  }
  // Off duty while handling chats: they stay theirs.
  await agent.ask('duty.stop', {});
};

const playQuestion = async (stage: Stage, question: DemoQuestion): Promise<void> => {
  const { account } = await stage.as(question.customer);
  const { text, subject, category } = question;
  const created = await ticketCreate(
    { cid: newCid(), text, email: '', subject, category },
    {
      context: stage.context,
      site: 'portal',
      session: { sessionId: 'demo', sessionHash: 'demo', account, endsAt: Number.POSITIVE_INFINITY },
      cookie: {
        token: undefined,
        set: () => {},
        clear: () => {},
        setEmbedded: () => {},
        clearEmbedded: () => {},
      },
      device: { token: undefined, set: () => {} },
      half: { token: undefined, set: () => {}, clear: () => {} },
      away: { token: undefined, set: () => {}, clear: () => {} },
      origin: undefined,
      host: 'localhost',
      address: '127.0.0.1',
      believed: account.id,
      userAgent: undefined,
    },
  );
  if ('error' in created) throw new Error(`question: ${created.error.code}`);
  await workOn(stage, created.ok.number, question.customer, question);
};

/** Replies, then who looks after it and how it stands. */
const workOn = async (
  stage: Stage,
  number: number,
  customer: string,
  { replies = [], assignee, status }: DemoTicket,
): Promise<void> => {
  const agent = await stage.as(assignee ?? MANAGER);
  for (const [index, text] of replies.entries()) {
    stage.moveTo(stage.now() + 50 * MINUTE);
    const { account } = index % 2 === 0 ? agent : await stage.as(customer);
    const replied = await reply(stage.context, {
      number,
      cid: newCid(),
      text,
      account,
      solve: false,
      allows: () => true,
    });
    if ('error' in replied) throw new Error(`reply: ${replied.error.code}`);
  }
  if (status === 'new') return;
  stage.moveTo(stage.now() + 5 * MINUTE);
  const by = authorOf(agent.account);
  const { context } = stage;
  const edited = await editTicket(context.db, context.random, {
    number,
    rev: (await readTicket(context.db, number))?.rev ?? 0,
    edit: { status, ...(assignee && { assignee: { id: by.id as UserId, name: by.name } }) },
    by,
    now: context.now(),
  });
  if ('error' in edited) throw new Error(`ticket: ${edited.error.code}`);
};
