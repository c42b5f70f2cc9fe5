// The console's pages for people who are not in yet, with the style only they need: signing in, and a first password of one's own.
import type { ComponentProps } from 'preact';
import { FirstPassword } from '../ui/FirstPassword.tsx';
import { LoginPage } from '../ui/LoginPage.tsx';
import style from '../ui/login.css?inline';
import { useStyle } from './shell/style.ts';

export const Login = (props: ComponentProps<typeof LoginPage>) => {
  useStyle(style);
  return <LoginPage {...props} />;
};

export const FirstLogin = (props: ComponentProps<typeof FirstPassword>) => {
  useStyle(style);
  return <FirstPassword {...props} />;
};
