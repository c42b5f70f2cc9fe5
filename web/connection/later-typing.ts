// The telling of what is typed, by a part that is fetched when somebody types: what was typed until it is here is told then. No sockets.
import type { CreateTyping, Typing } from './typing.ts';

export const createLaterTyping =
  (load: () => Promise<CreateTyping>): CreateTyping =>
  (deps) => {
    let part: Promise<Typing> | undefined;
    const tell =
      <N extends keyof Typing>(name: N) =>
      (...text: Parameters<Typing[N]>) => {
        // A window that was only opened has nothing to tell.
        if (text[0] || name === 'again') part ??= load().then((create) => create(deps));
        // Where it does not come, nothing is told.
        part?.then((typing) => (typing[name] as (...text: unknown[]) => void)(...text)).catch(() => {});
      };
    return { change: tell('change'), sent: tell('sent'), again: tell('again'), close: tell('close') };
  };
