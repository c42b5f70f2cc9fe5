// What is asked before a chat: nickname and e-mail (S17-S21). What was typed stays, whatever the server answers.
import { EMAIL_MAX, NICKNAME_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { hasNoRoom, LeaveMessage } from './LeaveMessage.tsx';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

export const Form = ({ widget, texts, focus }: SideProps) => {
  const view = widget.view.value;
  const { failure } = view;
  const code = failure && 'error' in failure && failure.error.code;
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
      <Field label={texts.nicknameLabel}>
        {(control) => (
          <input
            {...control}
            name="nickname"
            ref={focus.take}
            autocomplete="nickname"
            maxLength={NICKNAME_MAX}
            dir="auto"
            readOnly={busy}
            value={widget.nickname.value}
            onInput={(event) => {
              widget.nickname.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <Field
        label={texts.emailLabel}
        aside={texts.optionally}
        error={isBadEmail ? texts.refusals.bad_email() : undefined}
      >
        {(control) => (
          <input
            {...control}
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
        )}
      </Field>
      {/* That it was full is told until there is room again, and then that there is. */}
      {!widget.hasRoom.value ? (
        <Alert kind="warning">
          {texts.isFull} <LeaveMessage widget={widget} texts={texts} />
        </Alert>
      ) : hasNoRoom(view) ? (
        <Alert kind="success">{texts.isFree}</Alert>
      ) : (
        failure && !isBadEmail && <Alert kind="error">{failureText(texts, failure)}</Alert>
      )}
      <Button type="submit" kind="primary" busy={busy}>
        {texts.startChat}
      </Button>
    </form>
  );
};
