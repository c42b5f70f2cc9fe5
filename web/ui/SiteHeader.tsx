// The header of every page of both sites: product, navigation, language, account. Links are plain links.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Language } from '../../shared/text/text.ts';
import { Avatar } from './Avatar.tsx';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { heartIcon, logoutIcon } from './icons.ts';
import { chooseLanguage, languages } from './language.ts';
import type { UiTexts } from './types.ts';

export interface SiteLink {
  readonly href: string;
  readonly label: ComponentChildren;
  /** We are on this page or on one below it. */
  readonly current: boolean;
}

interface SignedIn {
  readonly name: string;
  readonly onLogOut: () => Promise<unknown>;
  /** The page about who is signed in, behind the name. */
  readonly own?: { readonly href: string; readonly label: string; readonly current: boolean };
}

interface Props {
  texts: UiTexts;
  language: Language;
  /** Beside the product's name, such as the name of the site. */
  site?: string;
  links?: readonly SiteLink[];
  account?: SignedIn | undefined;
  /** Uses the whole width of the window, for the console. */
  wide?: boolean;
  /** Instead of choosing it for this device alone. */
  onLanguage?: ((language: Language) => void) | undefined;
}

export const SiteHeader = ({ texts, language, site, links = [], account, wide, onLanguage }: Props) => (
  <>
    <a class="skip-link" href="#content">
      {texts.skipToContent}
    </a>
    <header class={`site-header${wide ? ' site-header--wide' : ''}`}>
      <div class="site-header__row">
        <a class="site-header__product" href="/">
          <ProductMark /> {texts.product} {site && <span class="site-header__site soft">{site}</span>}
        </a>
        {links.length > 0 && (
          <nav class="site-header__links" aria-label={texts.mainNavigation}>
            {links.map(({ href, label, current }) => (
              <a key={href} href={href} aria-current={current ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
        )}
        <div class="site-header__end">
          <LanguageSwitch texts={texts} language={language} onChoose={onLanguage} />
          {account && <Account texts={texts} {...account} />}
        </div>
      </div>
    </header>
  </>
);

export const ProductMark = () => (
  <span class="site-header__mark" aria-hidden="true">
    <Icon shape={heartIcon} />
  </span>
);

interface SwitchProps {
  texts: UiTexts;
  language: Language;
  onChoose?: ((language: Language) => void) | undefined;
}

export const LanguageSwitch = ({ texts, language, onChoose = chooseLanguage }: SwitchProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are buttons
  <div class="language-switch" role="group" aria-label={texts.language}>
    {languages.map((one) => (
      <button
        key={one}
        type="button"
        lang={one}
        aria-pressed={one === language}
        title={texts.languages[one]}
        onClick={() => one !== language && onChoose(one)}
      >
        {one.toUpperCase()} <span class="visually-hidden">{texts.languages[one]}</span>
      </button>
    ))}
  </div>
);

const Account = ({ texts, name, onLogOut, own }: SignedIn & { texts: UiTexts }) => {
  const [busy, setBusy] = useState(false);
  const who = (
    <>
      <Avatar name={name} small />
      <bdi>{name}</bdi>
    </>
  );
  return (
    <>
      {own ? (
        <a
          class="site-header__account"
          href={own.href}
          title={own.label}
          aria-current={own.current ? 'page' : undefined}
        >
          {who}
          <span class="visually-hidden"> – {own.label}</span>
        </a>
      ) : (
        <span class="site-header__account" title={texts.signedInAs(name)}>
          {who}
        </span>
      )}
      <Button
        kind="quiet"
        small
        icon={logoutIcon}
        class="site-header__logout"
        busy={busy}
        aria-label={texts.logOut}
        onClick={async () => {
          setBusy(true);
          await onLogOut();
          setBusy(false);
        }}
      >
        <span>{texts.logOut}</span>
      </Button>
    </>
  );
};
