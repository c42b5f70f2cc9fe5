// Parts of a chat window that nobody needs to talk: fetched when one is first shown, with their texts.
import type { ComponentChildren, ComponentType } from 'preact';
import type { ChatSummary } from '../../../shared/model.ts';
import type { Language } from '../../../shared/text/text.ts';
import { lazyDialog, lazyPart } from '../shell/lazy.tsx';
import type { BesideProps } from './Beside.tsx';
import type { ChatTexts, DialogProps } from './texts.ts';

type Parts = typeof import('./window-parts.ts');

const textsIn = {
  nl: () => import('../../../shared/text/nl/console-chat.ts'),
  en: () => import('../../../shared/text/en/console-chat.ts'),
} as const;

/** @param pick which of the parts. */
const load =
  <P extends object>(pick: (parts: Parts) => ComponentType<P & { texts: ChatTexts }>) =>
  async (language: Language): Promise<ComponentType<P>> => {
    const [parts, { chatTexts: texts }] = await Promise.all([
      import('./window-parts.ts'),
      textsIn[language](),
    ]);
    const Part = pick(parts);
    return (props: P) => <Part {...props} texts={texts} />;
  };

const Waiting = ({ fault }: { fault: { title: string; again: ComponentChildren } | undefined }) =>
  fault ? (
    <p role="alert">
      {fault.title} {fault.again}
    </p>
  ) : null;

interface OfChat {
  chat: ChatSummary;
}

export const InviteDialog = lazyDialog(load<DialogProps>((parts) => parts.InviteDialog));
export const EndDialog = lazyDialog(load<DialogProps>((parts) => parts.EndDialog));
export const TakenDialog = lazyDialog(load<{ onClose: () => void }>((parts) => parts.TakenDialog));
export const ClosingButtons = lazyPart(
  load<OfChat>((parts) => parts.ClosingButtons),
  Waiting,
);

/** What stands beside a conversation. */
export const Beside = lazyPart<BesideProps>(
  async (language) => {
    const [{ Beside }, { beside }] = await Promise.all([import('./window-parts.ts'), textsIn[language]()]);
    return (given) => <Beside {...given} texts={beside} />;
  },
  ({ given, fault }) => (given.place === 'foot' ? <Waiting fault={fault} /> : null),
);
