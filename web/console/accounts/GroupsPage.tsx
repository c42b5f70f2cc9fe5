// "Groepen": what customers may, by the groups they are in (S2-S4).
import { useSignal } from '@preact/signals';
import type { GroupView } from '../../../shared/account-routes.ts';
import { type Answer, type Failure, request } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { editIcon, trashIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import type { AccountTexts, WithTexts } from '../shell/account-texts.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { rightsText } from '../shell/rights-text.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useAnswer } from '../shell/use-answer.ts';
import { useTexts } from '../shell/uses.tsx';
import { GroupForm } from './GroupForm.tsx';
import { MembersCard } from './MembersCard.tsx';

export const GroupsPage = ({ texts: { accounts: texts } }: WithTexts) => {
  const { consoleTexts } = useTexts();
  const { answer, load } = useAnswer(() => request('GET /api/groups', {}));
  /** The group being changed; `new` for one that is not there yet. */
  const edited = useSignal<GroupView | 'new' | undefined>(undefined);
  const open = (group: GroupView | 'new' | undefined) => {
    edited.value = group;
  };
  return (
    <ConsolePage
      needs="administer"
      title={consoleTexts.pages.groups}
      lead={texts.groups.lead}
      back={{ href: pathTo('accounts'), label: texts.groups.back }}
      actions={
        edited.value ? undefined : (
          <Button kind="primary" onClick={() => open('new')}>
            {texts.groups.add}
          </Button>
        )
      }
    >
      {() => (
        <>
          {edited.value && (
            <GroupForm
              key={edited.value === 'new' ? 'new' : edited.value.id}
              group={edited.value === 'new' ? undefined : edited.value}
              texts={texts}
              onChange={load}
              onClose={() => open(undefined)}
            />
          )}
          {edited.value && edited.value !== 'new' && (
            <MembersCard key={`members ${edited.value.id}`} group={edited.value} texts={texts} />
          )}
          <GroupList answer={answer.value} texts={texts} onEdit={open} onChange={load} />
        </>
      )}
    </ConsolePage>
  );
};

interface ListProps {
  answer: Answer<{ groups: readonly GroupView[] }> | undefined;
  texts: AccountTexts;
  onEdit: (group: GroupView) => void;
  onChange: () => Promise<void>;
}

const GroupList = ({ answer, texts, onEdit, onChange }: ListProps) => {
  const { ui } = useTexts();
  const asked = useSignal<GroupView | undefined>(undefined);
  if (!answer) return <Loading label={ui.loading} />;
  if (!('ok' in answer)) return <FailureAlert fault={answer} />;
  const { groups } = answer.ok;
  if (groups.length === 0) return <p class="card soft">{texts.groups.empty}</p>;
  return (
    <div class="card">
      <table class="table rows">
        <thead>
          <tr>
            <th scope="col">{texts.groups.name}</th>
            <th scope="col">{texts.groups.permissions}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row" class="rows__wide">
                <bdi>{group.name}</bdi>
              </th>
              <td data-label={texts.groups.permissions}>
                {rightsText(group.permissions, texts) || texts.groups.none}
              </td>
              <td>
                <div class="toolbar">
                  <IconButton
                    icon={editIcon}
                    label={texts.groups.change(group.name)}
                    onClick={() => onEdit(group)}
                  />
                  <IconButton
                    icon={trashIcon}
                    label={texts.groups.removeName(group.name)}
                    onClick={() => {
                      asked.value = group;
                    }}
                  />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked.value && (
        <RemoveDialog
          group={asked.value}
          texts={texts}
          onChange={onChange}
          onClose={() => {
            asked.value = undefined;
          }}
        />
      )}
    </div>
  );
};

interface RemoveProps {
  group: GroupView;
  texts: AccountTexts;
  onChange: () => Promise<void>;
  onClose: () => void;
}

const RemoveDialog = ({ group, texts: { groups: texts }, onChange, onClose }: RemoveProps) => {
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const remove = async () => {
    isBusy.value = true;
    const answer = await request('DELETE /api/groups/{groupId}', { groupId: group.id, rev: group.rev });
    await onChange();
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) onClose();
  };
  return (
    <Confirm
      title={<bdi>{texts.askTitle(group.name)}</bdi>}
      cancel={texts.keep}
      confirm={texts.remove}
      isBusy={isBusy.value}
      onClose={onClose}
      onConfirm={remove}
    >
      <p>{texts.ask}</p>
      <FailureAlert fault={fault.value} />
    </Confirm>
  );
};
