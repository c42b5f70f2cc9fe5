// An answer to the customer on a ticket; what was typed stays until it is known to have arrived.
import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { AgentTicket } from '../../../shared/model.ts';
import { countCharacters, findTextFault, TEXT_MAX } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, answerText, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import type { Files } from '../../ui/files/FileField.tsx';
import { sendIcon } from '../../ui/icons.ts';
import { LaterFiles } from '../../ui/later-files.tsx';
import { lastPlace } from '../../ui/ticket-history.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { useTicketTexts } from './texts.ts';

interface Props {
  ticket: AgentTicket;
  /** `after`: the place that its history was asked for behind. */
  onReplied: (ticket: AgentTicket, after: string | undefined) => void;
}

/** From here on the room left is told. */
const FEW_LEFT = 400;

export const ReplyForm = ({ ticket, onReplied }: Props) => {
  const texts = useTicketTexts();
  const { common, ui } = useTexts();
  const desk = useDesk();
  const draft = useMemo(() => desk.tabStorage.draft(`reply.${ticket.number}`), [ticket.number]);
  const text = useSignal(draft.read().text ?? '');
  const answer = useSignal<Answer<AgentTicket> | undefined>(undefined);
  const isBusy = useSignal(false);
  const isEmpty = useSignal(false);
  const control = useRef<HTMLTextAreaElement>(null);
  const files = useRef<Files>(undefined);
  const solving = useRef(false);
  const left = TEXT_MAX - countCharacters(text.value.trim());

  const send = async (solve: boolean) => {
    if (isBusy.value) return;
    const trimmed = text.value.trim();
    const sent = files.current ? files.current.take() : [];
    // It is sent by itself once they are there.
    solving.current = solve;
    if (!sent) return;
    const ids = sent.map(({ id }) => id);
    const fault = findTextFault(trimmed || ids.join());
    isEmpty.value = fault === 'empty_text';
    if (fault) return control.current?.focus();
    isBusy.value = true;
    const after = lastPlace(ticket.history);
    const next = await request('POST /api/tickets/{number}/replies', {
      number: String(ticket.number),
      cid: draft.cidFor({ text: trimmed, files: ids.join() }),
      text: trimmed,
      files: ids,
      solve,
      after,
    });
    isBusy.value = false;
    answer.value = next;
    if (!('ok' in next)) return;
    draft.drop();
    files.current?.sent(ids);
    text.value = '';
    onReplied(next.ok, after);
  };
  const outcome = answer.value;

  return (
    <form
      class="card fields"
      onSubmit={(event) => {
        event.preventDefault();
        void send(false);
      }}
      noValidate
    >
      <Field
        label={texts.reply}
        hint={ticket.published ? texts.replyHint : texts.replyHidden}
        error={
          left < 0
            ? texts.over(-left)
            : isEmpty.value
              ? refusalText(common, { code: 'empty_text' })
              : undefined
        }
      >
        {(props) => (
          <textarea
            {...props}
            ref={control}
            rows={5}
            dir="auto"
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              draft.save({ text: text.value });
              isEmpty.value = false;
              answer.value = undefined;
            }}
          />
        )}
      </Field>
      <LaterFiles
        view="FileField"
        at="/api/ticket-files"
        name={`reply:${ticket.number}`}
        locale={common.locale}
        onReady={(ready) => {
          files.current = ready;
        }}
        onSend={() => void send(solving.current)}
      />
      {outcome && !('ok' in outcome) && (
        <Alert kind="error">
          <p>{answerText(outcome, ui, common)}</p>
          <p>{texts.kept}</p>
        </Alert>
      )}
      <div class="fields__buttons">
        <Button kind="primary" type="submit" icon={sendIcon} busy={isBusy.value}>
          {isBusy.value ? texts.sending : texts.send}
        </Button>
        {ticket.status !== 'solved' && (
          <Button busy={isBusy.value} onClick={() => void send(true)}>
            {texts.sendAndSolve}
          </Button>
        )}
        {left >= 0 && left < FEW_LEFT && <span class="soft">{texts.left(left)}</span>}
        <p class="soft" role="status">
          {outcome && 'ok' in outcome ? texts.sent : ''}
        </p>
      </div>
    </form>
  );
};
