// "Uitnodigen": which colleague, with which note, and whether to take part or to take over (S81, S82, S87).
import { useSignal } from '@preact/signals';
import type { ChatSummary, UserId } from '../../../shared/model.ts';
import { NOTE_MAX } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import type { Failure } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { countLoad, listInvitable } from '../state/selectors.ts';

export const InviteDialog = ({ chat, onClose }: { chat: ChatSummary; onClose: () => void }) => {
  const { consoleTexts, common } = useTexts();
  const desk = useDesk();
  const { team: texts } = consoleTexts;
  const chosen = useSignal<UserId | undefined>(undefined);
  const note = useSignal('');
  const fault = useSignal<Failure | undefined>(undefined);
  const colleagues = listInvitable(desk.state.value, chat);
  // Whoever was chosen may have gone off duty meanwhile.
  const colleague = colleagues.find(({ id }) => id === chosen.value) ?? colleagues[0];
  const isBusy = desk.busy.value.has(chat.id);
  const invite = async (transfer: boolean) => {
    if (!colleague) return;
    fault.value = await desk.team.invite({
      chatId: chat.id,
      agent: colleague.id,
      note: note.value,
      transfer,
    });
    if (!fault.value) onClose();
  };
  return (
    <Dialog
      title={texts.inviteTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          {colleague && (
            <>
              <Button busy={isBusy} onClick={() => void invite(true)}>
                {texts.transfer}
              </Button>
              <Button kind="primary" busy={isBusy} onClick={() => void invite(false)}>
                {texts.invite}
              </Button>
            </>
          )}
        </>
      }
    >
      {fault.value && (
        <Alert kind="error">
          {'error' in fault.value ? refusalText(common, fault.value.error) : consoleTexts.notices.lost}
        </Alert>
      )}
      {!colleague && <p role="status">{texts.nobody}</p>}
      {colleague && (
        <>
          <Field label={texts.colleague}>
            {(control) => (
              <select
                {...control}
                value={colleague.id}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  chosen.value = colleagues.find(({ id }) => id === value)?.id;
                }}
              >
                {colleagues.map(({ id, name, max, reachable }) => (
                  <option key={id} value={id}>
                    {texts.load(name, countLoad(desk.state.value, id), max)}
                    {reachable === false && ` · ${texts.away}`}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={texts.note} aside={texts.noteAside}>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                maxLength={NOTE_MAX}
                dir="auto"
                value={note.value}
                onInput={(event) => {
                  note.value = event.currentTarget.value;
                }}
              />
            )}
          </Field>
          <p class="soft">{texts.transferHint}</p>
        </>
      )}
    </Dialog>
  );
};
