// How people type, and what the browser sends of it: the real policies of web/connection/typing.ts with a clock that is stepped.
import { signal } from '@preact/signals';
import type { ActionInput } from '../../shared/actions.ts';
import type { ChatId } from '../../shared/model.ts';
import { type CreateTyping, createPreviewing, createTypingSign } from '../../web/connection/typing.ts';
import { anna } from '../support/builders.ts';

/** 60 words a minute. */
const KEY_MS = 200;

/** A message of this many characters is typed in 12 seconds. */
const LENGTH = 60;

/** What a typical message says, 60 characters. */
export const textOf = (number: number): string =>
  `Bericht ${number}: een gewone zin van een gewone lengte in deze chat. `.repeat(2).slice(0, LENGTH);

/** Steps through the keys of a text and gives what `create` told the server meanwhile, with the time each took. */
const typeOut = (create: CreateTyping, text: string, at: number) => {
  const told: { action: string; input: unknown }[] = [];
  let now = at;
  let timer: { due: number; run: () => void } | undefined;
  const typing = create({
    chatId: 'chat' as ChatId,
    chat: signal({ id: 'chat' as ChatId, nickname: 'Jan', state: 'active', agents: [anna] }),
    entries: signal([]),
    connection: { tell: (action, input) => void told.push({ action, input }) },
    environment: {
      now: () => now,
      after(ms, run) {
        const own = { due: now + ms, run };
        timer = own;
        return () => {
          if (timer === own) timer = undefined;
        };
      },
    },
    isOpen: () => true,
    isWatched: () => true,
    isAlone: () => false,
    countMessages: () => 0,
  });
  for (let length = 1; length <= text.length; length++) {
    typing.change(text.slice(0, length));
    now += KEY_MS;
    if (timer && timer.due <= now) {
      const { run } = timer;
      timer = undefined;
      run();
    }
  }
  typing.sent();
  return told;
};

export const MESSAGE_TYPING_MS = KEY_MS * LENGTH;

/** The previews a customer's typical message is shown by. */
export const previewsOf = (chatId: ChatId, text: string, at: number): ActionInput<'chat.preview'>[] =>
  typeOut(createPreviewing, text, at).map(({ input }) => ({
    ...(input as ActionInput<'chat.preview'>),
    chatId,
  }));

/** How often an agent's typing of a typical message is told. */
export const countSigns = (text: string): number => typeOut(createTypingSign, text, 0).length;
