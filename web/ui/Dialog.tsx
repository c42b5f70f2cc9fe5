// A modal dialog on the native element, shown as long as it is rendered; Escape asks to close, focus goes back to where it was.
import type { ComponentChildren } from 'preact';

interface Props {
  title: ComponentChildren;
  /** The buttons, the least dangerous one first: it gets the focus. */
  actions: ComponentChildren;
  /** Escape, or the browser's own way to dismiss. */
  onClose: () => void;
  children?: ComponentChildren;
}

/** Closing, rather than only removing, is what makes the browser give the focus back. */
const showModal = (dialog: HTMLDialogElement | null) => {
  dialog?.showModal();
  return () => dialog?.close();
};

/** Modal, so there is one at a time and its title can have a fixed id. */
export const Dialog = ({ title, actions, onClose, children }: Props) => (
  <dialog
    ref={showModal}
    class="dialog"
    aria-labelledby="dialog-title"
    onCancel={(event) => {
      event.preventDefault();
      onClose();
    }}
    onKeyDown={(event) => {
      // Chrome closes on a second Escape without a cancel event that can be prevented. That of an input method is not meant: asked as
      // in send-key.ts, which is not shared, as the chat's window would wait for a file more.
      if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }}
  >
    <div class="dialog__body">
      <h2 id="dialog-title">{title}</h2>
      {children}
    </div>
    <div class="dialog__actions">{actions}</div>
  </dialog>
);
