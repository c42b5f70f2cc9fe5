// What is asked before a chat: nickname and e-mail (S17-S21). What was typed stays, whatever the server answers.
import type { JSX } from 'preact';
import { EMAIL_MAX, NICKNAME_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { troubleText } from '../texts.ts';
import { hasNoRoom, LeaveMessage } from './LeaveMessage.tsx';
import type { Parts } from './parts.ts';

export const Form = ({ widget, texts, takeFocus }: Parts) => {
  const view = widget.view.value;
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
      <p>{texts.intro}</p>
      <Field
        label={texts.nicknameLabel}
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
        label={texts.emailLabel}
        aside={texts.optionally}
        fault={isBadEmail && texts.refusals.bad_email()}
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
        <Alert kind="warning">
          {texts.isFull} <LeaveMessage widget={widget} texts={texts} />
        </Alert>
      ) : hasNoRoom(view) ? (
        <Alert kind="success">{texts.isFree}</Alert>
      ) : (
        trouble && !isBadEmail && <Alert kind="error">{troubleText(texts, trouble)}</Alert>
      )}
      <Button type="submit" kind="primary" busy={busy}>
        {texts.startChat}
      </Button>
    </form>
  );
};

type FieldProps = JSX.IntrinsicElements['input'] & {
  readonly name: string;
  readonly label: string;
  /** Said after the label. */
  readonly aside?: string;
  readonly fault?: string | false;
};

const Field = ({ label, aside, fault, ...input }: FieldProps) => (
  <div class="field">
    <label class="field__label" for={input.name}>
      {label} {aside && <span class="field__optional">({aside})</span>}
    </label>
    <input {...input} class="input" id={input.name} aria-invalid={!!fault} aria-describedby="fault" />
    {fault && (
      <p class="field__error" id="fault">
        {fault}
      </p>
    )}
  </div>
);
