// A reply to the helpdesk on a ticket; what was typed stays until it is known to have arrived.
import { useRef, useState } from 'preact/hooks';
import type { CustomerTicket } from '../../shared/model.ts';
import { countCharacters, findTextFault, TEXT_MAX } from '../../shared/rules.ts';
import { refusalText } from '../../shared/text/text.ts';
import { Alert } from '../ui/Alert.tsx';
import { type Answer, answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import type { Files } from '../ui/files/FileField.tsx';
import { sendIcon } from '../ui/icons.ts';
import { LaterFiles } from '../ui/later-files.tsx';
import { lastPlace } from '../ui/ticket-history.ts';
import { FormError } from './FormError.tsx';
import type { Texts } from './texts.ts';
import { useDraft } from './use-draft.ts';
import { useMasking } from './use-masking.ts';

interface Props {
  ticket: CustomerTicket;
  user: string;
  /** `after`: the place that its history was asked for behind. */
  onReplied: (ticket: CustomerTicket, after: string | undefined) => void;
  texts: Texts;
}

/** From here on the room left is told. */
const FEW_LEFT = 400;

export const ReplyForm = ({ ticket, user, onReplied, texts }: Props) => {
  const { ticket: words } = texts.portal;
  const { fields, type, draft, clear } = useDraft(user, `reply:${ticket.number}`, { text: '' });
  const masking = useMasking(texts, fields.text);
  const [answer, setAnswer] = useState<Answer<CustomerTicket>>();
  const [isBusy, setIsBusy] = useState(false);
  const [isEmpty, setIsEmpty] = useState(false);
  const control = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const files = useRef<Files>(undefined);
  const left = TEXT_MAX - countCharacters(fields.text.trim());

  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const sent = files.current ? files.current.take() : [];
    // It is sent by itself once they are there.
    if (!sent) return;
    const ids = sent.map(({ id }) => id);
    const fault = findTextFault(fields.text.trim() || ids.join());
    setIsEmpty(fault === 'empty_text');
    if (fault) {
      control.current?.focus();
      return;
    }
    setIsBusy(true);
    const text = await masking.mask(fields.text.trim());
    const after = lastPlace(ticket.history);
    const next = await request('POST /api/my-tickets/{number}/replies', {
      number: String(ticket.number),
      cid: draft.cidFor({ text, files: ids.join() }),
      text,
      files: ids,
      after,
    });
    setIsBusy(false);
    setAnswer(next);
    if (!('ok' in next)) return;
    clear();
    files.current?.sent(ids);
    onReplied(next.ok, after);
  };

  return (
    <form class="card reply-form" ref={form} onSubmit={submit} noValidate>
      <Field
        label={words.reply}
        hint={masking.hint ?? (ticket.status === 'solved' ? words.reopens : words.replyHint)}
        error={
          left < 0
            ? words.over(-left)
            : isEmpty
              ? refusalText(texts.common, { code: 'empty_text' })
              : undefined
        }
      >
        {(props) => (
          <textarea
            {...props}
            ref={control}
            rows={5}
            dir="auto"
            value={fields.text}
            onInput={(event) => {
              setIsEmpty(false);
              setAnswer(undefined);
              type('text', event.currentTarget.value);
            }}
          />
        )}
      </Field>
      <LaterFiles
        view="FileField"
        at="/api/ticket-files"
        name={`reply:${ticket.number}`}
        locale={texts.common.locale}
        onReady={(ready) => {
          files.current = ready;
        }}
        onSend={() => form.current?.requestSubmit()}
      />
      {answer && !('ok' in answer) && (
        <FormError fault={answer} reason={answerText(answer, texts.ui, texts.common)} texts={texts} />
      )}
      <div class="form-buttons">
        <Button kind="primary" type="submit" icon={sendIcon} busy={isBusy}>
          {isBusy ? words.sending : words.send}
        </Button>
        {left >= 0 && left < FEW_LEFT && <span class="soft">{words.left(left)}</span>}
      </div>
      <div role="status">
        {answer && 'ok' in answer && (
          <Alert kind="success" silent>
            {words.sent}
          </Alert>
        )}
      </div>
    </form>
  );
};
