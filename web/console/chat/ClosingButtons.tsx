// What to do with an ended chat (S74): save and edit, save, or delete.
import { useSignal } from '@preact/signals';
import type { ChatSummary } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { editIcon, saveIcon, trashIcon } from '../../ui/icons.ts';
import { focusList } from '../shell/focus-list.ts';
import { pathTo } from '../shell/paths.ts';
import { useStyle } from '../shell/style.ts';
import { useDesk, usePage } from '../shell/uses.tsx';
import css from './closing.css?inline';
import type { ChatTexts } from './texts.ts';

interface Props {
  chat: ChatSummary;
  texts: ChatTexts;
}

export const ClosingButtons = ({ chat, texts: { closing: texts } }: Props) => {
  useStyle(css);
  const desk = useDesk();
  const page = usePage();
  const publish = useSignal(desk.state.peek().settings?.publish ?? false);
  const isAsking = useSignal(false);
  const isBusy = desk.busy.value.has(chat.id);
  const save = async (thenEdit: boolean) => {
    const ticket = await desk.chats.save(chat.id, { publish: publish.value, isOpenedNext: thenEdit });
    if (ticket === undefined) return;
    if (thenEdit) page.go(pathTo('tickets', ticket));
    else focusList();
  };
  const remove = async () => {
    close();
    await desk.chats.remove(chat.id);
    if (desk.state.peek().chats.get(chat.id)?.state === 'closed') focusList();
  };
  const close = () => {
    isAsking.value = false;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are mostly buttons
    <div class="closing" role="group" aria-label={texts.title}>
      <label class="check">
        <input
          type="checkbox"
          checked={publish.value}
          onChange={(event) => {
            publish.value = event.currentTarget.checked;
          }}
        />
        {texts.publish}
      </label>
      <Button kind="primary" icon={editIcon} busy={isBusy} data-focus-first onClick={() => void save(true)}>
        {texts.saveAndEdit}
      </Button>
      <Button icon={saveIcon} busy={isBusy} onClick={() => void save(false)}>
        {texts.save}
      </Button>
      <Button
        icon={trashIcon}
        class="closing__remove"
        busy={isBusy}
        onClick={() => {
          isAsking.value = true;
        }}
      >
        {texts.remove}
      </Button>
      {isAsking.value && (
        <Confirm
          title={<bdi>{texts.removeTitle(chat.nickname)}</bdi>}
          cancel={texts.keep}
          confirm={texts.remove}
          onClose={close}
          onConfirm={remove}
        >
          <p>{texts.removeText}</p>
        </Confirm>
      )}
    </div>
  );
};
