// Brings the focus to a field of a form that cannot be sent as it is.

/** @param form the form, as the event of sending it has it; @param name of the field. */
export const focusIn = (form: unknown, name: string): void => {
  const control = form instanceof HTMLFormElement ? form.elements.namedItem(name) : null;
  if (control instanceof HTMLElement) control.focus();
};
