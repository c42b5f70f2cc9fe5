// What this tab remembers over a reload: unsent text, unsaved fields, open windows, what was seen. Knows the browser's storage and no server.
import * as v from 'valibot';
import { ChatId, TicketStatus } from '../../shared/model.ts';

const Editing = v.object({ text: v.string(), base: v.string() });
const Fields = v.partial(v.object({ subject: Editing, category: Editing, remarks: Editing, email: Editing }));

/** Of one window. */
const WindowNote = v.object({
  /** The reply that is not sent yet, once one was typed in this tab. */
  reply: v.optional(v.string()),
  fields: v.optional(Fields, {}),
  /** Seq of the last entry the agent has seen. */
  seen: v.optional(v.number()),
});
export type WindowNote = v.InferOutput<typeof WindowNote>;

const TicketNote = v.object({
  rev: v.number(),
  fields: v.partial(
    v.object({
      subject: v.string(),
      category: v.string(),
      status: TicketStatus,
      remarks: v.string(),
      email: v.string(),
      published: v.boolean(),
    }),
  ),
});
export type TicketNote = v.InferOutput<typeof TicketNote>;

export interface Keep {
  windows(): readonly ChatId[];
  keepWindows(chatIds: readonly ChatId[]): void;
  /** Chats that are followed unseen. */
  watched(): readonly ChatId[];
  keepWatched(chatIds: readonly ChatId[]): void;
  window(chatId: ChatId): WindowNote;
  keepWindow(chatId: ChatId, note: WindowNote): void;
  dropWindow(chatId: ChatId): void;
  ticket(number: number): TicketNote | undefined;
  keepTicket(number: number, note: TicketNote | undefined): void;
}

const prefix = 'console';

/** `user` keeps what two agents typed in the same tab apart. */
export const createKeep = (storage: Storage, user: string): Keep => {
  const key = (...parts: (string | number)[]) => [prefix, user, ...parts].join('.');
  const read = <S extends v.GenericSchema>(schema: S, name: string): v.InferOutput<S> | undefined => {
    try {
      const parsed = v.safeParse(schema, JSON.parse(storage.getItem(name) ?? 'null'));
      return parsed.success ? parsed.output : undefined;
    } catch {
      // Not JSON, or storage refused: there is nothing to restore.
      return undefined;
    }
  };
  const write = (name: string, value: unknown) => {
    try {
      if (value === undefined) storage.removeItem(name);
      else storage.setItem(name, JSON.stringify(value));
    } catch {
      // Full or refused: the text stays on the screen, only a reload would lose it.
    }
  };
  return {
    windows: () => read(v.array(ChatId), key('windows')) ?? [],
    keepWindows: (chatIds) => write(key('windows'), chatIds),
    watched: () => read(v.array(ChatId), key('watched')) ?? [],
    keepWatched: (chatIds) => write(key('watched'), chatIds),
    window: (chatId) => read(WindowNote, key('chat', chatId)) ?? { fields: {} },
    keepWindow: (chatId, note) => write(key('chat', chatId), note),
    dropWindow: (chatId) => write(key('chat', chatId), undefined),
    ticket: (number) => read(TicketNote, key('ticket', number)),
    keepTicket: (number, note) => write(key('ticket', number), note),
  };
};

/** At logout: nothing of what was typed stays behind in this tab. */
export const forgetEverything = (storage: Storage): void => {
  for (const name of Object.keys(storage)) if (name.startsWith(`${prefix}.`)) storage.removeItem(name);
};
