// The stars and the comment after a chat: from its customer, once, with an explanation at one or two stars (S67-S69).
import { refuse } from '../../shared/errors.ts';
import { lacksComment } from '../../shared/rules.ts';
import { agentsOf, isCustomer } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { readChat } from '../store/log.ts';
import { writeRating } from '../store/ratings.ts';
import { maskFor } from '../workflows/mask.ts';

export const chatRate: Action<'chat.rate'> = async (
  { db, random, now },
  me,
  { chatId, stars, comment: said },
) => {
  const seen = await readChat(db, chatId);
  // The end may be too fresh for the cheap read; nothing undoes it.
  const chat = seen?.ended ? seen : await readChat(db, chatId, { consistent: true });
  if (!chat || chat.removing || !isCustomer(chat, me)) return refuse({ code: 'not_found' });
  if (!chat.ended) return refuse({ code: 'chat_not_ended' });
  if (lacksComment(stars, said)) return refuse({ code: 'comment_required' });
  const comment = await maskFor(db, me.role, said.trim());
  const rated = await writeRating(db, random, {
    chatId,
    stars,
    comment,
    at: now(),
    customer: me.id,
    // Whoever took part and left has a share in it; whoever only watched has none.
    agents: [...agentsOf(chat)],
  });
  if ('error' in rated) return rated;
  // The same again is a retry whose first answer went missing.
  const isSame = rated.ok.stars === stars && rated.ok.comment === comment;
  return isSame ? { ok: {} } : refuse({ code: 'already_rated' });
};
