// The typical chat, step by step through the real actions on the real engine: what each step consumes, in DynamoDB's units and API Gateway's messages.
import type { ChatId } from '../../shared/model.ts';
import { createDesk, end, join, say, start, type Tab } from '../support/desk.ts';
import type { Engine } from '../support/engine.ts';

export interface Step {
  readonly name: string;
  readonly write: number;
  readonly read: number;
  /** DynamoDB calls. */
  readonly calls: number;
  /** Frames in, replies and pushes: what API Gateway bills. */
  readonly frames: number;
}

/** Messages each side says, and previews the customer's typing costs beside them (see web/connection/typing.ts). */
const MESSAGES = 10;
const PREVIEWS = 10;

/**
 * One chat of 10 + 10 messages with previews, join, form, end, ticket and closing, one agent on duty.
 * A write that its condition refuses is billed and not reported: it is added.
 */
export const measureTypicalChat = async (engine: Engine): Promise<Step[]> => {
  await engine.clear();
  const desk = createDesk(engine.db);
  const agent = await desk.agent('Anna');
  const customer = await desk.customer('jansen');
  const tabs: Tab[] = [agent, customer];
  const steps: Step[] = [];

  const step = async <T>(
    name: string,
    requests: number,
    replies: number,
    work: () => Promise<T>,
  ): Promise<T> => {
    const pushesBefore = tabs.reduce((sum, tab) => sum + tab.inbox.length, 0);
    const spent = engine.capacity.mark();
    const result = await work();
    const { write, read, calls, refused } = spent();
    const pushes = tabs.reduce((sum, tab) => sum + tab.inbox.length, 0) - pushesBefore;
    steps.push({
      name,
      write: write + refused,
      read,
      calls: calls.length,
      frames: requests + replies + pushes,
    });
    return result;
  };

  await step('portal page asks for the tab', 1, 1, () => customer.ask('lobby.enter', {}));
  const { chat } = await step('start', 1, 1, () =>
    start(customer, { nickname: 'Jan', email: 'jan@example.nl' }),
  );
  await step('first message', 1, 1, () => say(customer, chat.id, text(0), { after: 1 }));
  await step('join', 1, 1, () => join(agent, chat.id));
  await step(`${2 * MESSAGES - 1} messages`, 2 * MESSAGES - 1, 2 * MESSAGES - 1, () =>
    talk(agent, customer, chat.id),
  );
  await step(`${PREVIEWS} previews`, PREVIEWS, 0, async () => {
    for (let rev = 1; rev <= PREVIEWS; rev++) {
      await customer.ask('chat.preview', { chatId: chat.id, rev, text: text(rev) });
    }
  });
  await step('ticket fields', 2, 2, async () => {
    await agent.ask('chat.fill', { chatId: chat.id, fields: { subject: 'Factuur', category: 'Facturen' } });
    await agent.ask('chat.fill', { chatId: chat.id, fields: { remarks: 'Klant belt terug' } });
  });
  await step('end', 1, 1, () => end(customer, chat.id, { after: 2 * MESSAGES + 2 }));
  await step('save as ticket', 1, 1, () => agent.ask('chat.save', { chatId: chat.id }));
  await step('rating', 1, 1, () =>
    customer.ask('chat.rate', { chatId: chat.id, stars: 5, comment: 'Snel en goed geholpen.' }),
  );
  await step('close the window', 1, 1, () => customer.ask('chat.dismiss', { chatId: chat.id }));
  return steps;
};

const text = (number: number): string =>
  `Bericht ${number}: een gewone zin van een gewone lengte in een chat.`;

const talk = async (agent: Tab, customer: Tab, chatId: ChatId): Promise<void> => {
  for (let number = 1; number < 2 * MESSAGES; number++) {
    await say(number % 2 === 1 ? agent : customer, chatId, text(number), { after: number + 2 });
  }
};

export const total = (steps: readonly Step[]): Omit<Step, 'name'> =>
  steps.reduce(
    (sum, { write, read, calls, frames }) => ({
      write: sum.write + write,
      read: sum.read + read,
      calls: sum.calls + calls,
      frames: sum.frames + frames,
    }),
    { write: 0, read: 0, calls: 0, frames: 0 },
  );
