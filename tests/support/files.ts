// A file that is dropped or pasted on a part of a page, as a browser tells of it.
import type { Locator } from 'playwright-core';

/**
 * @param kinds of what is handed over: a file has `Files`, a text with a picture of itself both.
 * @returns whether the page took it from the browser, which would open it otherwise.
 */
export const handOver = (
  to: Locator,
  how: 'drop' | 'paste',
  kinds: readonly ('Files' | 'text/plain')[],
): Promise<boolean> =>
  to.evaluate(
    (element, { how, kinds }) => {
      const data = new DataTransfer();
      if (kinds.includes('Files')) data.items.add(new File(['x'], 'foto.png', { type: 'image/png' }));
      if (kinds.includes('text/plain')) data.setData('text/plain', 'tekst');
      const given = { bubbles: true, cancelable: true, composed: true };
      const event =
        how === 'drop'
          ? new DragEvent('drop', { ...given, dataTransfer: data })
          : new ClipboardEvent('paste', { ...given, clipboardData: data });
      return !element.dispatchEvent(event);
    },
    { how, kinds },
  );
