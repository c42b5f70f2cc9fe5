// What is asked before a chat: the question it begins with (S143), nickname and e-mail (S17-S21). What was typed stays, whatever the server answers.
import { NICKNAME_MAX, surplusOfName } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { focusIn } from '../../ui/focus-in.ts';
import { PRIVACY_PATH } from '../../ui/paths.ts';
import { hasNoRoom, LeaveMessage } from './LeaveMessage.tsx';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

/** The fields that a refusal can be about. */
const FIELDS: readonly unknown[] = ['bad_email', 'text_too_long'];

export const Form = ({ widget, texts, focus }: SideProps) => {
  const view = widget.view.value;
  const { failure } = view;
  const code = failure && 'error' in failure && failure.error.code;
  const busy = view.kind === 'starting';
  const { open, opensAt } = widget.room.value;
  const isFull = !open;
  // A login is taken as it is, however long.
  const nickname = widget.nickname.value;
  const surplus = nickname === widget.login ? 0 : surplusOfName(nickname, NICKNAME_MAX);
  const faultOf = (field: string) => (failure && code === field ? failureText(texts, failure) : undefined);
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isFull) return;
        if (surplus > 0) focusIn(event.currentTarget, 'nickname');
        else void widget.start();
      }}
    >
      <p>{texts.intro}</p>
      <Field label={texts.questionLabel} aside={texts.optionally} error={faultOf('text_too_long')}>
        {(control) => (
          <textarea
            {...control}
            name="question"
            rows={3}
            ref={focus.take}
            dir="auto"
            readOnly={busy}
            value={widget.question.value}
            onInput={(event) => {
              widget.question.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <Field label={texts.nicknameLabel} error={surplus > 0 ? texts.nicknameTooLong(surplus) : undefined}>
        {(control) => (
          <input
            {...control}
            name="nickname"
            autocomplete="nickname"
            dir="auto"
            readOnly={busy}
            value={nickname}
            onInput={(event) => {
              widget.nickname.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <Field label={texts.emailLabel} aside={texts.optionally} error={faultOf('bad_email')}>
        {(control) => (
          <input
            {...control}
            name="email"
            type="email"
            autocomplete="email"
            readOnly={busy}
            value={widget.email.value}
            onInput={(event) => {
              widget.email.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      {/* That it was full is told until there is room again, and then that there is. */}
      {isFull ? (
        <Alert kind="warning">{opensAt ? texts.isClosed(opensAt) : texts.isFull}</Alert>
      ) : hasNoRoom(view) ? (
        <Alert kind="success">{texts.isFree}</Alert>
      ) : (
        failure && !FIELDS.includes(code) && <Alert kind="error">{failureText(texts, failure)}</Alert>
      )}
      {isFull && <LeaveMessage widget={widget} texts={texts} primary />}
      <Button type="submit" kind={isFull ? 'plain' : 'primary'} busy={busy} aria-disabled={isFull}>
        {texts.startChat}
      </Button>
      <a class="small" href={PRIVACY_PATH}>
        {texts.privacy}
      </a>
    </form>
  );
};
