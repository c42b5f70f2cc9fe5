// "Huisstijl": the deployment's name, logo and accent colour, with what they look like in either theme (S130).
import { useEffect, useMemo, useRef } from 'preact/hooks';
import {
  BRAND_NAME_MAX,
  brandTokens,
  canBeRead,
  LOGO_MAX_BYTES,
  leastContrast,
  nearestReadable,
  type Theme,
} from '../../../shared/brand.ts';
import type { Brand } from '../../../shared/brand-routes.ts';
import { countCharacters } from '../../../shared/rules.ts';
import type { brand } from '../../../shared/text/nl/console-brand.ts';
import type { Text } from '../../../shared/text/text.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import { useStyle } from '../../ui/style.ts';
import type { Editor } from '../shell/editor.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, FailureAlert, useTheirs } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import style from './brand.css?inline';
import { createBrandEditor, PRODUCT_COLOURS, THEMES, withLight } from './brand-editor.ts';
import { LogoField } from './LogoField.tsx';

type BrandTexts = Text<typeof brand>;

export const BrandPage = ({ texts: { brand: texts } }: { texts: { readonly brand: BrandTexts } }) => {
  const { consoleTexts } = useTexts();
  useStyle(style);
  return (
    <ConsolePage needs="administer" title={consoleTexts.pages.brand} lead={texts.lead}>
      {() => <BrandForm texts={texts} />}
    </ConsolePage>
  );
};

const BrandForm = ({ texts }: { texts: BrandTexts }) => {
  const { ui } = useTexts();
  const editor = useMemo(createBrandEditor, []);
  useEffect(() => void editor.load(), [editor]);
  const theirs = useTheirs(editor);
  const shown = editor.shown.value;
  if (!shown)
    return editor.fault.value ? <FailureAlert fault={editor.fault.value} /> : <Loading label={ui.loading} />;
  const submit = async (event: Event) => {
    event.preventDefault();
    await editor.save();
  };
  const kilobytes = LOGO_MAX_BYTES / 1024;
  return (
    <form class="card fields" onSubmit={submit} noValidate>
      <BrandFailure editor={editor} texts={texts} />
      <Field
        label={texts.name}
        aside={ui.optional}
        hint={theirs('name') ?? texts.nameHint(ui.product)}
        error={
          editor.wrong.value.includes('name')
            ? ui.tooLong(countCharacters(shown.name.trim()) - BRAND_NAME_MAX)
            : undefined
        }
      >
        {(control) => (
          <input
            {...control}
            name="name"
            dir="auto"
            autocomplete="organization"
            value={shown.name}
            onInput={(event) => editor.edit({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <LogoField
        logo={shown.logo}
        texts={{
          ...texts,
          hint: texts.logoHint(kilobytes),
          tooLarge: texts.tooLarge(kilobytes),
          notAPicture: texts.refusals.bad_logo(),
        }}
        onChoose={(logo) => editor.edit({ logo })}
      />
      <Colours colours={shown.colours} texts={texts} editor={editor} />
      <Preview shown={shown} texts={texts} product={ui.product} />
      <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} onUndo={editor.undo} />
    </form>
  );
};

/** Why it was not saved: the page says beforehand what cannot be, and the server looks again. */
const BrandFailure = ({ editor, texts }: { editor: Editor<Brand>; texts: BrandTexts }) => {
  const fault = editor.fault.value;
  const code = fault && 'error' in fault ? fault.error.code : undefined;
  if (!fault || !('error' in fault) || !code || !Object.hasOwn(texts.refusals, code))
    return <EditorAlerts editor={editor} />;
  return (
    <Alert kind="error">
      {refusalText({ refusals: { ...texts.refusals, internal: () => '' } }, fault.error)}
    </Alert>
  );
};

interface ColoursProps {
  colours: Brand['colours'];
  texts: BrandTexts;
  editor: Editor<Brand>;
}

const Colours = ({ colours, texts, editor }: ColoursProps) => (
  <fieldset class="choices">
    <legend>{texts.colours}</legend>
    <label class="check">
      <input
        type="checkbox"
        checked={colours !== undefined}
        onChange={(event) =>
          editor.edit({ colours: event.currentTarget.checked ? { ...PRODUCT_COLOURS } : undefined })
        }
      />
      {texts.own}
    </label>
    {colours && (
      <div class="brand-colours">
        {THEMES.map((theme) => (
          <ColourField
            key={theme}
            theme={theme}
            colour={colours[theme]}
            texts={texts}
            onChoose={(colour) =>
              editor.edit({
                colours: theme === 'light' ? withLight(colours, colour) : { ...colours, dark: colour },
              })
            }
          />
        ))}
      </div>
    )}
  </fieldset>
);

interface ColourProps {
  theme: Theme;
  colour: string;
  texts: BrandTexts;
  onChoose: (colour: string) => void;
}

const ColourField = ({ theme, colour, texts, onChoose }: ColourProps) => {
  const { language } = useTexts();
  const ratio = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const isReadable = canBeRead(colour, theme);
  const nearest = nearestReadable(colour, theme);
  // Cut, not rounded: 4.49 is not enough.
  const shownRatio = ratio.format(Math.floor(leastContrast(colour, theme) * 10) / 10);
  return (
    <div>
      <Field
        label={theme === 'light' ? texts.light : texts.dark}
        hint={texts.contrast(shownRatio)}
        error={isReadable ? undefined : texts.unreadable}
      >
        {(control) => (
          <input
            {...control}
            name={theme}
            type="color"
            value={colour}
            onInput={(event) => onChoose(event.currentTarget.value)}
          />
        )}
      </Field>
      {!isReadable && (
        <Button small onClick={() => onChoose(nearest)}>
          {texts.take(nearest)}
        </Button>
      )}
    </div>
  );
};

/** What either theme looks like; as text and buttons it is of no use to whoever listens. */
const Preview = ({ shown, texts, product }: { shown: Brand; texts: BrandTexts; product: string }) => (
  <section aria-labelledby="preview">
    <h2 id="preview">{texts.preview}</h2>
    <div class="brand-previews">
      {THEMES.map((theme) => (
        <PreviewIn key={theme} theme={theme} shown={shown} texts={texts} product={product} />
      ))}
    </div>
  </section>
);

interface PreviewProps {
  theme: Theme;
  shown: Brand;
  texts: BrandTexts;
  product: string;
}

const PreviewIn = ({ theme, shown: { name, logo, colours }, texts, product }: PreviewProps) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The CSP takes no style attribute; a property set by script it does.
    for (const token of brandTokens(colours ?? PRODUCT_COLOURS).split(';')) {
      const [property = '', value = ''] = token.split(/:(.*)/);
      box.current?.style.setProperty(property, value);
    }
  }, [colours]);
  return (
    <div ref={box} class={`brand-preview brand-preview--${theme}`}>
      <span class="soft">{theme === 'light' ? texts.inLight : texts.inDark}</span>
      <span class="brand-preview__name">
        {logo && <img src={logo} alt="" />}
        <bdi>{name.trim() || product}</bdi>
      </span>
      <span class="button button--primary">{texts.button}</span>
      <span class="brand-preview__link">{texts.link}</span>
      <span class="brand-preview__bubble">{texts.message}</span>
    </div>
  );
};
