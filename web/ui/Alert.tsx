// A message that is announced when it appears: an error at once, the rest when the reader has a moment.
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import { alertIcon, circleCheckIcon, infoIcon } from './icons.ts';

export type AlertKind = 'error' | 'warning' | 'success' | 'info';

const shapes = {
  error: alertIcon,
  warning: alertIcon,
  success: circleCheckIcon,
  info: infoIcon,
} as const satisfies Record<AlertKind, string>;

interface Props {
  kind: AlertKind;
  /** Stands in a live region that announces it already. */
  silent?: boolean;
  children: ComponentChildren;
}

export const Alert = ({ kind, silent, children }: Props) => (
  <div class={`alert alert--${kind}`} role={silent ? undefined : kind === 'error' ? 'alert' : 'status'}>
    <Icon shape={shapes[kind]} />
    <div>{children}</div>
  </div>
);
