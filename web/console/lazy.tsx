// A page of the console that is fetched when somebody first goes there, with its texts. Knows no page.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../text/text.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { Loading } from '../ui/Spinner.tsx';
import { useView } from './view.ts';

export interface PageProps {
  /** Which one of the page's things is asked for: the `12` of `/meldingen/12`. */
  readonly id?: string | undefined;
}

type Loaders<T> = { readonly [L in Language]: () => Promise<T> };

/** @param loadTexts texts that only this page needs, one module per language; the page gets the module as `texts`. */
export const lazyPage = <T,>(
  loadPage: () => Promise<ComponentType<PageProps & { readonly texts: T }>>,
  loadTexts: Loaders<T>,
): ComponentType<PageProps> => {
  let loaded: { Page: ComponentType<PageProps & { texts: T }>; texts: T } | undefined;
  return ({ id }: PageProps) => {
    const { language } = useView();
    const [current, setCurrent] = useState(loaded);
    const [hasFailed, setHasFailed] = useState(false);
    const load = async () => {
      setHasFailed(false);
      try {
        const [Page, texts] = await Promise.all([loadPage(), loadTexts[language]()]);
        loaded = { Page, texts };
        setCurrent(loaded);
      } catch {
        // The network failed, or a newer version was deployed and this file is gone.
        setHasFailed(true);
      }
    };
    useEffect(() => {
      if (!loaded) void load();
    }, []);
    return current ? <current.Page id={id} texts={current.texts} /> : <Waiting hasFailed={hasFailed} />;
  };
};

const Waiting = ({ hasFailed }: { hasFailed: boolean }) => {
  const { ui } = useView();
  return (
    <main class="page" id="content" tabIndex={-1}>
      {hasFailed ? (
        <Alert kind="error">
          <div class="notice">
            {ui.pageFailed}
            <Button small onClick={() => location.reload()}>
              {ui.again}
            </Button>
          </div>
        </Alert>
      ) : (
        <Loading label={ui.loading} />
      )}
    </main>
  );
};

/** For a page whose texts are the console's own. */
export const noTexts: Loaders<undefined> = { nl: async () => undefined, en: async () => undefined };
