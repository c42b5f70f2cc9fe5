// A console without its screen, with a server that the test plays. No browser APIs.
import { vi } from 'vitest';
import type { AgentSummary, ChatSummary, Permission } from '../../../../shared/model.ts';
import type { Connection } from '../../../../web/connection/types.ts';
import { createConsole } from '../../../../web/console/state/create-console.ts';
import { createLayout } from '../../../../web/console/state/layout.ts';
import { createTabStorage } from '../../../../web/console/state/tab-storage.ts';
import {
  aChatSummary,
  aCid,
  aForm,
  anAgentSummary,
  anna,
  aSid,
  settings,
} from '../../../support/builders.ts';
import {
  createFakeConnection,
  createFakeConversation,
  createFakeTabs,
  createStorage,
  type FakeConversation,
} from './fake-connection.ts';

export const active = (name: string, given: Partial<ChatSummary> = {}): ChatSummary =>
  aChatSummary(name, { state: 'active', agents: [anna], rev: 5, ...given });
export const ended = (name: string, given: Partial<ChatSummary> = {}): ChatSummary =>
  active(name, { state: 'ended', ended: { at: 1, reason: 'customer' }, rev: 6, ...given });

/** With fake timers: lets everything that waits for nothing else happen. */
export const settle = () => vi.advanceTimersByTimeAsync(0);

interface Given {
  readonly storage?: Storage;
  readonly agents?: readonly AgentSummary[];
  readonly permissions?: readonly Permission[];
}

export const setUpDesk = async (chats: readonly ChatSummary[] = [], given: Given = {}) => {
  const server = createFakeConnection();
  const { storage = createStorage(), permissions = ['helpdesk'] } = given;
  const agents = given.agents ?? [anAgentSummary(anna, { onDuty: false })];
  server.answer('desk.enter', () => ({
    ok: {
      me: anna,
      permissions: [...permissions],
      settings,
      categories: [],
      chats: [...chats],
      agents: [...agents],
      now: Date.now(),
    },
  }));
  server.answer('chat.form', () => ({ ok: aForm() }));
  const conversations = new Map<string, FakeConversation>();
  /** The connection that each conversation was given. */
  const connections = new Map<string, Connection>();
  let cids = 0;
  const tabs = createFakeTabs();
  const desk = createConsole({
    connection: server.connection,
    openConversation: ({ chatId, known, connection }) => {
      const conversation = createFakeConversation(chatId, known);
      conversations.set(chatId, conversation);
      connections.set(chatId, connection);
      return conversation;
    },
    loadDraft: async (chatId) => (chatId.startsWith('Jan') ? 'half antw' : ''),
    tabStorage: createTabStorage(storage, 'anna'),
    tabs,
    layout: createLayout(storage, 'anna'),
    sid: aSid,
    newCid: () => aCid(`cid${++cids}x`),
    now: Date.now,
    random: () => 0.5,
  });
  await settle();
  const open = () => desk.windows.value.map((window) => window.chatId);
  const notices = () => desk.notices.shown.value.map((notice) => notice.kind);
  return { server, desk, tabs, conversations, connections, storage, open, notices };
};
