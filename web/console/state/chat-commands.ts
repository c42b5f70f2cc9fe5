// What an agent can do with one chat: join, end, save, delete. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ActionReply } from '../../../shared/actions.ts';
import type { ChatId, Cid, Sid } from '../../../shared/model.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import type { Connection } from '../../connection/types.ts';
import type { Answer } from '../../ui/api.ts';
import type { Busy } from './busy.ts';
import type { Joins } from './joins.ts';
import type { Notices } from './notices.ts';
import type { OpenWindows } from './open-windows.ts';
import type { DeskEvent, DeskState } from './state.ts';

/** A chat another agent answered first (S28): take part as well, or not. */
export interface Taken {
  readonly chatId: ChatId;
  readonly by: string;
}

export interface SaveHow {
  /** Whether the customer sees the ticket on the portal (S11). */
  readonly publish: boolean;
  /** The ticket is opened next, which says enough. */
  readonly isOpenedNext: boolean;
}

/** What the server said to saving or deleting; a saved chat has its ticket's number. */
export type Closed = Answer<{ readonly ticket?: number }>;

export interface ChatCommands {
  readonly taken: ReadonlySignal<Taken | undefined>;
  join(chatId: ChatId, second: boolean): Promise<void>;
  /** Brings a deleted chat back among the unclosed ones. */
  undelete(chatId: ChatId): Promise<void>;
  declineTaken(): void;
  end(chatId: ChatId): Promise<void>;
  /** Saves as a ticket (S76) and gives its number. */
  save(chatId: ChatId, how: SaveHow): Promise<number | undefined>;
  remove(chatId: ChatId): Promise<void>;
  /** Saves as the desk's settings say, or deletes; what came of it is the caller's to tell. */
  close(chatId: ChatId, how: 'save' | 'delete'): Promise<Closed>;
}

export interface ChatCommandsDeps {
  readonly connection: Connection;
  readonly state: ReadonlySignal<DeskState>;
  readonly notices: Notices;
  readonly busy: Busy;
  readonly sid: Sid;
  newCid(): Cid;
  dispatch(event: DeskEvent): void;
  readonly joins: Joins;
  /** Chats this agent is closing here. */
  readonly closing: Set<ChatId>;
  readonly windows: Pick<OpenWindows, 'find' | 'arrange' | 'show'>;
}

export const createChatCommands = (deps: ChatCommandsDeps): ChatCommands => {
  const { connection, state, notices, joins, closing, windows, dispatch } = deps;
  const { alone } = deps.busy;
  const taken = signal<Taken | undefined>();
  const takeJoined = ({ chat, entries, more, form }: ActionReply<'chat.join'>) => {
    const { id, nickname, email, agents } = chat;
    joins.answered(id, {
      chat: { id, nickname, email, state: chat.state, agents },
      entries,
      more,
      preview: state.value.settings?.preview ?? false,
    });
    dispatch({ event: 'chat.joined', chat, form });
  };

  const join = async (chatId: ChatId, second: boolean) => {
    taken.value = undefined;
    const cid = joins.begin(chatId, deps.newCid);
    const answer = await connection.call('chat.join', { chatId, sid: deps.sid, cid, second, speaks: SPEAKS });
    if ('ok' in answer) takeJoined(answer.ok);
    else if ('error' in answer && answer.error.code === 'taken')
      taken.value = { chatId, by: answer.error.by };
    else notices.refused(answer);
    joins.done(chatId);
    // A join that failed may have been done before, by an answer that was lost.
    windows.arrange(state.value);
    if (windows.find(chatId)) windows.show(chatId);
  };

  /** Gives what the server answered, when the chat is closed by it. */
  const closeBy = async <T>(chatId: ChatId, call: () => Promise<Answer<T>>): Promise<T | undefined> => {
    closing.add(chatId);
    const answer = await call();
    if ('ok' in answer) return answer.ok;
    closing.delete(chatId);
    notices.refused(answer);
    return undefined;
  };
  const nickname = (chatId: ChatId) => state.value.chats.get(chatId)?.nickname ?? '';

  const save = async (chatId: ChatId, { publish, isOpenedNext }: SaveHow) => {
    const areFieldsSaved = (await windows.find(chatId)?.fields?.flush()) ?? true;
    if (!areFieldsSaved) {
      notices.post({ kind: 'fields_unsaved' });
      return undefined;
    }
    const saved = await closeBy(chatId, () => connection.call('chat.save', { chatId, publish }));
    if (!saved) return undefined;
    const { ticket } = saved;
    if (!isOpenedNext) notices.post({ kind: 'saved', nickname: nickname(chatId), ticket });
    dispatch({ event: 'chat.closed', chatId, ticket });
    return ticket;
  };

  const close = async (chatId: ChatId, how: 'save' | 'delete'): Promise<Closed> => {
    const areFieldsSaved = how === 'delete' || ((await windows.find(chatId)?.fields?.flush()) ?? true);
    if (!areFieldsSaved) return { lost: true };
    closing.add(chatId);
    const answer: Closed =
      how === 'save'
        ? await connection.call('chat.save', { chatId })
        : await connection.call('chat.delete', { chatId });
    if ('ok' in answer) dispatch({ event: 'chat.closed', chatId, ...answer.ok });
    else closing.delete(chatId);
    return answer;
  };

  const remove = async (chatId: ChatId) => {
    const removed = await closeBy(chatId, () => connection.call('chat.delete', { chatId }));
    if (!removed) return;
    notices.post({ kind: 'deleted', nickname: nickname(chatId), chatId });
    dispatch({ event: 'chat.closed', chatId });
  };

  const undelete = async (chatId: ChatId) => {
    const answer = await connection.call('chat.undelete', { chatId });
    if ('ok' in answer) notices.forgetClosed(chatId);
    else notices.refused(answer);
  };

  return {
    undelete,
    taken,
    join: (chatId, second) => alone(chatId, () => join(chatId, second)),
    declineTaken: () => {
      if (taken.value) joins.forget(taken.value.chatId);
      taken.value = undefined;
    },
    end: (chatId) =>
      alone(chatId, async () => {
        const answer = await windows.find(chatId)?.conversation.end();
        if (answer && !('ok' in answer)) notices.refused(answer);
      }),
    save: (chatId, how) => alone(chatId, () => save(chatId, how)),
    remove: (chatId) => alone(chatId, () => remove(chatId)),
    close: async (chatId, how) =>
      (await alone(chatId, () => close(chatId, how))) ?? { error: { code: 'busy' } },
  };
};
