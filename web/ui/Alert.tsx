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

export const Alert = ({ kind, children }: { kind: AlertKind; children: ComponentChildren }) => (
  <div class={`alert alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
    <Icon shape={shapes[kind]} />
    <div>{children}</div>
  </div>
);
