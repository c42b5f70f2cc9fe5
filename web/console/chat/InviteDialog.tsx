// "Uitnodigen": which colleague, with which note, and whether to take part or to take over (S81, S82, S87).
import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { UserId } from '../../../shared/model.ts';
import { NOTE_MAX } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import type { Failure } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { tooLong } from '../../ui/too-long.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { countLoad, listInvitable } from '../state/selectors.ts';
import type { ChatTexts, DialogProps } from './texts.ts';

export const InviteDialog = ({
  chat,
  onClose,
  texts: { invite: texts },
}: DialogProps & { texts: ChatTexts }) => {
  const { consoleTexts, common, ui } = useTexts();
  const desk = useDesk();
  const { team } = consoleTexts;
  const chosen = useSignal<UserId | undefined>(undefined);
  // Escape closes the dialog; what was typed is there when it is opened again.
  const draft = useMemo(() => desk.tabStorage.draft(`invite ${chat.id}`), [chat.id]);
  const note = useSignal(draft.read().note ?? '');
  const surplus = tooLong(note.value, NOTE_MAX, ui);
  const field = useRef<HTMLTextAreaElement>(null);
  const fault = useSignal<Failure | undefined>(undefined);
  const colleagues = listInvitable(desk.state.value, chat);
  // Whoever was chosen may have gone off duty meanwhile.
  const colleague = colleagues.find(({ id }) => id === chosen.value) ?? colleagues[0];
  const isBusy = desk.busy.value.has(chat.id);
  const invite = async (transfer: boolean) => {
    if (!colleague) return;
    if (surplus) return field.current?.focus();
    fault.value = await desk.team.invite({
      chatId: chat.id,
      agent: colleague.id,
      note: note.value,
      transfer,
    });
    if (fault.value) return;
    draft.drop();
    onClose();
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
                {team.transfer}
              </Button>
              <Button kind="primary" busy={isBusy} onClick={() => void invite(false)}>
                {team.invite}
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
                    {team.load(name, countLoad(desk.state.value, id), max)}
                    {reachable === false && ` · ${texts.away}`}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={texts.note} aside={texts.noteAside} error={surplus}>
            {(control) => (
              <textarea
                {...control}
                ref={field}
                rows={2}
                dir="auto"
                value={note.value}
                onInput={(event) => {
                  note.value = event.currentTarget.value;
                  draft.save({ note: note.value });
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
