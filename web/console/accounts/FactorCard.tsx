// Whether an account signs in with a second factor; an administrator takes it away for somebody who lost the device (S127).
import { useSignal } from '@preact/signals';
import type { AccountView } from '../../../shared/account-routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useMe } from '../shell/uses.tsx';
import type { EditedAccount } from './account-fields.ts';

interface Props {
  account: EditedAccount;
  texts: AccountTexts['factor'];
  onDone: (stored: AccountView) => void;
}

export const FactorCard = ({ account, texts, onDone }: Props) => {
  const me = useMe();
  const isAsked = useSignal(false);
  const isBusy = useSignal(false);
  const wasReset = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const reset = async () => {
    isAsked.value = false;
    isBusy.value = true;
    const answer = await request('DELETE /api/accounts/{accountId}/factors', { accountId: account.id });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if (!('ok' in answer)) return;
    wasReset.value = true;
    onDone(answer.ok);
  };
  const isOwn = account.id === me.session.value.user.id;
  return (
    <section class="card fields" aria-labelledby="factor">
      <h2 id="factor">{texts.title}</h2>
      <FailureAlert fault={fault.value} />
      {wasReset.value && <Alert kind="success">{texts.wasReset}</Alert>}
      <p>{account.secondFactor ? texts.on : texts.off}</p>
      {account.secondFactor && !isOwn && (
        <div class="fields__buttons">
          <Button
            kind="danger"
            busy={isBusy.value}
            onClick={() => {
              isAsked.value = true;
            }}
          >
            {texts.reset}
          </Button>
        </div>
      )}
      {isAsked.value && (
        <Confirm
          title={<bdi>{texts.askTitle(account.name)}</bdi>}
          cancel={texts.keep}
          confirm={texts.reset}
          onClose={() => {
            isAsked.value = false;
          }}
          onConfirm={() => void reset()}
        >
          <p>{texts.ask}</p>
        </Confirm>
      )}
    </section>
  );
};
