// The console's pages for a password without the one of before (S128), with the style and the texts only they need.
import { render } from 'preact';
import { currentLanguage } from '../ui/language.ts';
import style from '../ui/login.css?inline';
import { PasswordByMail as Page, type PasswordByMailProps, passwordTitle } from '../ui/PasswordByMail.tsx';
import { useStyle } from './shell/style.ts';
import type { Texts } from './shell/uses.tsx';

const PasswordByMail = (props: PasswordByMailProps) => {
  useStyle(style);
  return <Page {...props} />;
};

export const showPassword = async (root: Element, { common, ui }: Texts): Promise<void> => {
  const language = currentLanguage();
  const { password: words } =
    language === 'nl'
      ? await import('../../shared/text/nl/password.ts')
      : await import('../../shared/text/en/password.ts');
  const path = location.pathname;
  document.title = `${passwordTitle(path, words)} · ${ui.product}`;
  root.replaceChildren();
  render(<PasswordByMail path={path} words={words} ui={ui} common={common} language={language} />, root);
};
