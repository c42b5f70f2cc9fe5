// Who is in a group: customers are looked for, and put in or taken out, several at once. Each is a change of its own account.
import { useSignal } from '@preact/signals';
import type { AccountView, GroupView } from '../../../shared/account-routes.ts';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import { AccountSearchField, useAccountSearch } from './account-search.tsx';

type Customer = Extract<AccountView, { role: 'customer' }>;

const isIn = (account: Customer, group: GroupView): boolean => account.groups.includes(group.id);

export const MembersCard = ({ group, texts: all }: { group: GroupView; texts: AccountTexts }) => {
  const { ui } = useTexts();
  const { members: texts, list: words } = all;
  const { typed, list } = useAccountSearch('customer');
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const isBusy = useSignal(false);
  const done = useSignal('');
  const fault = useSignal<Failure | undefined>(undefined);
  const accounts = list.items.value?.filter((one) => one.role === 'customer');
  const marked = accounts?.filter(({ id }) => chosen.value.has(id)) ?? [];
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen.value);
    for (const id of ids) isChosen ? next.add(id) : next.delete(id);
    chosen.value = next;
    done.value = '';
  };

  /** One after the other; the first that is refused stops it, and what is not done stays chosen. */
  const put = async (isMember: boolean) => {
    isBusy.value = true;
    fault.value = undefined;
    done.value = '';
    let count = 0;
    for (const account of marked) {
      if (isIn(account, group) !== isMember) {
        const others = account.groups.filter((id) => id !== group.id);
        const answer = await request('PATCH /api/accounts/{accountId}', {
          accountId: account.id,
          rev: account.rev,
          groups: isMember ? [...others, group.id] : others,
        });
        if (!('ok' in answer)) {
          fault.value = answer;
          break;
        }
      }
      count++;
      choose([account.id], false);
    }
    await list.search(typed.value);
    isBusy.value = false;
    done.value = count === 0 ? '' : isMember ? texts.added(count) : texts.removed(count);
  };

  return (
    <section class="card fields" aria-labelledby="members">
      <h2 id="members">{texts.title(group.name)}</h2>
      <p class="soft">{texts.lead}</p>
      <AccountSearchField typed={typed} texts={all} />
      <FailureAlert fault={fault.value ?? list.fault.value} />
      {!accounts && !list.fault.value && <Loading label={ui.loading} />}
      {accounts && accounts.length > 0 && (
        <fieldset class="choices">
          <legend class="visually-hidden">{texts.title(group.name)}</legend>
          <label class="check">
            <input
              type="checkbox"
              checked={marked.length === accounts.length}
              onChange={(event) =>
                choose(
                  accounts.map(({ id }) => id),
                  event.currentTarget.checked,
                )
              }
            />
            {texts.all}
          </label>
          {accounts.map((account) => (
            <label class="check" key={account.id}>
              <input
                type="checkbox"
                checked={chosen.value.has(account.id)}
                onChange={(event) => choose([account.id], event.currentTarget.checked)}
              />
              <span>
                <bdi>{account.name}</bdi>{' '}
                <span class="soft">
                  (<bdi>{account.login}</bdi>){isIn(account, group) && ` · ${texts.isMember}`}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {accounts?.length === 0 && <p class="soft">{words.noneTitle}</p>}
      <div class="fields__buttons">
        <Button
          kind="primary"
          busy={isBusy.value}
          disabled={!marked.some((one) => !isIn(one, group))}
          onClick={() => void put(true)}
        >
          {texts.add}
        </Button>
        <Button
          busy={isBusy.value}
          disabled={!marked.some((one) => isIn(one, group))}
          onClick={() => void put(false)}
        >
          {texts.remove}
        </Button>
        {list.hasMore.value && (
          <Button kind="quiet" busy={list.isBusy.value} onClick={() => void list.more()}>
            {words.more}
          </Button>
        )}
        <p class="soft" role="status">
          {marked.length > 0 ? texts.chosen(marked.length) : done.value}
        </p>
      </div>
    </section>
  );
};
