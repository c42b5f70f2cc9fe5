// Where the focus goes when what had it is gone: the list of online users. No component.

/** Once the list is there: on a narrow screen it comes in place of a window. */
export const focusList = (): void => {
  requestAnimationFrame(() => document.getElementById('list')?.focus());
};
