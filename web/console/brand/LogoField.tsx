// Choosing a logo: what it is its bytes say, here as on the server. Nothing is sent before it is saved.
import { useRef, useState } from 'preact/hooks';
import { LOGO_MAX_BYTES, logoKind } from '../../../shared/brand.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';

interface Props {
  /** As a `data:` URL. */
  logo: string | undefined;
  texts: {
    readonly logo: string;
    readonly hint: string;
    readonly remove: string;
    readonly noLogo: string;
    readonly logoOf: string;
    readonly notAPicture: string;
    readonly tooLarge: string;
  };
  onChoose: (logo: string | undefined) => void;
}

export const LogoField = ({ logo, texts, onChoose }: Props) => {
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LOGO_MAX_BYTES) return setFault(texts.tooLarge);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const kind = logoKind(bytes);
    setFault(kind ? undefined : texts.notAPicture);
    if (kind) onChoose(`data:${kind};base64,${btoa(String.fromCharCode(...bytes))}`);
  };
  const remove = () => {
    if (field.current) field.current.value = '';
    setFault(undefined);
    onChoose(undefined);
  };
  return (
    <>
      <Field label={texts.logo} hint={texts.hint} error={fault}>
        {(control) => (
          <input
            {...control}
            ref={field}
            name="logo"
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      <div class="brand-logo">
        {logo ? (
          <>
            <img src={logo} alt={texts.logoOf} />
            <Button small onClick={remove}>
              {texts.remove}
            </Button>
          </>
        ) : (
          <span class="soft">{texts.noLogo}</span>
        )}
      </div>
    </>
  );
};
