// What is asked before a chat: nickname and e-mail (S17-S21). What was typed stays, whatever the server answers.
import type { JSX } from 'preact';
import { EMAIL_MAX, NICKNAME_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { troubleText } from '../texts.ts';
import type { Parts } from './parts.ts';

export const Form = ({ widget, texts, takeFocus }: Parts) => {
  const view = widget.view.value;
  const { form } = texts.widget;
  const { trouble } = view;
  const code = trouble && 'error' in trouble && trouble.error.code;
  const isBadEmail = code === 'bad_email';
  const busy = view.kind === 'starting';
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void widget.start();
      }}
    >
      <p class="intro">{form.intro}</p>
      <Field
        label={form.nickname}
        hint={form.nicknameHint}
        name="nickname"
        ref={takeFocus}
        autocomplete="nickname"
        maxLength={NICKNAME_MAX}
        dir="auto"
        readOnly={busy}
        value={widget.nickname.value}
        onInput={(event) => {
          widget.nickname.value = event.currentTarget.value;
        }}
      />
      <Field
        label={form.email}
        aside={form.optional}
        hint={isBadEmail && texts.chat.refusals.bad_email()}
        aria-invalid={isBadEmail}
        name="email"
        type="email"
        autocomplete="email"
        maxLength={EMAIL_MAX}
        readOnly={busy}
        value={widget.email.value}
        onInput={(event) => {
          widget.email.value = event.currentTarget.value;
        }}
      />
      {/* That it was full is told until there is room again, and then that there is. */}
      {!widget.hasRoom.value ? (
        <Alert kind="warning">{form.full}</Alert>
      ) : code === 'no_room' ? (
        <Alert kind="success">{form.free}</Alert>
      ) : (
        trouble && !isBadEmail && <Alert kind="error">{troubleText(texts, trouble)}</Alert>
      )}
      <Button type="submit" kind="primary" wide busy={busy}>
        {busy ? form.starting : form.start}
      </Button>
    </form>
  );
};

type FieldProps = JSX.IntrinsicElements['input'] & {
  readonly name: string;
  readonly label: string;
  /** Said after the label. */
  readonly aside?: string;
  /** Below the field: what it is for, or what is wrong with it. */
  readonly hint: string | false;
};

const Field = ({ label, aside, hint, ...input }: FieldProps) => (
  <div class="field">
    <label for={input.name}>
      {label} {aside && <span class="soft">({aside})</span>}
    </label>
    <input {...input} id={input.name} aria-describedby={`${input.name}-hint`} />
    <p class={`small ${input['aria-invalid'] ? 'wrong' : ''}`} id={`${input.name}-hint`}>
      {hint}
    </p>
  </div>
);
