// Short messages at the bottom of the page that go away by themselves; the region is always there, so screen readers hear them.
import { signal } from '@preact/signals';
import { Alert, type AlertKind } from './Alert.tsx';

const SHOWN_MS = 6000;

interface Toast {
  readonly id: number;
  readonly kind: AlertKind;
  readonly text: string;
}

export interface Toasts {
  show(text: string, kind?: AlertKind): void;
  /** To render once per page. */
  readonly View: () => preact.JSX.Element;
}

export const createToasts = (): Toasts => {
  const toasts = signal<readonly Toast[]>([]);
  let made = 0;
  return {
    show: (text, kind = 'info') => {
      const toast = { id: ++made, kind, text };
      toasts.value = [...toasts.value, toast];
      setTimeout(() => {
        toasts.value = toasts.value.filter(({ id }) => id !== toast.id);
      }, SHOWN_MS);
    },
    View: () => (
      <div class="toasts" aria-live="polite">
        {toasts.value.map(({ id, kind, text }) => (
          <Alert key={id} kind={kind} silent>
            {text}
          </Alert>
        ))}
      </div>
    ),
  };
};
