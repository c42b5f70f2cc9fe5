// A conversation that is longer than a screen: what is changed of it, and whether all of it is on paper and within hearing. Independent of whose screen it is.
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Locator, Page } from 'playwright-core';

/** Numbers of the messages `Bericht 1: …` in a text, in order and each once. */
const numbersIn = (text: string): number[] =>
  [...new Set([...text.matchAll(/Bericht (\d+):/g)].map(([, number]) => Number(number)))].sort(
    (a, b) => a - b,
  );

/** Numbers of the messages that a print of the page has. */
export const printNumbers = async (page: Page): Promise<number[]> => {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await page.pdf());
  const texts = [...document.pages()].map((paper) => paper.getText());
  document.destroy();
  library.destroy();
  return numbersIn(texts.join('\n'));
};

/** Numbers of the messages that a screen reader is given. */
export const hearNumbers = async (page: Page): Promise<number[]> => {
  const tools = await page.context().newCDPSession(page);
  const { nodes } = await tools.send('Accessibility.getFullAXTree');
  return numbersIn(nodes.map(({ name }) => String(name?.value ?? '')).join('\n'));
};

/** @returns how many elements and texts were put into the log, taken out or changed since, when called. */
export const countChanges = async (log: Locator): Promise<() => Promise<number>> => {
  const counted = await log.evaluateHandle((element) => {
    const count = { changes: 0 };
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records)
        count.changes += 1 + addedNodes.length + removedNodes.length;
    }).observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
    return count;
  });
  return () => counted.evaluate(({ changes }) => changes);
};
