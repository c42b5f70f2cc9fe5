// Parts of the console that are fetched when somebody first needs them: pages with their texts, dialogs. Independent of what they are.
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import { focusContent } from './page.ts';
import { useTexts } from './uses.tsx';

export interface PageProps {
  /** Which one of the page's things is asked for: the `12` of `/meldingen/12`. */
  readonly id?: string | undefined;
}

type Loaders<T> = { readonly [L in Language]: () => Promise<T> };

/** @param loadTexts texts that only this page needs, one module per language; the page gets the module as `texts`. */
export const lazyPage = <T,>(
  loadPage: () => Promise<ComponentType<PageProps & { readonly texts: T }>>,
  loadTexts: Loaders<T>,
): ComponentType<PageProps> =>
  lazyPart<PageProps>(
    async (language) => {
      const [Page, texts] = await Promise.all([loadPage(), loadTexts[language]()]);
      // What was shown meanwhile goes, and the focus it was given with it.
      const hadFocus = document.activeElement?.id === 'content';
      return ({ id }) => {
        useEffect(() => {
          if (hadFocus) focusContent();
        }, []);
        return <Page id={id} texts={texts} />;
      };
    },
    ({ fault }) => <WaitingPage fault={fault} />,
  );

/** A dialog comes when it is there; until then the button that asks for it is all there is. */
export const lazyDialog = <P extends { readonly onClose: () => void }>(
  load: (language: Language) => Promise<ComponentType<P>>,
): ComponentType<P> =>
  lazyPart<P>(load, ({ fault, given }) =>
    fault ? (
      <Dialog title={fault.title} onClose={given.onClose} actions={fault.again}>
        {null}
      </Dialog>
    ) : null,
  );

/** Why a part is not there, and the button for another try. */
interface LoadFailure {
  readonly title: string;
  readonly again: ComponentChildren;
}

/** @param Waiting stands in its place until it has come, `given` what it will be given. */
export const lazyPart = <P extends object>(
  load: (language: Language) => Promise<ComponentType<P>>,
  Waiting: ComponentType<{ readonly given: P; readonly fault: LoadFailure | undefined }>,
): ComponentType<P> => {
  let loaded: ComponentType<P> | undefined;
  return (given: P) => {
    const { language, ui } = useTexts();
    const [state, setState] = useState<'waiting' | 'here' | 'failed'>('waiting');
    const fetchPart = async () => {
      try {
        loaded = await load(language);
        setState('here');
      } catch {
        // The network failed, or a newer version was deployed and this file is gone.
        setState('failed');
      }
    };
    useEffect(() => {
      if (!loaded) void fetchPart();
    }, []);
    const Part = loaded;
    if (Part) return <Part {...given} />;
    const again = (
      <Button small onClick={() => location.reload()}>
        {ui.again}
      </Button>
    );
    return <Waiting given={given} fault={state === 'failed' ? { title: ui.pageFailed, again } : undefined} />;
  };
};

const WaitingPage = ({ fault }: { fault: LoadFailure | undefined }) => {
  const { ui } = useTexts();
  return (
    <main class="page" id="content" tabIndex={-1}>
      {fault ? (
        <Alert kind="error">
          <div class="notice">
            {fault.title}
            {fault.again}
          </div>
        </Alert>
      ) : (
        <Loading label={ui.loading} />
      )}
    </main>
  );
};
