// The part of the login page about a provider with its texts, fetched where there is one, or where somebody comes back from one.
import type { ComponentProps, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { OUTCOME_MARK } from '../../../shared/sign-in-paths.ts';
import type { signIn } from '../../../shared/text/nl/sign-in.ts';
import type { Text } from '../../../shared/text/text.ts';
import { Alert } from '../Alert.tsx';
import { Button } from '../Button.tsx';
import { currentLanguage } from '../language.ts';
import { Loading } from '../Spinner.tsx';
import type { ProviderLogin } from './ProviderLogin.tsx';

const textLoaders = {
  nl: () => import('../../../shared/text/nl/sign-in.ts'),
  en: () => import('../../../shared/text/en/sign-in.ts'),
};

/** Fetches the part: a site has it in a file of its own, with what of it its pages do not have. */
export type LoadProvider = () => Promise<{ readonly ProviderLogin: typeof ProviderLogin }>;

type Given = Omit<ComponentProps<typeof ProviderLogin>, 'words'> & { readonly load: LoadProvider };
interface Loaded {
  readonly Part: ComponentType<ComponentProps<typeof ProviderLogin>>;
  readonly words: Text<typeof signIn>;
}

/** Whether somebody comes back from a provider. */
export const isComingBack = (): boolean => location.hash.startsWith(OUTCOME_MARK);

export const LaterProvider = ({ load, ...given }: Given) => {
  const [loaded, setLoaded] = useState<Loaded>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    Promise.all([load(), textLoaders[currentLanguage()]()]).then(
      ([{ ProviderLogin: Part }, { signIn: words }]) => setLoaded({ Part, words }),
      // The network failed, or a newer version was deployed and the file is gone.
      () => setHasFailed(true),
    );
  }, []);
  if (loaded) return <loaded.Part {...given} words={loaded.words} />;
  if (!hasFailed) return <Loading label={given.ui.loading} />;
  return (
    <>
      <Alert kind="error">
        {given.ui.pageFailed}{' '}
        <Button small onClick={() => location.reload()}>
          {given.ui.again}
        </Button>
      </Alert>
      {given.hasPasswords && given.children}
    </>
  );
};
