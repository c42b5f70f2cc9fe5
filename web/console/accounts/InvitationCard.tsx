// Inviting somebody by mail to choose a password (S128), where mail is sent and arrives; else why not, and the password that is given instead.
import { useSignal } from '@preact/signals';
import type { AccountView } from '../../../shared/account-routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useAnswer } from '../shell/use-answer.ts';
import { useMe, useTexts } from '../shell/uses.tsx';
import type { EditedAccount } from './account-fields.ts';
import { PasswordCard } from './PasswordCard.tsx';

interface Props {
  account: EditedAccount;
  /** The address as it is stored, not as it is being typed. */
  email: string;
  texts: AccountTexts;
  onDone: (stored: AccountView) => void;
}

export const PasswordOrInvitation = ({ account, email, texts, onDone }: Props) => {
  const me = useMe();
  const { answer } = useAnswer(() => request('GET /api/password/means', {}));
  const means = answer.value;
  const hasMail = means !== undefined && 'ok' in means && means.ok.byMail;
  const isOwn = me.session.value.user.id === account.id;
  if (!means) return null;
  const words = texts.invitation;
  const why = !hasMail
    ? undefined
    : !email
      ? words.noEmail
      : account.mailFault && words.faults[account.mailFault];
  return (
    <>
      {why && !isOwn && <Alert kind="warning">{why}</Alert>}
      {hasMail && !why && !isOwn ? (
        <InvitationCard account={account} texts={words} onDone={onDone} />
      ) : (
        <PasswordCard account={account} texts={texts} onDone={onDone} />
      )}
    </>
  );
};

interface CardProps {
  account: EditedAccount;
  texts: AccountTexts['invitation'];
  onDone: (stored: AccountView) => void;
}

const InvitationCard = ({ account, texts, onDone }: CardProps) => {
  const { common } = useTexts();
  const isBusy = useSignal(false);
  const isSent = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const { invitedAt } = account;
  const send = async () => {
    isBusy.value = true;
    isSent.value = false;
    const answer = await request('POST /api/accounts/{accountId}/invitation', { accountId: account.id });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    isSent.value = 'ok' in answer;
    if ('ok' in answer) onDone(answer.ok);
  };
  return (
    <section class="card fields" aria-labelledby="invitation">
      <h2 id="invitation">{texts.title}</h2>
      <FailureAlert fault={fault.value} words={texts.refusals} />
      {isSent.value && <Alert kind="success">{texts.sent}</Alert>}
      <p>{texts.lead}</p>
      {invitedAt !== undefined && (
        <p class="soft">
          {texts.invitedAt} <Time at={invitedAt} locale={common.locale} format={formatDateTime} />
        </p>
      )}
      <div class="fields__buttons">
        <Button busy={isBusy.value} disabled={account.blocked} onClick={send}>
          {invitedAt === undefined ? texts.send : texts.again}
        </Button>
      </div>
    </section>
  );
};
