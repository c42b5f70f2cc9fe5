// What is asked over HTTP: the PDF of a chat, whose download it starts (S65), and the customer's earlier chats (S145). Loaded when it is asked for.
import type { Earlier } from '../../../shared/card-routes.ts';
import type { ChatId } from '../../../shared/model.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import type { Language } from '../../../shared/text/text.ts';
import { type Answer, send } from '../../ui/api.ts';

export const download = async (chatId: ChatId, language: Language): Promise<Answer<unknown>> => {
  const answer = await send<RouteReply<'POST /api/chats/{chatId}/transcript'>>({
    method: 'POST',
    url: `/api/chats/${chatId}/transcript`,
    body: JSON.stringify({ language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  });
  // The link answers with an attachment, so the page stays.
  if ('ok' in answer) location.assign(answer.ok.url);
  return answer;
};

/** @param before a place that the server gave, or `<time>.<id>` of the chat they came before. */
export const readEarlier = (before: string): Promise<Answer<Earlier>> =>
  send({ method: 'GET', url: `/api/my-chats/earlier?before=${before}` });
