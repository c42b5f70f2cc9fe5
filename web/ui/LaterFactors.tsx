// The second factor's parts and texts, fetched when a page first shows one of them.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Alert } from './Alert.tsx';
import { Button } from './Button.tsx';
import type * as Parts from './factors/parts.ts';
import type { Words } from './factors/words.ts';
import { currentLanguage } from './language.ts';
import { Loading } from './Spinner.tsx';
import type { CommonTexts, UiTexts } from './types.ts';

const textLoaders = {
  nl: () => import('../../shared/text/nl/factors.ts'),
  en: () => import('../../shared/text/en/factors.ts'),
};

/** Fetches the parts: a site has them in a file of its own, with what of them its pages do not have. */
export type LoadFactors = () => Promise<typeof Parts>;

interface Loaded {
  readonly parts: typeof Parts;
  readonly texts: Words['texts'];
}

const loadAll = async (load: LoadFactors): Promise<Loaded> => {
  const [parts, { factors }] = await Promise.all([load(), textLoaders[currentLanguage()]()]);
  return { parts, texts: factors };
};

interface Props {
  load: LoadFactors;
  ui: UiTexts;
  common: CommonTexts;
  children: (parts: typeof Parts, words: Words) => VNode;
}

export const LaterFactors = ({ load, ui, common, children }: Props) => {
  const [loaded, setLoaded] = useState<Loaded>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    // The network failed, or a newer version was deployed and the file is gone.
    loadAll(load).then(setLoaded, () => setHasFailed(true));
  }, []);
  if (loaded) {
    const { parts, texts } = loaded;
    const refusals = { ...common.refusals, ...texts.refusals };
    return children(parts, { texts, ui, common: { ...common, refusals }, language: currentLanguage() });
  }
  if (!hasFailed) return <Loading label={ui.loading} />;
  return (
    <Alert kind="error">
      {ui.pageFailed}{' '}
      <Button small onClick={() => location.reload()}>
        {ui.again}
      </Button>
    </Alert>
  );
};
