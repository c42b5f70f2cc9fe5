// In the place of every page of a site: for whoever has to set up a second factor first, and for whose second factor an administrator took away.
import { useState } from 'preact/hooks';
import type { Session } from '../../../shared/session.ts';
import { request } from '../api.ts';
import { Button } from '../Button.tsx';
import { ProductMark } from '../SiteHeader.tsx';
import { logOut } from '../session.ts';
import { formatDateTime } from '../time.ts';
import { FactorsCard } from './FactorsCard.tsx';
import type { Words } from './words.ts';

interface Props {
  session: Session;
  words: Words;
  /** The page may be loaded anew, now for somebody who may see it. */
  onDone: () => void;
}

export const FactorPages = ({ session, words, onDone }: Props) => {
  const { texts, ui, language } = words;
  const { factorDue, factorsResetAt, user } = session;
  const [isSettingUp, setIsSettingUp] = useState(factorDue === true);
  const reset = factorsResetAt !== undefined;
  const finish = async () => {
    if (reset) await request('POST /api/factors/told', {});
    onDone();
  };
  return (
    <main class="login" id="content">
      <div class="login__brand">
        <ProductMark /> {ui.product}
      </div>
      <div class="login__card factors--page">
        <h1>{isSettingUp && !reset ? texts.due.title : reset ? texts.reset.title : texts.title}</h1>
        {reset && <p class="page__lead">{texts.reset.lead(formatDateTime(factorsResetAt, language))}</p>}
        {factorDue && <p class="page__lead">{texts.due.lead}</p>}
        {isSettingUp ? (
          <FactorsCard words={words} login={user.login} onFirst={finish} />
        ) : (
          <div class="login__form">
            <Button kind="primary" wide onClick={() => setIsSettingUp(true)}>
              {texts.reset.setUp}
            </Button>
            <Button wide onClick={finish}>
              {texts.reset.go}
            </Button>
          </div>
        )}
        {factorDue && (
          <Button wide onClick={() => void logOut()}>
            {ui.logOut}
          </Button>
        )}
      </div>
    </main>
  );
};
