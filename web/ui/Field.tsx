// A labelled field with its hint and error tied to the control; the control itself is the caller's.
import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { alertIcon } from './icons.ts';

/** To spread on the input, select or textarea. */
export interface Control {
  readonly id: string;
  readonly class: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

interface Props {
  label: ComponentChildren;
  /** Said after the label, such as "niet verplicht". */
  aside?: string | undefined;
  hint?: ComponentChildren;
  error?: string | undefined;
  children: (control: Control) => VNode;
}

export const Field = ({ label, aside, hint, error, children }: Props) => {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label} {aside && <span class="field__optional">({aside})</span>}
      </label>
      {children({
        id,
        class: 'input',
        'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p class="field__hint" id={hintId}>
          {hint}
        </p>
      )}
      <FieldError id={errorId} error={error} />
    </div>
  );
};

/** What is wrong with a field; nothing when it is right. */
export const FieldError = ({ id, error }: { id: string | undefined; error: string | undefined }) =>
  error ? (
    <p class="field__error" id={id}>
      <Icon shape={alertIcon} />
      {error}
    </p>
  ) : null;
