// The list of customers or agents, with its search.
import type { AccountView, GroupView } from '../../../shared/account-routes.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { searchIcon, usersIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { rightsText } from '../shell/rights-text.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import { AccountSearchField, useAccountSearch } from './account-search.tsx';

interface Props {
  kind: AccountView['role'];
  groups: readonly GroupView[];
  pathOf: (id: string) => string;
  texts: AccountTexts;
}

export const AccountTable = ({ kind: role, groups, pathOf, texts }: Props) => {
  const { ui } = useTexts();
  const { typed, list } = useAccountSearch(role);
  const accounts = list.items.value;
  const hasMore = list.hasMore.value;
  const { list: words } = texts;
  return (
    <div class="card fields">
      <AccountSearchField typed={typed} texts={texts} />
      <FailureAlert fault={list.fault.value} />
      {!accounts && !list.fault.value && <Loading label={ui.loading} />}
      {accounts && (
        <p class="soft" role="status">
          {words.count(accounts.length, !hasMore)}
        </p>
      )}
      {accounts?.length === 0 &&
        (typed.value.trim() ? (
          <EmptyState icon={searchIcon} title={words.noneTitle}>
            <p>{words.none}</p>
          </EmptyState>
        ) : (
          <EmptyState icon={usersIcon} title={words.emptyTitle}>
            <p>{words.empty}</p>
          </EmptyState>
        ))}
      {accounts && accounts.length > 0 && (
        <table class="table rows">
          <thead>
            <tr>
              {[
                words.name,
                words.login,
                words.email,
                role === 'agent' ? words.permissions : words.groups,
                words.state,
              ].map((label) => (
                <th scope="col" key={label}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row
                key={account.id}
                account={account}
                href={pathOf(account.id)}
                groups={groups}
                texts={texts}
              />
            ))}
          </tbody>
        </table>
      )}
      {hasMore && (
        <div class="fields__buttons">
          <Button busy={list.isBusy.value} onClick={() => list.more()}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
};

interface RowProps {
  account: AccountView;
  href: string;
  groups: readonly GroupView[];
  texts: AccountTexts;
}

const Row = ({ account, href, groups, texts }: RowProps) => {
  const { list: words } = texts;
  const rights =
    account.role === 'agent'
      ? rightsText(account.permissions, texts)
      : groups
          .filter(({ id }) => account.groups.includes(id))
          .map(({ name }) => name)
          .join(', ');
  return (
    <tr>
      <th scope="row" class="rows__wide">
        <a href={href}>
          <bdi>{account.name}</bdi>
        </a>
      </th>
      <td data-label={words.login}>
        <bdi>{account.login}</bdi>
      </td>
      <td data-label={words.email}>
        <bdi>{account.email ?? words.nothing}</bdi>
      </td>
      <td data-label={account.role === 'agent' ? words.permissions : words.groups}>
        <bdi>{rights || words.nothing}</bdi>
      </td>
      <td data-label={words.state}>
        {account.blocked ? (
          <b>{words.blocked}</b>
        ) : account.invitedAt === undefined ? (
          words.active
        ) : (
          words.invited
        )}
        {account.mailFault && (
          <>
            {' '}
            <b>{words.mailFault}</b>
          </>
        )}
      </td>
    </tr>
  );
};
