// A question to the helpdesk as a new ticket; what was typed stays until the ticket is there.
import { useRef, useState } from 'preact/hooks';
import type { RouteReply } from '../../shared/routes.ts';
import {
  countCharacters,
  EMAIL_MAX,
  findTextFault,
  isEmail,
  SUBJECT_MAX,
  TEXT_MAX,
} from '../../shared/rules.ts';
import { type Answer, answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import type { Files } from '../ui/files/FileField.tsx';
import { Icon } from '../ui/Icon.tsx';
import { arrowLeftIcon, sendIcon } from '../ui/icons.ts';
import { LaterFiles } from '../ui/later-files.tsx';
import { Loading } from '../ui/Spinner.tsx';
import { tooLong } from '../ui/too-long.ts';
import { FormError } from './FormError.tsx';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';
import { useDraft } from './use-draft.ts';
import { useMasking } from './use-masking.ts';
import { useRequest } from './use-request.ts';

interface Props {
  user: string;
  texts: Texts;
}

export const NewTicketPage = ({ user, texts }: Props) => {
  const { newTicket: words, ticket } = texts.portal;
  const profile = useRequest('GET /api/profile', {}).answer;
  const categories = useRequest('GET /api/ticket-categories', {}).answer;
  return (
    <>
      <div class="ticket-head">
        <a class="back-link" href={pathTo('tickets')}>
          <Icon shape={arrowLeftIcon} /> {ticket.back}
        </a>
        <h1>{words.title}</h1>
        <p class="page__lead">{words.lead}</p>
      </div>
      {profile && categories ? (
        // Neither is needed to ask a question.
        <NewTicketForm
          user={user}
          email={'ok' in profile ? profile.ok.email : ''}
          categories={'ok' in categories ? categories.ok.categories : []}
          texts={texts}
        />
      ) : (
        <Loading label={texts.ui.loading} />
      )}
    </>
  );
};

type FieldName = 'subject' | 'category' | 'text' | 'email';

interface FormProps extends Props {
  email: string;
  categories: readonly string[];
}

const NewTicketForm = ({ user, email, categories, texts }: FormProps) => {
  const { newTicket: words, ticket } = texts.portal;
  const empty = { subject: '', category: '', text: '', email };
  const { fields, type, draft, clear } = useDraft(user, 'new', empty);
  const masking = useMasking(texts, fields.subject, fields.text);
  const [answer, setAnswer] = useState<Answer<RouteReply<'POST /api/my-tickets'>>>();
  const [isBusy, setIsBusy] = useState(false);
  const [wrong, setWrong] = useState<FieldName>();
  const form = useRef<HTMLFormElement>(null);
  const files = useRef<Files>(undefined);
  const over = countCharacters(fields.text.trim()) - TEXT_MAX;
  const isTouched = fields.subject !== '' || fields.text !== '';

  const fail = (name: FieldName) => {
    setWrong(name);
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const typed = {
      subject: fields.subject.trim(),
      // One that was taken off the list since it was chosen.
      category: categories.includes(fields.category) ? fields.category : '',
      text: fields.text.trim(),
      email: fields.email.trim(),
    };
    if (!typed.subject || typed.subject.length > SUBJECT_MAX) return fail('subject');
    const sent = files.current ? files.current.take() : [];
    // It is sent by itself once they are there.
    if (!sent) return;
    const ids = sent.map(({ id }) => id);
    if (findTextFault(typed.text || ids.join())) return fail('text');
    if (typed.email && !isEmail(typed.email)) return fail('email');
    setWrong(undefined);
    setIsBusy(true);
    const given = {
      ...typed,
      subject: await masking.mask(typed.subject),
      text: await masking.mask(typed.text),
    };
    const next = await request('POST /api/my-tickets', {
      cid: draft.cidFor({ ...given, files: ids.join() }),
      ...given,
      files: ids,
    });
    if ('ok' in next) {
      draft.drop();
      files.current?.sent(ids);
      location.assign(pathTo('ticket', next.ok.number));
      return;
    }
    // The fields as they stand, not as they were sent.
    draft.save(fields);
    setIsBusy(false);
    setAnswer(next);
  };
  const handlers = (name: FieldName) => ({
    name,
    value: fields[name],
    onInput: (event: { currentTarget: { value: string } }) => {
      setWrong(undefined);
      setAnswer(undefined);
      type(name, event.currentTarget.value);
    },
  });

  return (
    <form class="card reply-form" ref={form} onSubmit={submit} noValidate>
      <Field
        label={words.subject}
        error={
          tooLong(fields.subject, SUBJECT_MAX, texts.ui) ??
          (wrong === 'subject' ? words.missingSubject : undefined)
        }
      >
        {(control) => <input {...control} {...handlers('subject')} required dir="auto" />}
      </Field>
      {categories.length > 0 && (
        <Field label={words.category} aside={texts.ui.optional}>
          {(control) => (
            <select {...control} {...handlers('category')}>
              <option value="">{words.noCategory}</option>
              {categories.map((category) => (
                <option key={category} value={category}>
                  {category}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field
        label={words.text}
        hint={masking.hint}
        error={over > 0 ? ticket.over(over) : wrong === 'text' ? words.missingText : undefined}
      >
        {(control) => <textarea {...control} {...handlers('text')} rows={8} required dir="auto" />}
      </Field>
      <LaterFiles
        view="FileField"
        at="/api/ticket-files"
        name="new"
        locale={texts.common.locale}
        onReady={(ready) => {
          files.current = ready;
        }}
        onSend={() => form.current?.requestSubmit()}
      />
      <Field
        label={words.email}
        aside={texts.ui.optional}
        error={
          tooLong(fields.email, EMAIL_MAX, texts.ui) ??
          (wrong === 'email' ? texts.common.refusals.bad_email() : undefined)
        }
      >
        {(control) => <input {...control} {...handlers('email')} inputMode="email" autocomplete="email" />}
      </Field>
      {answer && !('ok' in answer) && (
        <FormError fault={answer} reason={answerText(answer, texts.ui, texts.common)} texts={texts} />
      )}
      <div class="form-buttons">
        <Button kind="primary" type="submit" icon={sendIcon} busy={isBusy}>
          {isBusy ? ticket.sending : words.send}
        </Button>
        {isTouched && (
          <Button kind="quiet" onClick={clear}>
            {words.discard}
          </Button>
        )}
      </div>
    </form>
  );
};
