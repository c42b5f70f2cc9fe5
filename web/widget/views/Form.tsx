// What is asked before a chat: nickname and e-mail (S17-S21). What was typed stays, whatever the server answers.
import { EMAIL_MAX, NICKNAME_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { type Texts, troubleText } from '../texts.ts';
import type { Trouble, View } from '../view.ts';
import type { Widget } from '../widget.ts';

interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly view: Extract<View, { kind: 'form' | 'starting' }>;
}

export const Form = ({ widget, texts, view }: Props) => {
  const { form } = texts.widget;
  const trouble = view.kind === 'form' ? view.trouble : undefined;
  const isBadEmail = trouble && 'error' in trouble && trouble.error.code === 'bad_email';
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
      <p class="form__intro">{form.intro}</p>
      <Field label={form.nickname} hint={form.nicknameHint}>
        {(control) => (
          <input
            {...control}
            data-focus
            name="nickname"
            autocomplete="nickname"
            maxLength={NICKNAME_MAX}
            dir="auto"
            readOnly={busy}
            value={widget.nickname.value}
            onInput={(event) => widget.fillNickname(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label={form.email}
        aside={form.optional}
        error={isBadEmail ? texts.common.refusals.bad_email() : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="email"
            name="email"
            autocomplete="email"
            maxLength={EMAIL_MAX}
            readOnly={busy}
            value={widget.email.value}
            onInput={(event) => widget.fillEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <RoomOrTrouble widget={widget} texts={texts} trouble={isBadEmail ? undefined : trouble} />
      <Button type="submit" kind="primary" wide busy={busy}>
        {busy ? form.starting : form.start}
      </Button>
    </form>
  );
};

/** Why there is no chat yet. That it was full is told until there is room again, and then that there is. */
const RoomOrTrouble = ({
  widget,
  texts,
  trouble,
}: Pick<Props, 'widget' | 'texts'> & { trouble: Trouble | undefined }) => {
  const wasFull = trouble && 'error' in trouble && trouble.error.code === 'no_room';
  const { full, free } = texts.widget.form;
  if (!widget.hasRoom.value) return <Alert kind="warning">{full}</Alert>;
  if (wasFull) return <Alert kind="success">{free}</Alert>;
  return trouble ? <Alert kind="error">{troubleText(texts, trouble)}</Alert> : null;
};
