// The agents of a desk by their names, as tests of a screen want them: made when they are first needed, there as long as time goes by. No DOM.
import type { Chat } from '../../functions/domain/chat.ts';
import type { Db } from '../../functions/store/db.ts';
import { readChat } from '../../functions/store/log.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { ChatId } from '../../shared/model.ts';
import type { Desk, Tab } from './desk.ts';

const MINUTE = 60_000;
/** By then a chat with the shortest time-out is over. */
const MINUTES = 6;

export interface Staff {
  /** On duty, with a console that is open. */
  agent(name: string): Promise<Tab>;
  all(): readonly Tab[];
  /** May change everything, and is not on duty. */
  boss(): Promise<Tab>;
  /** Lets time go by until something is so of a chat; agents but those who are gone are heard of meanwhile. @throws when it does not come to be. */
  passUntil(chatId: ChatId, isSo: (chat: Chat) => boolean, gone?: readonly Tab[]): Promise<Chat>;
  /** Until a time-out is announced that was not before. @returns when it is; milliseconds since 1970. */
  passUntilWarned(chatId: ChatId): Promise<number>;
}

export const createStaff = (desk: Desk, db: Db, tabs: Readonly<Record<string, Tab>> = {}): Staff => {
  const agents = new Map(Object.entries(tabs));
  let chief: Tab | undefined;
  const passUntil: Staff['passUntil'] = async (chatId, isSo, gone = []) => {
    for (let minute = 0; minute < MINUTES; minute++) {
      const chat = await readChat(db, chatId, { consistent: true });
      if (chat && isSo(chat)) return chat;
      desk.pass(MINUTE);
      for (const agent of agents.values()) if (!gone.includes(agent)) await agent.tryTo('duty.beat', {});
      await sweep(desk.context);
    }
    throw new Error('It did not come to be.');
  };
  return {
    async agent(name) {
      const tab = agents.get(name) ?? (await desk.agent(name));
      agents.set(name, tab);
      return tab;
    },
    all: () => [...agents.values()],
    async boss() {
      chief ??= await desk.agent('Chef', {
        onDuty: false,
        permissions: ['helpdesk', 'manage', 'administer'],
      });
      return chief;
    },
    passUntil,
    async passUntilWarned(chatId) {
      const before = (await readChat(db, chatId, { consistent: true }))?.warned?.endsAt ?? 0;
      const { warned } = await passUntil(chatId, (chat) => (chat.warned?.endsAt ?? 0) > before);
      return warned?.endsAt ?? 0;
    },
  };
};
