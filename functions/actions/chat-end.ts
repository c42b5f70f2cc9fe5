// "Chat beëindigen", by the customer or by an agent who takes part (S62, S75). Ending an ended chat changes nothing and is no error.
import { refuse } from '../../shared/errors.ts';
import { authorOf, speaksOf, takesPart } from '../domain/chat.ts';
import { entriesFor } from '../domain/speaking.ts';
import type { Action } from '../pipeline/action.ts';
import { readHead, readPage } from '../store/log.ts';
import { endChat } from '../workflows/end-chat.ts';

export const chatEnd: Action<'chat.end'> = async (context, me, { chatId, cid, after }) => {
  const ended = await endChat(context, {
    chatId,
    cid,
    reason: me.role,
    by: (chat) => authorOf(chat, me),
    except: me.connection,
    allows: ({ chat }) => (takesPart(chat, me) ? { ok: true } : refuse({ code: 'not_found' })),
  });
  if ('error' in ended) return ended;
  // A client that had seen all that was said needs no more than the end.
  if (ended.ok?.seq === after + 1) return { ok: { seq: ended.ok.seq, entries: [ended.ok] } };
  const { entries, chat } = await readPage(context.db, chatId, { after });
  const seq = ended.ok?.seq ?? (await readHead(context.db, chatId))?.last.seq ?? 0;
  if (!chat || after > seq) return refuse({ code: 'behind' });
  return { ok: { seq, entries: entriesFor(entries, speaksOf(chat, me)) } };
};
