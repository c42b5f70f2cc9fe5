// What an agent does with colleagues about a chat: invite, hand over, decline, leave (S80-S89). No DOM.
import type { ActionInput } from '../../../shared/actions.ts';
import type { ChatId, Cid, UserId } from '../../../shared/model.ts';
import type { Connection } from '../../connection/types.ts';
import { whenSent } from '../../connection/when-sent.ts';
import type { Failure } from '../../ui/api.ts';
import type { Busy } from './busy.ts';
import type { ChatWindow } from './chat-window.ts';
import type { Notices } from './notices.ts';
import type { DeskEvent } from './state.ts';

export interface Team {
  /** Asks a colleague to take part or to take over; gives why that was not done. */
  invite(input: ActionInput<'chat.invite'>): Promise<Failure | undefined>;
  withdraw(chatId: ChatId, agent: UserId): Promise<void>;
  decline(chatId: ChatId): Promise<void>;
  leave(chatId: ChatId): Promise<void>;
}

export interface TeamDeps {
  readonly connection: Connection;
  readonly notices: Notices;
  readonly busy: Busy;
  newCid(): Cid;
  dispatch(event: DeskEvent): void;
  findWindow(chatId: ChatId): ChatWindow | undefined;
}

export const createTeam = (deps: TeamDeps): Team => {
  const { connection, notices, busy } = deps;
  /** Leaving that is tried again is the same leaving. */
  const leaveCidsByChat = new Map<ChatId, Cid>();

  /** Whoever is not in the chat any more can say and fill in nothing. */
  const finish = async (window: ChatWindow | undefined) => {
    if (!window) return;
    await Promise.all([whenSent(window.conversation, connection), window.fields?.flush()]);
  };

  const leave = async (chatId: ChatId) => {
    await finish(deps.findWindow(chatId));
    const cid = leaveCidsByChat.get(chatId) ?? deps.newCid();
    leaveCidsByChat.set(chatId, cid);
    const answer = await connection.call('chat.leave', { chatId, cid });
    if (!('lost' in answer)) leaveCidsByChat.delete(chatId);
    if ('ok' in answer) deps.dispatch({ event: 'chat.left', chatId });
    else notices.refused(answer);
  };

  return {
    invite: (input) =>
      busy.alone(input.chatId, async () => {
        const answer = await connection.call('chat.invite', input);
        return 'ok' in answer ? undefined : answer;
      }),
    withdraw: (chatId, agent) =>
      busy.alone(chatId, async () => {
        const answer = await connection.call('chat.withdraw', { chatId, agent });
        if (!('ok' in answer)) notices.refused(answer);
      }),
    decline: (chatId) =>
      busy.alone(chatId, async () => {
        const answer = await connection.call('chat.decline', { chatId });
        if (!('ok' in answer)) notices.refused(answer);
      }),
    leave: (chatId) => busy.alone(chatId, () => leave(chatId)),
  };
};
