// The standard texts kept (S12): listed by category, added, changed, deleted.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StandardText } from '../../../shared/model.ts';
import type { Failure } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { editIcon, trashIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
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
  const { consoleTexts } = useTexts();
  const desk = useDesk();
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const remove = async () => {
    isBusy.value = true;
    const answer = await desk.connection.call('text.delete', { textId: id });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if (!('ok' in answer)) return;
    onClose();
    desk.dispatch({ event: 'text.changed', id });
  };
  return (
    <Confirm
      title={<bdi>{texts.removeTitle(title)}</bdi>}
      cancel={consoleTexts.editing.keep}
      confirm={texts.remove}
      isBusy={isBusy.value}
      onClose={onClose}
      onConfirm={remove}
    >
      <p>{texts.removeText}</p>
      <FailureAlert fault={fault.value} />
    </Confirm>
  );
};
