// A button that asks the browser for a passkey, and says what came of it.
import { useState } from 'preact/hooks';
import { Alert } from '../Alert.tsx';
import { Button } from '../Button.tsx';
import type { PasskeyFault } from './browser-passkeys.ts';
import type { FactorTexts } from './words.ts';

export const passkeyFaultText = (fault: PasskeyFault, texts: FactorTexts): string =>
  fault === 'known' ? texts.passkeyKnown : texts.passkeyCancelled;

interface Props {
  label: string;
  texts: FactorTexts;
  kind?: 'primary' | 'plain';
  /** @returns why it did not work. */
  onUse: () => Promise<string | undefined>;
}

export const PasskeyButton = ({ label, texts, kind = 'primary', onUse }: Props) => {
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const use = async () => {
    setRefusal(undefined);
    setIsBusy(true);
    const why = await onUse();
    setIsBusy(false);
    setRefusal(why);
  };
  return (
    <>
      {refusal && <Alert kind="error">{refusal}</Alert>}
      <Button kind={kind} busy={isBusy} onClick={use}>
        {isBusy ? texts.waitsForPasskey : label}
      </Button>
    </>
  );
};
