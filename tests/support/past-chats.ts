// Chats that were held on the running product, made over its sockets as both sides' pages do. No DOM.
import type { ChatId, Cid } from '../../shared/model.ts';
import { createSocketClient, type SocketClient, signInOverHttp } from './client.ts';
import type { Product } from './product.ts';

let made = 0;
const newCid = () => `past${String(++made).padStart(18, '0')}` as Cid;

export interface Held {
  readonly login: string;
  readonly nickname?: string;
  readonly email?: string;
  /** What customer and agent say, in turns. */
  readonly said: readonly string[];
  readonly rating?: { readonly stars: 1 | 2 | 3 | 4 | 5; readonly comment: string };
  readonly outcome?: 'save' | 'delete' | 'leave';
}

export interface PastChats {
  readonly agent: SocketClient;
  hold(chat: Held): Promise<{ readonly chatId: ChatId; readonly ticket?: number }>;
  close(): void;
}

/** @param agentLogin who answers them all, on duty from now on. */
export const createPastChats = async (product: Product, agentLogin: string): Promise<PastChats> => {
  const agent = await createSocketClient(
    product.consoleUrl,
    await signInOverHttp(product.consoleUrl, agentLogin),
  );
  await agent.ask('desk.enter', { sid: agent.sid });
  await agent.ask('duty.start', {});
  return {
    agent,
    async hold({ login, nickname = '', email = '', said, rating, outcome = 'save' }) {
      const cookie = await signInOverHttp(product.portalUrl, login);
      const customer = await createSocketClient(product.portalUrl, cookie);
      const { chat } = await customer.ask('chat.start', { sid: customer.sid, nickname, email });
      const chatId = chat.id;
      await agent.ask('chat.join', { chatId, sid: agent.sid, cid: newCid(), second: false });
      for (const [index, text] of said.entries()) {
        const side = index % 2 === 0 ? customer : agent;
        await side.ask('chat.say', { chatId, cid: newCid(), after: index + 2, text });
      }
      await customer.ask('chat.end', { chatId, cid: newCid(), after: said.length + 2 });
      if (rating) await customer.ask('chat.rate', { chatId, ...rating });
      await customer.ask('chat.dismiss', { chatId });
      customer.close();
      if (outcome === 'delete') await agent.ask('chat.delete', { chatId });
      return { chatId, ...(outcome === 'save' && (await agent.ask('chat.save', { chatId }))) };
    },
    close: agent.close,
  };
};
