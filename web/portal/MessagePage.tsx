// "Laat een bericht achter": a question as a ticket, while nobody is free to chat. What was typed stays until it was received.
import { useState } from 'preact/hooks';
import type { RefusalCode } from '../../shared/errors.ts';
import type { RouteReply } from '../../shared/routes.ts';
import { isEmail } from '../../shared/rules.ts';
import { Alert } from '../ui/Alert.tsx';
import { type Answer, answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormError } from './FormError.tsx';
import { MESSAGE, takeOver } from './handed-over.ts';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';
import { useDraft } from './use-draft.ts';
import { useMasking } from './use-masking.ts';

interface Props {
  user: string;
  texts: Texts;
}

export const MessagePage = ({ user, texts }: Props) => {
  const { message: words } = texts.portal;
  useState(() => takeOver(user));
  const { fields, type, draft } = useDraft(user, MESSAGE, { text: '', email: '' });
  const masking = useMasking(texts, fields.text);
  const [isBusy, setIsBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer<RouteReply<'POST /api/my-tickets'>>>();

  const send = async () => {
    const typed = { text: fields.text.trim(), email: fields.email.trim() };
    if (typed.email && !isEmail(typed.email)) return setAnswer({ error: { code: 'bad_email' } });
    setIsBusy(true);
    const given = { ...typed, text: await masking.mask(typed.text) };
    setAnswer(undefined);
    const next = await request('POST /api/my-tickets', { cid: draft.cidFor(given), ...given });
    if ('ok' in next) draft.drop();
    // The fields as they stand, not as they were sent.
    else draft.save(fields);
    setIsBusy(false);
    setAnswer(next);
  };

  if (answer && 'ok' in answer) {
    const { number } = answer.ok;
    return (
      <section class="section message-form">
        <h1>{words.title}</h1>
        <Alert kind="success">{words.sent(number)}</Alert>
        <p>
          <a href={pathTo('ticket', number)}>{words.toTicket(number)}</a>
        </p>
      </section>
    );
  }
  /** The refusal, when it is about this field. */
  const faultOf = (...codes: readonly RefusalCode[]) =>
    answer && 'error' in answer && codes.includes(answer.error.code)
      ? answerText(answer, texts.ui, texts.common)
      : undefined;
  const textFault = faultOf('empty_text', 'text_too_long');
  const emailFault = faultOf('bad_email');
  return (
    <section class="section message-form">
      <h1>{words.title}</h1>
      <p class="page__lead">{words.lead}</p>
      <form
        class="card reply-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void send();
        }}
      >
        <Field label={words.text} hint={masking.hint} error={textFault}>
          {(control) => (
            <textarea
              {...control}
              rows={8}
              dir="auto"
              value={fields.text}
              onInput={({ currentTarget }) => type('text', currentTarget.value)}
            />
          )}
        </Field>
        <Field label={words.email} aside={texts.ui.optional} hint={words.emailHint} error={emailFault}>
          {(control) => (
            <input
              {...control}
              inputMode="email"
              autocomplete="email"
              value={fields.email}
              onInput={({ currentTarget }) => type('email', currentTarget.value)}
            />
          )}
        </Field>
        {answer && !textFault && !emailFault && (
          <FormError fault={answer} reason={answerText(answer, texts.ui, texts.common)} texts={texts} />
        )}
        <p>
          <Button type="submit" kind="primary" busy={isBusy}>
            {isBusy ? words.sending : words.send}
          </Button>
        </p>
      </form>
    </section>
  );
};
