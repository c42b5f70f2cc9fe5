// The standard texts kept (S12): listed by category, added, changed, deleted.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StandardText } from '../../../shared/model.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, answerText } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { editIcon, trashIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { useDesk, usePageModel, useTexts } from '../shell/uses.tsx';
import { aNewText, findTexts, keepTextDraft, toDraft } from '../state/find-texts.ts';
import { StandardTextForm } from './StandardTextForm.tsx';
import type { SettingsTexts } from './texts.ts';

type Texts = SettingsTexts['texts'];

export const StandardTextsCard = ({ texts }: { texts: Texts }) => {
  const {
    consoleTexts: { picker },
    ui,
  } = useTexts();
  const desk = useDesk();
  const textDraft = usePageModel(keepTextDraft);
  const asked = useSignal<StandardText | undefined>(undefined);
  useEffect(() => desk.texts.need(), []);
  const all = desk.state.value.texts;
  return (
    <section class="card fields" aria-labelledby="texts">
      <div class="toolbar">
        <h2 id="texts">{picker.title}</h2>
        {!textDraft.value && all && (
          <Button
            onClick={() => {
              textDraft.value = aNewText(all.values());
            }}
          >
            {texts.add}
          </Button>
        )}
      </div>
      <p class="soft">{texts.lead}</p>
      {textDraft.value && <StandardTextForm texts={texts} draft={textDraft.value} />}
      {!all && <Loading label={ui.loading} />}
      {all?.size === 0 && <p>{picker.empty}</p>}
      {findTexts(all?.values() ?? []).map((group) => (
        <div key={group.category}>
          {group.category && <h3 dir="auto">{group.category}</h3>}
          <ul>
            {group.texts.map((text) => (
              <li class="text-row" key={text.id}>
                <p dir="auto">
                  <b>{text.title}</b> <span class="soft">{text.text}</span>
                </p>
                <IconButton
                  small
                  icon={editIcon}
                  label={texts.change(text.title)}
                  onClick={() => {
                    textDraft.value = toDraft(text);
                  }}
                />
                <IconButton
                  small
                  icon={trashIcon}
                  label={texts.removeTitle(text.title)}
                  onClick={() => {
                    asked.value = text;
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {asked.value && (
        <RemoveDialog
          texts={texts}
          text={asked.value}
          onClose={() => {
            asked.value = undefined;
          }}
        />
      )}
    </section>
  );
};

interface RemoveProps {
  texts: Texts;
  text: StandardText;
  onClose: () => void;
}

const RemoveDialog = ({ texts, text: { id, title }, onClose }: RemoveProps) => {
  const { consoleTexts, common, ui } = useTexts();
  const desk = useDesk();
  const answer = useSignal<Answer<unknown> | undefined>(undefined);
  const remove = async () => {
    answer.value = await desk.connection.call('text.delete', { textId: id });
    if (!('ok' in answer.value)) return;
    onClose();
    desk.dispatch({ event: 'text.changed', id });
  };
  const fault = answer.value;
  return (
    <Dialog
      title={<bdi>{texts.removeTitle(title)}</bdi>}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{consoleTexts.closing.keep}</Button>
          <Button kind="danger" onClick={remove}>
            {texts.remove}
          </Button>
        </>
      }
    >
      <p>{texts.removeText}</p>
      {fault && !('ok' in fault) && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
    </Dialog>
  );
};
