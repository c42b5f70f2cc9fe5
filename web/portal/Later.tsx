// A part of a page of the portal that is fetched by whoever goes there. Independent of what it is.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Loading } from '../ui/Spinner.tsx';
import { Failed } from './AsyncContent.tsx';
import type { Texts } from './texts.ts';

interface Props {
  texts: Texts;
  /** Gives what is shown, made of all it needs. */
  load: () => Promise<() => VNode>;
}

export const Later = ({ texts, load }: Props) => {
  const [part, setPart] = useState<{ readonly show: () => VNode } | 'failed'>();
  useEffect(() => {
    load().then(
      (show) => setPart({ show }),
      () => setPart('failed'),
    );
  }, []);
  if (part === 'failed')
    // The network failed, or a newer version was deployed: a new page load gets it.
    return <Failed reason={texts.ui.pageFailed} again={() => location.reload()} texts={texts} />;
  return part ? part.show() : <Loading label={texts.ui.loading} />;
};
