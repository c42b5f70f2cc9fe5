// The content that depends on an answer of the server: a sign of waiting, the failure with a way to try again, or the content.
import type { VNode } from 'preact';
import { Alert } from '../ui/Alert.tsx';
import { type Answer, answerText } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Loading } from '../ui/Spinner.tsx';
import type { Texts } from './texts.ts';

interface Props<T> {
  answer: Answer<T> | undefined;
  again: () => void;
  texts: Texts;
  children: (reply: T) => VNode | null;
}

export const AsyncContent = <T,>({ answer, again, texts, children }: Props<T>) => {
  if (!answer) return <Loading label={texts.ui.loading} />;
  if ('ok' in answer) return children(answer.ok);
  return <Failed reason={answerText(answer, texts.ui, texts.common)} again={again} texts={texts} />;
};

export const Failed = ({ reason, again, texts }: { reason: string; again: () => void; texts: Texts }) => (
  <div class="failed">
    <Alert kind="error">{reason}</Alert>
    <Button onClick={again}>{texts.ui.again}</Button>
  </div>
);
