// The fields of an account, new or stored; what they do is the form's.
import type { AccountView, GroupView } from '../../../shared/account-routes.ts';
import { Field } from '../../ui/Field.tsx';
import { nameTooLong } from '../../ui/too-long.ts';
import type { AccountTexts } from '../shell/account-texts.ts';
import { Choices } from '../shell/Choices.tsx';
import { rightsText } from '../shell/rights-text.ts';
import { useTexts } from '../shell/uses.tsx';
import { type AccountField, type AccountFields, agentPermissions, MAXIMA } from './account-fields.ts';

interface Props {
  kind: AccountView['role'];
  shown: AccountFields;
  groups: readonly GroupView[];
  wrong: AccountField | undefined;
  /** What a colleague stored in a field that was changed here as well. */
  theirs?: ((name: AccountField) => string | undefined) | undefined;
  texts: AccountTexts;
  onEdit: (fields: Partial<AccountFields>) => void;
}

const noneOf = () => undefined;

export const AccountFieldsView = (props: Props) => {
  const { kind: role, shown, groups, wrong, theirs = noneOf, texts, onEdit } = props;
  const { ui, common } = useTexts();
  const { form, permissions, permissionHints } = texts;
  const long = (name: keyof typeof MAXIMA) => nameTooLong(shown[name], MAXIMA[name], ui);
  const text = (name: keyof typeof MAXIMA) => ({
    name,
    value: shown[name],
    autocomplete: 'off',
    onInput: (event: { currentTarget: { value: string } }) => onEdit({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <div class="fields__pair">
        <Field
          label={form.login}
          hint={theirs('login') ?? form.loginHint}
          error={long('login') ?? (wrong === 'login' ? form.missingLogin : undefined)}
        >
          {(control) => (
            <input {...control} {...text('login')} autocapitalize="none" spellcheck={false} required />
          )}
        </Field>
        <Field
          label={form.name}
          hint={theirs('name')}
          error={long('name') ?? (wrong === 'name' ? form.missingName : undefined)}
        >
          {(control) => <input {...control} {...text('name')} dir="auto" required />}
        </Field>
      </div>
      <div class="fields__pair">
        <Field
          label={form.email}
          aside={ui.optional}
          hint={theirs('email')}
          error={long('email') ?? (wrong === 'email' ? common.refusals.bad_email() : undefined)}
        >
          {(control) => <input {...control} {...text('email')} inputMode="email" />}
        </Field>
        {role === 'agent' && (
          <Field
            label={form.nickname}
            aside={ui.optional}
            hint={theirs('nickname') ?? form.nicknameHint}
            error={long('nickname')}
          >
            {(control) => <input {...control} {...text('nickname')} dir="auto" />}
          </Field>
        )}
      </div>
      {role === 'customer' ? (
        <Choices
          legend={form.groups}
          name="groups"
          nothing={form.noGroups}
          choices={groups.map((group) => ({
            value: group.id,
            label: group.name,
            hint: rightsText(group.permissions, texts) || form.noRights,
          }))}
          chosen={shown.groups}
          theirs={theirs('groups')}
          onChoose={(chosen) => onEdit({ groups: chosen })}
        />
      ) : (
        <Choices
          legend={form.permissions}
          name="permissions"
          choices={agentPermissions.map((value) => ({
            value,
            label: permissions[value],
            hint: permissionHints[value],
          }))}
          chosen={shown.permissions}
          theirs={theirs('permissions')}
          onChoose={(chosen) =>
            onEdit({ permissions: agentPermissions.filter((permission) => chosen.includes(permission)) })
          }
        />
      )}
    </>
  );
};
