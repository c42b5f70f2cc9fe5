// What stands in the place of the portal's pages, fetched by the few who need it: a first password of one's own, a second factor.
import type { ComponentProps } from 'preact';
import { FirstPassword, firstPasswordTexts } from '../ui/FirstPassword.tsx';
import { LaterFactors } from '../ui/LaterFactors.tsx';

export const FirstLogin = (props: ComponentProps<typeof FirstPassword>) => {
  const { session, ui, common, onDone } = props;
  document.title = `${session.passwordDue ? firstPasswordTexts().title : ui.secondFactor} – ${ui.product}`;
  if (session.passwordDue) return <FirstPassword {...props} />;
  return (
    <LaterFactors load={() => import('./factors.ts')} ui={ui} common={common}>
      {({ FactorPages }, words) => <FactorPages session={session} words={words} onDone={onDone} />}
    </LaterFactors>
  );
};
