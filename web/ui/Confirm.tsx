// Asks before something that cannot be taken back lightly: the way back first, then the deed under its own name.
import type { ComponentChildren } from 'preact';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

interface Props {
  title: ComponentChildren;
  /** Of the way back. */
  cancel: string;
  /** Of the deed. */
  confirm: string;
  /** A deed that takes something away, unless it is said not to. */
  kind?: 'danger' | 'primary';
  isBusy?: boolean;
  onClose: () => void;
  onConfirm: () => void;
  children: ComponentChildren;
}

/** It stays until it is closed: a deed that can fail says so in it. */
export const Confirm = ({
  title,
  cancel,
  confirm,
  kind = 'danger',
  isBusy = false,
  onClose,
  onConfirm,
  children,
}: Props) => (
  <Dialog
    title={title}
    onClose={onClose}
    actions={
      <>
        <Button onClick={onClose}>{cancel}</Button>
        <Button kind={kind} busy={isBusy} onClick={onConfirm}>
          {confirm}
        </Button>
      </>
    }
  >
    {children}
  </Dialog>
);
