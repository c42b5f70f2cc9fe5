// Who of the agents is in a chat, taking part or watching: asked before notes are written or given (S136, S137).
import type { Note, Person } from '../../shared/model.ts';
import type { Context } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';
import { authorOf, type Chat, takesPart } from '../domain/chat.ts';
import { readPermissions } from '../store/accounts.ts';

export interface InChat {
  readonly person: Person;
  /** The tab that watches; absent for whoever takes part. */
  readonly sid?: string;
}

/** The right to watch is asked as it is now (S92). */
export const findInChat = async (
  { db }: Pick<Context, 'db'>,
  chat: Chat,
  me: Caller,
): Promise<InChat | undefined> => {
  if (me.role !== 'agent') return undefined;
  if (takesPart(chat, me)) return { person: { id: me.id, name: authorOf(chat, me).name } };
  const [sid] = Object.entries(chat.watchers).find(([, { user }]) => user === me.id) ?? [];
  if (sid === undefined || !(await readPermissions(db, me.id)).has('manage')) return undefined;
  return { person: { id: me.id, name: me.name }, sid };
};

/** What a note says of its writer. */
export const signature = ({ person, sid }: InChat, named: boolean): Pick<Note, 'author' | 'whispered'> => ({
  author: person,
  ...(sid !== undefined && { whispered: named ? 'named' : 'unseen' }),
});
