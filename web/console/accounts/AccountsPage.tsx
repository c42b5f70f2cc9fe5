// "Portaalaccounts" and "Medewerkers": the list, one account, or a new one, for administrators (S2-S4).
import type { AccountView, GroupView } from '../../../shared/account-routes.ts';
import { request } from '../../ui/api.ts';
import { Loading } from '../../ui/Spinner.tsx';
import type { WithTexts } from '../shell/account-texts.ts';
import type { PageProps } from '../shell/lazy.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useAnswer } from '../shell/use-answer.ts';
import { useTexts } from '../shell/uses.tsx';
import { AccountCard } from './AccountCard.tsx';
import { AccountTable } from './AccountTable.tsx';
import { NewAccount } from './NewAccount.tsx';
import { SignInRulesCard } from './SignInRulesCard.tsx';

/** The id that stands for an account that is not there yet. */
const NEW = 'nieuw';

export const AccountsPage = ({ id, texts: { accounts: texts } }: PageProps & WithTexts) => {
  const { consoleTexts } = useTexts();
  const { answer } = useAnswer(() => request('GET /api/groups', {}));
  const groups = answer.value;
  return (
    <ConsolePage
      needs="administer"
      title={id === NEW ? texts.accounts.add : consoleTexts.pages.accounts}
      lead={id ? undefined : texts.accounts.lead}
      back={id ? { href: pathTo('accounts'), label: texts.accounts.back } : undefined}
      actions={
        id ? undefined : (
          <>
            <a class="button button--plain" href={pathTo('groups')}>
              {consoleTexts.pages.groups}
            </a>
            <a class="button button--primary" href={pathTo('accounts', NEW)}>
              {texts.accounts.add}
            </a>
          </>
        )
      }
    >
      {() => {
        if (!groups) return <Wait />;
        if (!('ok' in groups)) return <FailureAlert fault={groups} />;
        return <Content kind="customer" id={id} groups={groups.ok.groups} texts={texts} />;
      }}
    </ConsolePage>
  );
};

export const AgentsPage = ({ id, texts: { accounts: texts } }: PageProps & WithTexts) => {
  const { consoleTexts } = useTexts();
  return (
    <ConsolePage
      needs="administer"
      title={id === NEW ? texts.agents.add : consoleTexts.pages.agents}
      lead={id ? undefined : texts.agents.lead}
      back={id ? { href: pathTo('agents'), label: texts.agents.back } : undefined}
      actions={
        id ? undefined : (
          <a class="button button--primary" href={pathTo('agents', NEW)}>
            {texts.agents.add}
          </a>
        )
      }
    >
      {() => <Content kind="agent" id={id} groups={[]} texts={texts} />}
    </ConsolePage>
  );
};

interface ContentProps {
  kind: AccountView['role'];
  id: string | undefined;
  groups: readonly GroupView[];
  texts: WithTexts['texts']['accounts'];
}

const Content = ({ kind: role, id, groups, texts }: ContentProps) => {
  const pathOf = (accountId: string) => pathTo(role === 'agent' ? 'agents' : 'accounts', accountId);
  if (id === NEW) return <NewAccount kind={role} groups={groups} pathOf={pathOf} texts={texts} />;
  if (id) return <AccountCard id={id} groups={groups} texts={texts} />;
  return (
    <>
      <AccountTable kind={role} groups={groups} pathOf={pathOf} texts={texts} />
      {role === 'agent' && <SignInRulesCard texts={texts} />}
    </>
  );
};

const Wait = () => <Loading label={useTexts().ui.loading} />;
