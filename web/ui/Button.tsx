// The button of both sites and the chat; a busy one keeps its focus and does nothing.
import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Path data from icons.ts, before the text. */
  icon?: string;
  small?: boolean;
  wide?: boolean;
  busy?: boolean;
  children: ComponentChildren;
}

export const Button = ({ kind = 'plain', icon, small, wide, busy, children, onClick, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    class={`button button--${kind}${small ? ' button--small' : ''}${wide ? ' button--wide' : ''} ${rest.class ?? ''}`}
    aria-busy={busy}
    aria-disabled={busy || rest['aria-disabled']}
    onClick={(event) => {
      if (busy) event.preventDefault();
      else onClick?.call(event.currentTarget, event);
    }}
  >
    {icon && <Icon shape={icon} />}
    {children}
  </button>
);

interface IconButtonProps extends Omit<Props, 'children' | 'icon' | 'aria-label'> {
  icon: string;
  /** Said by screen readers and shown as tooltip. */
  label: string;
}

export const IconButton = ({ icon, label, kind = 'quiet', ...rest }: IconButtonProps) => (
  <Button {...rest} kind={kind} class={`button--icon ${rest.class ?? ''}`} aria-label={label} title={label}>
    <Icon shape={icon} />
  </Button>
);
