// The console's login page, with the style only it needs.
import type { ComponentProps } from 'preact';
import { LoginPage } from '../ui/LoginPage.tsx';
import style from '../ui/login.css?inline';
import { useStyle } from './shell/style.ts';

export const Login = (props: ComponentProps<typeof LoginPage>) => {
  useStyle(style);
  return <LoginPage {...props} />;
};
