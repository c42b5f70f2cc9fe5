// One group being made or changed.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { GroupView } from '../../../shared/account-routes.ts';
import { NAME_MAX, surplusOfName } from '../../../shared/rules.ts';
import { type Answer, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { saveIcon } from '../../ui/icons.ts';
import { nameTooLong } from '../../ui/too-long.ts';
import { AskBeforeLeaving } from '../shell/AskBeforeLeaving.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { Choices } from '../shell/Choices.tsx';
import { createEditor, type Editor } from '../shell/editor.ts';
import { rightsText } from '../shell/rights-text.ts';
import { EditorAlerts, useTheirs } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';

interface Props {
  /** Absent: a new one. */
  group: GroupView | undefined;
  texts: AccountTexts;
  onChange: () => Promise<void>;
  onClose: () => void;
}

export const GroupForm = ({ group, texts, onChange, onClose }: Props) => {
  const { ui } = useTexts();
  const editor = useMemo(() => createGroupEditor(group), [group?.id]);
  const isMissing = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const focusName = () => {
    const control = form.current?.elements.namedItem('name');
    if (control instanceof HTMLElement) control.focus();
  };
  useLayoutEffect(focusName, [group?.id]);
  const theirs = useTheirs(editor);
  const shown = editor.shown.value;
  if (!shown) return null;
  const save = async (event: Event) => {
    event.preventDefault();
    isMissing.value = !shown.name.trim();
    if (isMissing.value || surplusOfName(shown.name, NAME_MAX) > 0) return focusName();
    const isDone = await editor.save();
    await onChange();
    if (isDone) onClose();
  };
  return (
    <form class="card fields" ref={form} onSubmit={save} noValidate>
      <h2>{group ? <bdi>{texts.groups.change(group.name)}</bdi> : texts.groups.add}</h2>
      <EditorAlerts editor={editor} />
      <Field
        label={texts.groups.name}
        hint={theirs('name')}
        error={
          nameTooLong(shown.name, NAME_MAX, ui) ?? (isMissing.value ? texts.form.missingName : undefined)
        }
      >
        {(control) => (
          <input
            {...control}
            name="name"
            dir="auto"
            autocomplete="off"
            required
            value={shown.name}
            onInput={(event) => {
              isMissing.value = false;
              editor.edit({ name: event.currentTarget.value });
            }}
          />
        )}
      </Field>
      <Choices
        legend={texts.groups.permissions}
        name="permissions"
        choices={[{ value: 'chat', label: texts.permissions.chat, hint: texts.permissionHints.chat }]}
        chosen={shown.permissions}
        theirs={theirs('permissions', (rights) => rightsText(rights, texts) || texts.groups.none)}
        onChoose={(chosen) => editor.edit({ permissions: [...chosen] })}
      />
      <div class="fields__buttons">
        <Button kind="primary" type="submit" icon={saveIcon} busy={editor.saving.value === 'saving'}>
          {texts.form.save}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {ui.cancel}
        </Button>
      </div>
      <AskBeforeLeaving isChanged={editor.isChanged.value} />
    </form>
  );
};

const createGroupEditor = (group: GroupView = aNewGroup): Editor<GroupView> => {
  const editor: Editor<GroupView> = createEditor({
    load: async (): Promise<Answer<GroupView>> => {
      const answer = await request('GET /api/groups', {});
      if (!('ok' in answer)) return answer;
      const fresh = answer.ok.groups.find(({ id }) => id === group.id);
      return fresh ? { ok: fresh } : { error: { code: 'not_found' } };
    },
    save: (changed, rev) => {
      const { name, permissions } = { ...(editor.stored.value ?? group), ...changed };
      const fields = { name, permissions: permissions.includes('chat') ? [CHAT] : [] };
      return group.id
        ? request('PATCH /api/groups/{groupId}', { ...fields, groupId: group.id, rev })
        : request('POST /api/groups', fields);
    },
  });
  editor.take(group);
  return editor;
};

const CHAT = 'chat' as const;
const aNewGroup: GroupView = { id: '', name: '', permissions: [], rev: 0 };
