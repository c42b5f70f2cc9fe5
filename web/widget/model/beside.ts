// What a customer does with a chat besides talking in it: keeps it from timing out, ends it, downloads and rates it, leaves a message instead. Fetched with the views of these, as nobody needs it to talk. No DOM.
import { newCid } from '../../connection/ids.ts';
import type { Answer } from '../../ui/api.ts';
import { isOwn } from './lines.ts';
import type { Widget } from './types.ts';

export const leaveMessage = ({
  waitsLong,
  rows,
  question,
  draft,
  email,
  view,
  shown,
  handOver,
}: Widget): void => {
  // Nobody answered what was asked: that is the message. In any other chat it was for somebody.
  const asked = waitsLong.peek() ? rows.peek().filter(isOwn) : [];
  handOver({
    email: view.peek().chat?.chat.peek()?.email ?? email.peek(),
    text: [...asked.map(({ text }) => text), question.peek(), draft.peek()].filter(Boolean).join('\n'),
  });
  shown.value = false;
};

/** An own message (S138); that it is gone comes as a push, to this page as to the others. */
export const takeBack = ({ view, ask }: Widget, seq: number): Promise<Answer<unknown>> => {
  const chatId = view.peek().chat?.chatId;
  return chatId ? ask('chat.redact', { chatId, seq, cid: newCid() }) : Promise.resolve({ lost: true });
};

/** "Ik ben er nog". */
export const keepAlive = ({ view, ask }: Widget): void => {
  const chatId = view.peek().chat?.chatId;
  if (chatId) void ask('chat.stay', { chatId });
};

export const end = async ({ view, change }: Widget): Promise<void> => {
  const { chat } = view.peek();
  if (!chat || !change({ kind: 'end' })) return;
  const answer = await chat.end();
  change('ok' in answer ? { kind: 'over' } : { kind: 'refused', failure: answer });
};

export const download = async ({ view, change, fetchPdf }: Widget): Promise<void> => {
  const { chat } = view.peek();
  if (!chat || !change({ kind: 'download' })) return;
  // Its file may not come either.
  const answer = await fetchPdf(chat.chatId).catch(() => ({ lost: true }) as const);
  change('ok' in answer ? { kind: 'downloaded' } : { kind: 'refused', failure: answer });
};

export const rate = async ({ view, stars, comment, change, ask, thank }: Widget): Promise<void> => {
  const { chat } = view.peek();
  const given = stars.peek();
  if (!chat || !given || !change({ kind: 'rate' })) return;
  const answer = await ask('chat.rate', { chatId: chat.chatId, stars: given, comment: comment.peek() });
  // Another tab was first.
  const isRated = 'ok' in answer || ('error' in answer && answer.error.code === 'already_rated');
  if (isRated) await thank(chat);
  else change({ kind: 'refused', failure: answer });
};
