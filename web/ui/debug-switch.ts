// Whether a person switched the log of the socket on in this browser: `localStorage.debug = "on"`, and a reload. Independent of the log.

/** Before any socket is opened; fetched only when it was asked for. */
export const debugIfAsked = async (): Promise<void> => {
  try {
    if (!localStorage.getItem('debug')) return;
  } catch {
    // No storage, so nobody asked.
    return;
  }
  const { startDebug } = await import('./debug.ts');
  startDebug(window);
};
