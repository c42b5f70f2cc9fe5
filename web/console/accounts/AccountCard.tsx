// One stored account: its fields, its password, whether it may sign in.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { AccountView, GroupView } from '../../../shared/account-routes.ts';
import { type Answer, request } from '../../ui/api.ts';
import { Loading } from '../../ui/Spinner.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { createEditor, type Editor } from '../shell/editor.ts';
import { rightsText } from '../shell/rights-text.ts';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, FailureAlert, useTheirs } from '../shell/SaveFeedback.tsx';
import { useMe, useTexts } from '../shell/uses.tsx';
import { AccountFieldsView } from './AccountFieldsView.tsx';
import {
  type AccountField,
  agentPermissions,
  type EditedAccount,
  findWrong,
  toEdited,
} from './account-fields.ts';
import { BlockCard } from './BlockCard.tsx';
import { FactorCard } from './FactorCard.tsx';
import { PasswordOrInvitation } from './InvitationCard.tsx';

interface Props {
  id: string;
  groups: readonly GroupView[];
  texts: AccountTexts;
}

export const AccountCard = ({ id, groups, texts }: Props) => {
  const { ui } = useTexts();
  const me = useMe();
  const editor = useMemo(() => createAccountEditor(id), [id]);
  useEffect(() => void editor.load(), [editor]);
  const account = editor.shown.value;
  const fault = editor.fault.value;
  if (!account) return fault ? <FailureAlert fault={fault} /> : <Loading label={ui.loading} />;
  const take = (stored: AccountView) => {
    editor.take(toEdited(stored));
    // It may be one's own.
    void me.refresh();
  };
  return (
    <>
      <AccountForm account={account} editor={editor} groups={groups} texts={texts} />
      <PasswordOrInvitation
        account={account}
        email={editor.stored.value?.email ?? ''}
        texts={texts}
        onDone={take}
      />
      <FactorCard account={account} texts={texts.factor} onDone={take} />
      <BlockCard account={account} texts={texts.block} onDone={take} />
    </>
  );
};

const createAccountEditor = (accountId: string): Editor<EditedAccount> => {
  const edited = (answer: Answer<AccountView>): Answer<EditedAccount> =>
    'ok' in answer ? { ok: toEdited(answer.ok) } : answer;
  return createEditor<EditedAccount>({
    load: async () => edited(await request('GET /api/accounts/{accountId}', { accountId })),
    save: async ({ groups, permissions, login, name, email, nickname }, rev) =>
      edited(
        await request('PATCH /api/accounts/{accountId}', {
          accountId,
          rev,
          login,
          name,
          email,
          nickname,
          ...(groups && { groups: [...groups] }),
          ...(permissions && { permissions: [...permissions] }),
        }),
      ),
  });
};

interface FormProps {
  account: EditedAccount;
  editor: Editor<EditedAccount>;
  groups: readonly GroupView[];
  texts: AccountTexts;
}

const AccountForm = ({ account, editor, groups, texts }: FormProps) => {
  const me = useMe();
  const wrong = useSignal<AccountField | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const point = (name: AccountField) => {
    wrong.value = name;
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = findWrong(account);
    if (found) return point(found);
    if (await editor.save()) return me.refresh();
    const fault = editor.fault.value;
    if (fault && 'error' in fault && fault.error.code === 'login_taken') point('login');
  };
  const stored = editor.stored.value;
  const told = useTheirs(editor);
  const theirs = (name: AccountField) =>
    told(name, () => (stored ? valueText(stored, name, groups, texts) : ''));
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      <h2>
        <bdi>{stored?.name}</bdi>
      </h2>
      <EditorAlerts editor={editor} />
      <AccountFieldsView
        kind={account.role}
        shown={account}
        groups={groups}
        wrong={wrong.value}
        theirs={theirs}
        texts={texts}
        onEdit={(fields) => {
          wrong.value = undefined;
          editor.edit(fields);
        }}
      />
      <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} onUndo={editor.undo} />
    </form>
  );
};

const valueText = (
  account: EditedAccount,
  name: AccountField,
  groups: readonly GroupView[],
  texts: AccountTexts,
): string => {
  switch (name) {
    case 'groups':
      return groups
        .filter(({ id }) => account.groups.includes(id))
        .map((group) => group.name)
        .join(', ');
    case 'permissions':
      return rightsText(
        agentPermissions.filter((permission) => account.permissions.includes(permission)),
        texts,
      );
    case 'login':
    case 'name':
    case 'email':
    case 'nickname':
      return account[name];
    default:
      return name satisfies never;
  }
};
