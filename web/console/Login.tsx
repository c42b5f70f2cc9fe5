// The console's pages for people who are not in yet, with the style only they need: signing in, a first password of one's own, a second factor.
import type { ComponentProps } from 'preact';
import { FirstPassword, firstPasswordTexts } from '../ui/FirstPassword.tsx';
import { LaterFactors } from '../ui/LaterFactors.tsx';
import { LoginPage } from '../ui/LoginPage.tsx';
import style from '../ui/login.css?inline';
import { useStyle } from './shell/style.ts';

export const Login = (props: Omit<ComponentProps<typeof LoginPage>, 'loadFactors' | 'loadProvider'>) => {
  useStyle(style);
  return (
    <LoginPage
      {...props}
      loadFactors={() => import('./shell/factors.ts')}
      loadProvider={() => import('./shell/provider.ts')}
    />
  );
};

/** Before any page: a password of one's own, then a second factor where one is due, or was taken away. */
export const FirstLogin = (props: ComponentProps<typeof FirstPassword>) => {
  useStyle(style);
  const { session, ui, common, onDone } = props;
  document.title = `${session.passwordDue ? firstPasswordTexts().title : ui.secondFactor} · ${ui.product}`;
  if (session.passwordDue) return <FirstPassword {...props} />;
  return (
    <LaterFactors load={() => import('./shell/factors.ts')} ui={ui} common={common}>
      {({ FactorPages }, words) => <FactorPages session={session} words={words} onDone={onDone} />}
    </LaterFactors>
  );
};
