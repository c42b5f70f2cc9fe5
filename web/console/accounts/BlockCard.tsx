// Whether an account may sign in; blocking asks first, as it takes effect at once.
import { useSignal } from '@preact/signals';
import type { AccountView } from '../../../shared/account-routes.ts';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import type { EditedAccount } from './account-fields.ts';

interface Props {
  account: EditedAccount;
  texts: AccountTexts['block'];
  onDone: (stored: AccountView) => void;
}

export const BlockCard = ({ account, texts, onDone }: Props) => {
  const isAsked = useSignal(false);
  const isBusy = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const put = async (blocked: boolean) => {
    isAsked.value = false;
    isBusy.value = true;
    const answer = await request('PUT /api/accounts/{accountId}/blocked', { accountId: account.id, blocked });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) onDone(answer.ok);
  };
  const close = () => {
    isAsked.value = false;
  };
  return (
    <section class="card fields" aria-labelledby="access">
      <h2 id="access">{texts.title}</h2>
      <FailureAlert fault={fault.value} />
      <p role="status">{account.blocked ? texts.blocked : texts.active}</p>
      <div class="fields__buttons">
        {account.blocked ? (
          <Button busy={isBusy.value} onClick={() => put(false)}>
            {texts.unblock}
          </Button>
        ) : (
          <Button
            kind="danger"
            busy={isBusy.value}
            onClick={() => {
              isAsked.value = true;
            }}
          >
            {texts.block}
          </Button>
        )}
      </div>
      {isAsked.value && (
        <Confirm
          title={<bdi>{texts.askTitle(account.name)}</bdi>}
          cancel={texts.keep}
          confirm={texts.block}
          onClose={close}
          onConfirm={() => put(true)}
        >
          <p>{account.role === 'agent' ? texts.askAgent : texts.askCustomer}</p>
        </Confirm>
      )}
    </section>
  );
};
