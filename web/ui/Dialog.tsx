// A modal dialog on the native element, shown as long as it is rendered; Escape asks to close, focus goes back to where it was.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  title: ComponentChildren;
  /** The buttons, the least dangerous one first: it gets the focus. */
  actions: ComponentChildren;
  /** Escape, or the browser's own way to dismiss. */
  onClose: () => void;
  children?: ComponentChildren;
}

export const Dialog = ({ title, actions, onClose, children }: Props) => {
  const id = useId();
  const dialogRef = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    // Closing, rather than only removing, is what makes the browser give the focus back.
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={dialogRef}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // Chrome closes on a second Escape without a cancel event that can be prevented.
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="dialog__body">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      <div class="dialog__actions">{actions}</div>
    </dialog>
  );
};
